//! From a place in a document to the bytes of the text, and back.
//!
//! Nothing here runs for a document without findings: the tree keeps no positions. When a finding is shown, the text is
//! walked again, level by level, with [`RawValue`], whose slices of the text give the offsets. Each walk serves all the
//! places that are asked for, so that its cost is bounded by the size of the text times the depth of the places.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::part::Part;
use super::path::Pointer;
use crate::steps;

/// The byte order mark: no part of the document, and no part that serde_json accepts.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The bytes of each place, in the order of the places. A place that the text does not have gets its closest ancestor.
pub(crate) fn spans(text: &str, places: &[(&Pointer, &Part)]) -> Vec<Range<usize>> {
    let whole = offset_in(text, text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).trim_ascii());
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(places.len());
    let mut wanted = Vec::new();
    for (target, (pointer, part)) in places.iter().enumerate() {
        match part {
            Part::Text(range) => spans.push(range.clone()),
            Part::Key | Part::Value => {
                spans.push(whole.clone());
                wanted.push(Wanted { target, key: **part == Part::Key, tokens: pointer.tokens().collect() });
            }
        }
    }
    if let Some(root) = root(text) {
        find(text, root, 0, &wanted.iter().collect::<Vec<_>>(), &mut spans);
    }
    spans
}

struct Wanted<'a> {
    target: usize,
    key: bool,
    tokens: Vec<Cow<'a, str>>,
}

fn find(text: &str, raw: &RawValue, depth: usize, wanted: &[&Wanted<'_>], spans: &mut [Range<usize>]) {
    let mut below: BTreeMap<&str, Vec<&Wanted<'_>>> = BTreeMap::new();
    for want in wanted {
        match want.tokens.get(depth) {
            Some(token) => below.entry(token).or_default().push(want),
            None => set(spans, want.target, offset_in(text, raw.get())),
        }
    }
    if below.is_empty() {
        return;
    }
    let children = children(raw);
    // Of two equal keys the last one counts, as `Pointer` says.
    let by_token: HashMap<&str, &Child<'_>> = children.iter().map(|child| (child.token.as_ref(), child)).collect();
    for (token, wanted) in below {
        let Some(child) = by_token.get(token) else {
            for want in wanted {
                set(spans, want.target, offset_in(text, raw.get()));
            }
            continue;
        };
        let (ends, goes_on): (Vec<_>, Vec<_>) =
            wanted.into_iter().partition(|want| want.key && want.tokens.len() == depth + 1);
        for want in ends {
            set(spans, want.target, offset_in(text, child.key.unwrap_or(child.value).get()));
        }
        find(text, child.value, depth + 1, &goes_on, spans);
    }
}

fn set(spans: &mut [Range<usize>], target: usize, span: Range<usize>) {
    if let Some(slot) = spans.get_mut(target) {
        *slot = span;
    }
}

/// Some of the offsets that were asked for, by their index, and the element whose key or value holds them.
pub(crate) struct Owned {
    pub(crate) offsets: Range<usize>,
    pub(crate) pointer: Pointer,
}

/// No element of a policy lies deeper; whatever does belongs to its ancestor here.
const DEEPEST: usize = 8;

/// Calls `report` with each innermost element that holds some of the ascending byte offsets, until it returns false; with the whole
/// document if the text is not JSON. A pointer may be as long as the text, so they are never held together.
pub(crate) fn owners(text: &str, offsets: &[usize], mut report: impl FnMut(Owned) -> bool) {
    let is_found = match root(text) {
        Some(root) => own(text, root, &Pointer::default(), 0, (offsets, 0), &mut report),
        None => Owning::Nothing,
    };
    // A document that is one string has no children.
    if is_found == Owning::Nothing && !offsets.is_empty() {
        report(Owned { offsets: 0..offsets.len(), pointer: Pointer::default() });
    }
}

/// The outcome of a search for owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owning {
    Nothing,
    Some,
    /// The search was ended by its caller.
    Enough,
}

/// `offsets` are those inside of `raw`, with the index of the first among all.
fn own(
    text: &str,
    raw: &RawValue,
    pointer: &Pointer,
    depth: usize,
    (offsets, base): (&[usize], usize),
    report: &mut impl FnMut(Owned) -> bool,
) -> Owning {
    let mut owning = Owning::Nothing;
    for child in children(raw) {
        steps::add(1);
        let parts = child.key.map(|key| (key, false)).into_iter().chain([(child.value, true)]);
        for (slice, is_value) in parts {
            let span = offset_in(text, slice.get());
            let first = offsets.partition_point(|offset| *offset < span.start);
            let end = offsets.partition_point(|offset| *offset < span.end);
            let inside = offsets.get(first..end).unwrap_or_default();
            if inside.is_empty() {
                continue;
            }
            let here = pointer.child(&child.token);
            let is_container = slice.get().starts_with(['[', '{']);
            steps::add(here.as_str().len());
            let found = if is_value && is_container && depth < DEEPEST {
                own(text, slice, &here, depth + 1, (inside, base + first), report)
            } else if report(Owned { offsets: base + first..base + end, pointer: here }) {
                Owning::Some
            } else {
                Owning::Enough
            };
            match found {
                Owning::Nothing => {}
                Owning::Some => owning = Owning::Some,
                Owning::Enough => return Owning::Enough,
            }
        }
    }
    owning
}

fn root(text: &str) -> Option<&RawValue> {
    serde_json::from_str(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)).ok()
}

/// Where a slice of the text lies in it.
fn offset_in(text: &str, slice: &str) -> Range<usize> {
    let start = (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + slice.len()
}

/// A value inside a container, with the token that leads to it.
struct Child<'a> {
    token: Cow<'a, str>,
    key: Option<&'a RawValue>,
    value: &'a RawValue,
}

fn children(raw: &RawValue) -> Vec<Child<'_>> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::super::position::locations;
    use super::*;

    fn span_of<'a>(text: &'a str, path: &Pointer, part: &Part) -> &'a str {
        text.get(spans(text, &[(path, part)])[0].clone()).unwrap()
    }

    fn pointer(tokens: &[&str]) -> Pointer {
        tokens.iter().fold(Pointer::default(), |pointer, token| pointer.child(token))
    }

    #[test]
    fn values_keys_and_the_last_of_equal_keys() {
        let text = "\u{feff} {\"a\": [1, {\"b/c\" : \"x\\u0041\"}], \"a~\": 2, \"a~\" : 3}\n";
        assert_eq!(span_of(text, &pointer(&["a", "1", "b/c"]), &Part::Value), "\"x\\u0041\"");
        assert_eq!(span_of(text, &pointer(&["a", "1", "b/c"]), &Part::Key), "\"b/c\"");
        assert_eq!(span_of(text, &pointer(&["a~"]), &Part::Value), "3");
        assert_eq!(span_of(text, &pointer(&["a", "1", "absent"]), &Part::Value), "{\"b/c\" : \"x\\u0041\"}");
        assert_eq!(span_of(text, &Pointer::default(), &Part::Value), text.trim_start_matches('\u{feff}').trim());
    }

    #[test]
    fn offsets_lead_to_their_elements() {
        let text = r#"{"a": ["é", {"ключ": "租"}]}"#;
        let offsets: Vec<usize> = ["é", "ключ", "租"].iter().map(|part| text.find(part).unwrap()).collect();
        let owners_of = |text: &str, offsets: &[usize], most: usize| {
            let mut found = Vec::new();
            owners(text, offsets, |owned| {
                found.push((owned.offsets, owned.pointer.as_str().to_owned()));
                found.len() < most
            });
            found
        };
        let expected = [(0..1, "/a/0"), (1..2, "/a/1/ключ"), (2..3, "/a/1/ключ")];
        let expected = expected.map(|(offsets, pointer)| (offsets, pointer.to_owned()));
        assert_eq!(owners_of(text, &offsets, 10), expected);
        assert_eq!(owners_of(text, &offsets, 2), expected[..2]);
        assert_eq!(owners_of("\"é\"", &[1], 10), [(0..1, String::new())]);
        assert_eq!(owners_of("é", &[0], 10), [(0..1, String::new())]);
    }

    /// Every pointer into a value, with what it points to.
    fn pointers(value: &Value, here: &Pointer, all: &mut Vec<(Pointer, Value)>) {
        all.push((here.clone(), value.clone()));
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointers(item, &here.child(&index.to_string()), all);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    pointers(member, &here.child(key), all);
                }
            }
            _ => {}
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// The text at the span of a pointer is the value that the pointer means, whatever the layout.
        #[test]
        fn the_span_of_a_pointer_holds_its_value(value in any_json(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let mut all = Vec::new();
            pointers(&value, &Pointer::default(), &mut all);
            let places: Vec<_> = all.iter().map(|(pointer, _)| (pointer, &Part::Value)).collect();
            for (span, (pointer, expected)) in spans(&text, &places).into_iter().zip(&all) {
                let found: Value = serde_json::from_str(text.get(span.clone()).unwrap()).unwrap();
                prop_assert_eq!(&found, expected, "at {}", pointer);
                // The bytes before the span, counted afresh, give its line and column.
                let location = &locations(&text, vec![span.clone()])[0];
                let (before, _) = text.split_at(span.start);
                prop_assert_eq!(location.line, before.matches('\n').count() + 1);
                let line = before.rsplit('\n').next().unwrap();
                prop_assert_eq!(location.column, line.chars().count() + 1);
            }
        }
    }
}
