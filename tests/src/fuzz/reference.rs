//! Targets of the service reference.

use std::sync::OnceLock;

use sts_policy_reference::source::Source;
use sts_policy_reference::{InvalidReference, Reference};

/// The first byte that the checksum of a table covers.
const CHECKED_FROM: usize = 24;

/// Reads arbitrary bytes as a table, unchanged and with a correct length and checksum.
pub fn reference_blob(data: &[u8]) {
    let mut bytes = data.to_vec();
    if let Ok(reference) = Reference::from_bytes(bytes.clone()) {
        walk(&reference);
    }
    correct_header(&mut bytes);
    if let Ok(reference) = Reference::from_bytes(bytes) {
        walk(&reference);
    }
}

/// Reads arbitrary text as a source or as documents of AWS on top of a small reference.
pub fn reference_json(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(base) = small_reference() else { return };
    let Ok(reference) = Reference::from_json(text, base, Some("2026-11-01")) else { return };
    let bytes = reference.as_bytes();
    assert!(Reference::from_bytes(bytes.to_vec()).is_ok(), "a compiled table is rejected");
    let again = Source::from_reference(&reference).compile();
    assert!(again.is_ok_and(|again| again.as_bytes() == bytes), "the decompiled source gives another table");
}

/// Returns a reference of two services, which compiles quickly.
fn small_reference() -> Option<&'static Reference> {
    static SMALL: OnceLock<Result<Reference, InvalidReference>> = OnceLock::new();
    let small = SMALL.get_or_init(|| {
        let mut source = Source::from_reference(Reference::embedded());
        source.services.retain(|service| matches!(service.name.as_str(), "sqs" | "sts"));
        source.removed_actions.truncate(2);
        for action in source.services.iter_mut().flat_map(|service| &mut service.actions) {
            action.dependent_actions.clear();
        }
        source.compile()
    });
    small.as_ref().ok()
}

fn correct_header(bytes: &mut [u8]) {
    let Ok(length) = u32::try_from(bytes.len()) else { return };
    let sum = bytes
        .get(CHECKED_FROM..)
        .unwrap_or_default()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let fields = length.to_le_bytes().into_iter().chain(sum.to_le_bytes());
    for (target, byte) in bytes.iter_mut().skip(12).zip(fields) {
        *target = byte;
    }
}

/// Calls the functions of every item. They must not panic.
fn walk(reference: &Reference) {
    let mut bytes = reference.data_date().len() + reference.legacy_date().len();
    for service in reference.services() {
        bytes += service.prefix().len() + service.display_name().len();
        for resource_type in service.resource_types() {
            bytes += resource_type.name().len();
            bytes += resource_type.arn_formats().map(|format| format.to_string().len()).sum::<usize>();
            bytes += resource_type.condition_keys().map(|key| key.name().len()).sum::<usize>();
        }
        for action in service.actions() {
            bytes += action.to_string().len() + action.access_level().as_str().len();
            bytes += action.dependent_actions().map(|action| action.to_string().len()).sum::<usize>();
            bytes += action.resources().map(|link| link.condition_keys().len()).sum::<usize>();
            bytes += service.condition_keys().take(2).filter(|key| action.accepts(*key)).count();
        }
        bytes += usize::from(service.condition_key("aws:ResourceTag/x").is_some());
    }
    for service in reference.arn_services() {
        bytes += reference.arn_formats(service).map(|format| format.resource().len()).sum::<usize>();
    }
    bytes += reference.condition_keys("aws:ResourceTag/x").len();
    bytes += reference.global_condition_keys().map(|key| key.name().len() + key.types().iter().count()).sum::<usize>();
    bytes += reference.partitions().flat_map(|partition| partition.regions()).map(str::len).sum::<usize>();
    bytes += reference.condition_operators().map(|operator| operator.name().len()).sum::<usize>();
    bytes += reference.removed_actions().map(str::len).sum::<usize>();
    bytes += usize::from(reference.is_removed_action("s3", "GetObject"));
    bytes += usize::from(reference.partition_of_region("us-east-1").is_some());
    std::hint::black_box(bytes);
}
