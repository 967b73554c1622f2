//! Values as slices of the text, which give their offsets.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The byte order mark. It does not belong to the document, and serde_json does not accept it.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// Returns the whole document, if the text is JSON.
pub(super) fn root(text: &str) -> Option<&RawValue> {
    serde_json::from_str(without_byte_order_mark(text)).ok()
}

/// Returns the bytes of the text that a slice of it takes.
pub(super) fn offset_in(text: &str, slice: &str) -> Range<usize> {
    let start = (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + slice.len()
}

/// A value inside a container, with its token in a JSON Pointer.
pub(super) struct Child<'a> {
    pub(super) token: Cow<'a, str>,
    pub(super) key: Option<&'a RawValue>,
    pub(super) value: &'a RawValue,
}

/// Returns the values inside an array or object.
pub(super) fn children(raw: &RawValue) -> Vec<Child<'_>> {
    match raw.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str::<RawMembers<'_>>(raw.get())
            .map(|members| members.0)
            .unwrap_or_default()
            .into_iter()
            .map(|(key, value)| Child {
                token: serde_json::from_str::<String>(key.get()).map_or(Cow::Borrowed(key.get()), Cow::Owned),
                key: Some(key),
                value,
            })
            .collect(),
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(raw.get())
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(|(index, value)| Child { token: Cow::Owned(index.to_string()), key: None, value })
            .collect(),
        _ => Vec::new(),
    }
}

struct RawMembers<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawMembers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = RawMembers<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawMembers(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}
