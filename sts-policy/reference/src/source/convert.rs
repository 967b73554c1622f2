//! Converts items of the source to the order and the bits of the table.

use super::builder::Result;
use crate::condition_type::{ConditionType, ConditionTypes};
use crate::error::InvalidReference;
use crate::text::compare;

/// Returns the items, sorted by their lower-cased names; fails if two names are equal ignoring case.
pub(super) fn sorted<'a, T>(items: &'a [T], name: impl Fn(&T) -> &String, list: &str) -> Result<Vec<&'a T>> {
    let mut items: Vec<&T> = items.iter().collect();
    items.sort_by(|left, right| compare(name(left), name(right)));
    for pair in items.windows(2) {
        if let [left, right] = pair
            && name(left).eq_ignore_ascii_case(name(right))
        {
            return Err(InvalidReference::new(format!("duplicate name `{}` in {list}", name(right))));
        }
    }
    Ok(items)
}

/// Returns the bits of the types of a condition key.
pub(super) fn key_types(key: &str, types: &[String]) -> Result<u16> {
    let known: ConditionTypes = types
        .iter()
        .map(|name| {
            name.parse::<ConditionType>()
                .map_err(|_| InvalidReference::new(format!("unknown type `{name}` of condition key `{key}`")))
        })
        .collect::<Result<_>>()?;
    Ok(known.bits())
}

pub(super) fn flag(is_set: bool, bit: u8) -> u8 {
    if is_set { bit } else { 0 }
}
