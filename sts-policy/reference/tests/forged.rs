//! Forged tables: each is rejected or can be walked with work in proportion to its length.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use sts_policy_reference::{Action, ConditionKey, Reference};

const SECTIONS: usize = 14;
/// Length of the header, in bytes.
const HEADER_LEN: usize = 24 + 8 * SECTIONS;

/// Corrects length and checksum, so that the readers see the bytes.
fn correct_header(bytes: &mut [u8]) {
    let length = u32::try_from(bytes.len()).unwrap();
    bytes[12..16].copy_from_slice(&length.to_le_bytes());
    let sum = bytes[24..]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    bytes[16..24].copy_from_slice(&sum.to_le_bytes());
}

/// Maximum number of items that a walk visits per byte of the table. The embedded table needs 0.7.
const MAX_ITEMS_PER_BYTE: usize = 16;

/// Maximum number of steps of a walk's lookups per byte of the table.
#[cfg(feature = "steps")]
const MAX_STEPS_PER_BYTE: u64 = 64;

/// Calls every function of every item. Returns a sum, which prevents optimization, and the number of visited items.
fn walk(reference: &Reference) -> (usize, usize) {
    let mut items = 0;
    let mut sum = reference.data_date().len() + reference.legacy_date().len() + format!("{reference:?}").len();
    let key = |key: ConditionKey<'_>| key.name().len() + key.types().iter().count() + usize::from(key.is_multivalued());
    for service in reference.services() {
        sum += service.prefix().len() + service.display_name().len() + format!("{service:?}").len();
        sum += service.condition_keys().map(key).sum::<usize>();
        items += 1 + service.condition_keys().len();
        for resource in service.resource_types() {
            sum += resource.name().len() + resource.condition_keys().map(key).sum::<usize>();
            sum += resource.arn_formats().map(|format| format.to_string().len() + format.region().len()).sum::<usize>();
            sum += usize::from(service.resource_type(resource.name()).is_some());
            items += 1 + resource.condition_keys().len() + resource.arn_formats().len();
        }
        for action in service.actions() {
            let (action_sum, more) = walk_action(action);
            sum += action_sum;
            items += more;
        }
        sum += usize::from(reference.service(service.prefix()).is_some());
        for name in ["", "zzz", "aws:ResourceTag/x", "s3:prefix"] {
            let found = service.condition_key(name);
            sum += usize::from(found.is_some()) + found.map_or(0, |key| usize::from(key.service() == service));
            sum += usize::from(service.action(name).is_some()) + usize::from(service.resource_type(name).is_some());
        }
    }
    for service in reference.arn_services() {
        let formats = reference.arn_formats(service);
        items += 1 + formats.len();
        sum += formats.map(|format| format.to_string().len()).sum::<usize>();
    }
    for name in ["", "zzz", "aws:ResourceTag/x", "s3:prefix"] {
        let found = reference.condition_keys(name);
        items += found.len();
        sum += found.into_iter().map(key).sum::<usize>();
    }
    for key in reference.global_condition_keys() {
        sum += key.name().len() + key.category().len() + key.types().to_string().len();
        sum += usize::from(key.is_deprecated()) + usize::from(key.is_sensitive());
    }
    for partition in reference.partitions() {
        sum += partition.id().len() + partition.dns_suffix().len() + partition.regions().map(str::len).sum::<usize>();
        sum += usize::from(partition.may_have_region("us-east-1")) + usize::from(partition.has_region("us-east-1"));
        items += 1 + partition.regions().len();
    }
    for operator in reference.condition_operators() {
        sum += operator.name().len() + operator.value_type().map_or(0, |value_type| value_type.as_str().len());
    }
    sum += reference.removed_actions().map(str::len).sum::<usize>();
    for name in ["", "s3", "zzz", "GetObject", "aws:RequestTag/x"] {
        sum += usize::from(reference.is_removed_action(name, name)) + usize::from(reference.is_retired_service(name));
        sum += usize::from(reference.action(name, name).is_some());
        sum += usize::from(reference.global_condition_key(name).is_some());
        sum += usize::from(reference.partition_of_region(name).is_some());
    }
    (sum, items)
}

fn walk_action(action: Action<'_>) -> (usize, usize) {
    let mut sum = action.to_string().len() + action.access_level().as_str().len();
    let mut items = 1 + action.condition_keys().len() + action.dependent_actions().len();
    sum += usize::from(action.is_permission_only());
    sum += action.condition_keys().map(|key| key.name().len()).sum::<usize>();
    for link in action.resources() {
        sum += link.resource_type().name().len() + usize::from(link.is_required()) + link.condition_keys().len();
        sum += link.condition_keys().map(|key| key.name().len()).sum::<usize>();
        items += 1 + link.condition_keys().len() + link.resource_type().condition_keys().len();
    }
    sum += action.dependent_actions().map(|action| action.to_string().len()).sum::<usize>();
    sum += action.service().condition_keys().take(2).filter(|key| action.accepts(*key)).count();
    (sum, items)
}

/// A xorshift generator.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// Reads the bytes unchanged and with a corrected header. Returns true if the latter are accepted.
fn read_and_walk(mut bytes: Vec<u8>) -> bool {
    let _ = Reference::from_bytes(bytes.clone());
    correct_header(&mut bytes);
    let length = bytes.len();
    let Ok(reference) = Reference::from_bytes(bytes) else { return false };
    #[cfg(feature = "steps")]
    let before = sts_policy_reference::steps::taken();
    let (_, items) = walk(&reference);
    assert!(items <= MAX_ITEMS_PER_BYTE * length, "{items} items in a table of {length} bytes");
    #[cfg(feature = "steps")]
    {
        let steps = sts_policy_reference::steps::taken() - before;
        assert!(steps <= MAX_STEPS_PER_BYTE * length as u64, "{steps} steps in a table of {length} bytes");
    }
    true
}

#[test]
fn the_embedded_table_and_its_copy_have_the_same_items() {
    let embedded = Reference::embedded();
    let copy = Reference::from_bytes(embedded.as_bytes().to_vec()).unwrap();
    let (sum, items) = walk(embedded);
    assert_eq!((sum, items), walk(&copy));
    assert!(items < embedded.as_bytes().len(), "{items}");
}

#[test]
fn rejects_every_prefix_of_the_table() {
    let given = Reference::embedded().as_bytes();
    for length in (0..2 * HEADER_LEN).chain((0..40).map(|part| given.len() / 40 * part)) {
        let bytes = given[..length].to_vec();
        assert!(Reference::from_bytes(bytes.clone()).is_err(), "{length}");
        if length >= 24 {
            read_and_walk(bytes);
        }
    }
}

#[test]
fn does_not_panic_on_short_or_misplaced_sections() {
    let given = Reference::embedded().as_bytes();
    for section in 0..SECTIONS {
        for count in [0_u32, 1, 2] {
            let mut bytes = given.to_vec();
            bytes[24 + 8 * section + 4..][..4].copy_from_slice(&count.to_le_bytes());
            read_and_walk(bytes);
        }
        let mut bytes = given.to_vec();
        bytes[24 + 8 * section..][..4].copy_from_slice(&0_u32.to_le_bytes());
        read_and_walk(bytes);
    }
}

#[test]
fn does_not_panic_on_flipped_bits() {
    let mut random = Random(0x5eed);
    for _ in 0..60 {
        let mut bytes = Reference::embedded().as_bytes().to_vec();
        for _ in 0..100 {
            let at = HEADER_LEN + random.below(bytes.len() - HEADER_LEN);
            bytes[at] ^= 1 << random.below(8);
        }
        read_and_walk(bytes);
    }
}

#[test]
fn does_not_panic_on_random_bytes_in_header_services_and_lists() {
    // Each byte of these parts affects many reads.
    let given = Reference::embedded().as_bytes();
    let number = |at: usize| u32::from_le_bytes(given[at..][..4].try_into().unwrap()) as usize;
    let section = |index: usize| number(24 + 8 * index);
    let (services, lists, strings) = (section(1), section(12), section(13));
    let mut random = Random(0xf00d);
    for round in 0..240 {
        let mut bytes = given.to_vec();
        let (start, end) = match round % 3 {
            0 => (24, HEADER_LEN),
            1 => (services, section(2)),
            _ => (lists, strings),
        };
        for _ in 0..=random.below(20) {
            bytes[start + random.below(end - start)] = u8::try_from(random.below(256)).unwrap();
        }
        read_and_walk(bytes);
    }
}

#[test]
fn does_not_panic_on_tables_of_one_repeated_byte() {
    for byte in [0x00, 0x01, 0x7f, 0x80, 0xff] {
        let mut bytes = vec![byte; 10_000];
        let given = Reference::embedded().as_bytes();
        bytes[..HEADER_LEN].copy_from_slice(&given[..HEADER_LEN]);
        for section in 0..SECTIONS {
            let at = 24 + 8 * section;
            bytes[at..at + 4].copy_from_slice(&u32::try_from(HEADER_LEN).unwrap().to_le_bytes());
            bytes[at + 4..at + 8].copy_from_slice(&400_u32.to_le_bytes());
        }
        read_and_walk(bytes);
    }
}

/// Indexes of the sections in the header.
mod section {
    pub(super) const ABOUT: usize = 0;
    pub(super) const SERVICES: usize = 1;
    pub(super) const ACTIONS: usize = 2;
    pub(super) const RESOURCE_TYPES: usize = 3;
    pub(super) const FORMATS: usize = 4;
    pub(super) const ARN_SERVICES: usize = 5;
    pub(super) const KEYS: usize = 6;
    pub(super) const LISTS: usize = 12;
    pub(super) const STRINGS: usize = 13;
    /// Width in bytes of one record of each section.
    pub(super) const WIDTHS: [usize; super::SECTIONS] = [6, 20, 10, 8, 15, 5, 5, 9, 17, 5, 3, 3, 2, 1];
}

/// Builds a table with a correct header.
fn table(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut bytes = Reference::embedded().as_bytes()[..24].to_vec();
    let mut offset = HEADER_LEN;
    for (content, width) in sections.iter().zip(section::WIDTHS) {
        bytes.extend(u32::try_from(offset).unwrap().to_le_bytes());
        bytes.extend(u32::try_from(content.len() / width).unwrap().to_le_bytes());
        offset += content.len();
    }
    bytes.extend(sections.iter().flatten());
    correct_header(&mut bytes);
    bytes
}

fn units(units: impl IntoIterator<Item = usize>) -> Vec<u8> {
    units.into_iter().flat_map(|unit| u16::try_from(unit).unwrap().to_le_bytes()).collect()
}

/// Builds a table with one service that has the given numbers of actions, links to one resource type, keys in its list, and formats.
fn shared_list(actions: usize, links: usize, keys: usize, formats: usize) -> Vec<u8> {
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    // Text 0 is empty; texts 1, 3, … have one letter each.
    let strings = &mut sections[section::STRINGS];
    strings.push(0);
    strings.extend((b'!'..=b'~').flat_map(|letter| [1, letter]));
    sections[section::ABOUT] = vec![0; 6];
    let run = |start: usize, count: usize| units([start, count]);
    sections[section::SERVICES] =
        [vec![1, 0, 0, 0, 0, 0], run(0, actions), run(0, 1), run(0, keys), vec![0; 2]].concat();
    // The list of keys precedes the list of pairs.
    let links_at = 2 + keys;
    let lists: Vec<usize> = [0, keys].into_iter().chain(0..keys).chain([2 * links]).collect();
    let pairs = (0..links).flat_map(|_| [0, 1]);
    sections[section::LISTS] = units(lists.into_iter().chain(pairs));
    for action in 0..actions {
        let name = u8::try_from(1 + 2 * action).unwrap();
        sections[section::ACTIONS].extend([[name, 0, 0, 0].to_vec(), units([1, links_at, 0])].concat());
    }
    sections[section::RESOURCE_TYPES] = [vec![1, 0, 0], units([1, 0]), vec![1]].concat();
    sections[section::FORMATS] = [[1, 0, 0].repeat(5)].concat();
    sections[section::KEYS] = (0..keys).flat_map(|key| [u8::try_from(1 + 2 * key).unwrap(), 0, 0, 0, 0]).collect();
    for service in 0..formats {
        let name = u8::try_from(1 + 2 * service).unwrap();
        sections[section::ARN_SERVICES].extend([vec![name, 0, 0], units([0])].concat());
    }
    table(&sections)
}

#[test]
fn accepts_short_shared_lists() {
    assert!(read_and_walk(shared_list(2, 3, 5, 3)));
}

#[test]
fn rejects_shared_lists_that_multiply_the_work() {
    for (actions, links, keys) in [(1, 1_000, 80), (60, 200, 40), (1, 3_000, 1)] {
        let bytes = shared_list(actions, links, keys, 0);
        assert!(bytes.len() < 20_000);
        assert!(Reference::from_bytes(bytes).is_err(), "{actions} {links} {keys}");
    }
}
