//! Forged tables: whatever the bytes, everything can be walked.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::time::{Duration, Instant};

use sts_policy_reference::{Action, ConditionKey, Reference};

const SECTIONS: usize = 14;
/// Where the head ends.
const HEAD: usize = 24 + 8 * SECTIONS;

/// Puts right what vouches for the bytes, so that they get as far as the readers.
fn vouch(bytes: &mut [u8]) {
    let length = u32::try_from(bytes.len()).unwrap();
    bytes[12..16].copy_from_slice(&length.to_le_bytes());
    let sum = bytes[24..]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    bytes[16..24].copy_from_slice(&sum.to_le_bytes());
}

/// Calls every function of everything; the sum keeps it from being optimized away. A forged list may be long, and many may share
/// it: of each service the first actions are walked whole, and it ends with its time.
fn walk(reference: &Reference, limit: Duration) -> usize {
    let end = Instant::now() + limit;
    let mut sum = reference.data_date().len() + reference.legacy_date().len() + format!("{reference:?}").len();
    let key = |key: ConditionKey<'_>| key.name().len() + key.types().iter().count() + usize::from(key.is_multivalued());
    for service in reference.services() {
        sum += service.prefix().len() + service.display_name().len() + format!("{service:?}").len();
        sum += service.condition_keys().map(key).sum::<usize>();
        for resource in service.resource_types() {
            sum += resource.name().len() + resource.condition_keys().map(key).sum::<usize>();
            sum += resource.arn_formats().map(|format| format.to_string().len() + format.region().len()).sum::<usize>();
            sum += usize::from(service.resource_type(resource.name()).is_some());
        }
        for action in service.actions() {
            sum += of_action(action);
            if Instant::now() > end {
                break;
            }
        }
        sum += usize::from(reference.service(service.prefix()).is_some());
        for name in ["", "zzz", "aws:ResourceTag/x", "s3:prefix"] {
            let found = service.condition_key(name);
            sum += usize::from(found.is_some()) + found.map_or(0, |key| usize::from(key.service() == service));
            sum += usize::from(service.action(name).is_some()) + usize::from(service.resource_type(name).is_some());
        }
    }
    for key in reference.global_condition_keys() {
        sum += key.name().len() + key.category().len() + key.types().to_string().len();
        sum += usize::from(key.is_deprecated()) + usize::from(key.is_sensitive());
    }
    for partition in reference.partitions() {
        sum += partition.id().len() + partition.dns_suffix().len() + partition.regions().map(str::len).sum::<usize>();
        sum += usize::from(partition.may_have_region("us-east-1")) + usize::from(partition.has_region("us-east-1"));
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
    sum
}

fn of_action(action: Action<'_>) -> usize {
    let mut sum = action.to_string().len() + action.access_level().as_str().len();
    sum += usize::from(action.is_permission_only());
    sum += action.condition_keys().map(|key| key.name().len()).sum::<usize>();
    for link in action.resources().take(200) {
        sum += link.resource_type().name().len() + usize::from(link.is_required()) + link.condition_keys().len();
        sum += link.condition_keys().take(200).map(|key| key.name().len()).sum::<usize>();
    }
    sum += action.dependent_actions().take(200).map(|action| action.to_string().len()).sum::<usize>();
    sum += action.service().condition_keys().take(2).filter(|key| action.accepts(*key)).count();
    sum
}

/// A generator of numbers that are random enough (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// Takes the bytes as they are, and vouched for.
fn survive(mut bytes: Vec<u8>) {
    let _ = Reference::from_bytes(bytes.clone());
    vouch(&mut bytes);
    if let Ok(reference) = Reference::from_bytes(bytes) {
        walk(&reference, Duration::from_millis(20));
    }
}

#[test]
fn the_embedded_one_is_sound() {
    let embedded = Reference::embedded();
    let copy = Reference::from_bytes(embedded.as_bytes().to_vec()).unwrap();
    assert_eq!(walk(embedded, Duration::from_secs(60)), walk(&copy, Duration::from_secs(60)));
}

#[test]
fn cut_off() {
    let given = Reference::embedded().as_bytes();
    for length in (0..2 * HEAD).chain((0..40).map(|part| given.len() / 40 * part)) {
        let bytes = given[..length].to_vec();
        assert!(Reference::from_bytes(bytes.clone()).is_err(), "{length}");
        if length >= 24 {
            survive(bytes);
        }
    }
}

#[test]
fn cut_off_behind_a_head_that_knows() {
    // Sections that end before they should: each stays within the bytes, but no reference into it does.
    let given = Reference::embedded().as_bytes();
    for section in 0..SECTIONS {
        for count in [0_u32, 1, 2] {
            let mut bytes = given.to_vec();
            bytes[24 + 8 * section + 4..][..4].copy_from_slice(&count.to_le_bytes());
            survive(bytes);
        }
        // And sections that start elsewhere.
        let mut bytes = given.to_vec();
        bytes[24 + 8 * section..][..4].copy_from_slice(&0_u32.to_le_bytes());
        survive(bytes);
    }
}

#[test]
fn random_bytes_everywhere() {
    let mut random = Random(0x5eed);
    for _ in 0..60 {
        let mut bytes = Reference::embedded().as_bytes().to_vec();
        for _ in 0..100 {
            let at = HEAD + random.below(bytes.len() - HEAD);
            bytes[at] ^= 1 << random.below(8);
        }
        survive(bytes);
    }
}

#[test]
fn random_bytes_where_they_hurt() {
    // The head, the services, and the lists: each byte of them decides on many reads.
    let given = Reference::embedded().as_bytes();
    let number = |at: usize| u32::from_le_bytes(given[at..][..4].try_into().unwrap()) as usize;
    let section = |index: usize| number(24 + 8 * index);
    let (services, lists, strings) = (section(1), section(11), section(12));
    let mut random = Random(0xf00d);
    for round in 0..240 {
        let mut bytes = given.to_vec();
        let (start, end) = match round % 3 {
            0 => (24, HEAD),
            1 => (services, section(2)),
            _ => (lists, strings),
        };
        for _ in 0..=random.below(20) {
            bytes[start + random.below(end - start)] = u8::try_from(random.below(256)).unwrap();
        }
        survive(bytes);
    }
}

#[test]
fn nothing_but_one_byte() {
    for byte in [0x00, 0x01, 0x7f, 0x80, 0xff] {
        let mut bytes = vec![byte; 10_000];
        let given = Reference::embedded().as_bytes();
        bytes[..HEAD].copy_from_slice(&given[..HEAD]);
        for section in 0..SECTIONS {
            let at = 24 + 8 * section;
            bytes[at..at + 4].copy_from_slice(&u32::try_from(HEAD).unwrap().to_le_bytes());
            bytes[at + 4..at + 8].copy_from_slice(&400_u32.to_le_bytes());
        }
        vouch(&mut bytes);
        assert!(walk(&Reference::from_bytes(bytes).unwrap(), Duration::from_millis(500)) > 0);
    }
}
