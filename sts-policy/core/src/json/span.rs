//! Byte ranges of elements in the text.
//!
//! The tree does not store positions, so a document without findings has no cost for them. For findings, the text is parsed again, level by
//! level, with [`RawValue`], whose slices give the offsets. Each level is parsed once for all elements, so the cost is at most the length
//! of the text times the depth of the elements.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::value::RawValue;

use super::finding_target::FindingTarget;
use super::path::Pointer;
use super::raw::{Child, children, offset_in, root, without_byte_order_mark};

/// Returns the byte range of each target, in the order of the targets. For an element that is not in the text, it is that of the closest
/// ancestor.
pub(crate) fn spans(text: &str, targets: &[(&Pointer, &FindingTarget)]) -> Vec<Range<usize>> {
    let whole = offset_in(text, without_byte_order_mark(text).trim_ascii());
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(targets.len());
    let mut wanted = Vec::new();
    for (index, (pointer, target)) in targets.iter().enumerate() {
        match target {
            FindingTarget::Text(range) => spans.push(range.clone()),
            FindingTarget::Key | FindingTarget::Value => {
                spans.push(whole.clone());
                let is_key = **target == FindingTarget::Key;
                wanted.push(WantedSpan { index, is_key, tokens: pointer.tokens().collect() });
            }
        }
    }
    if let Some(root) = root(text) {
        find(text, root, 0, &wanted.iter().collect::<Vec<_>>(), &mut spans);
    }
    spans
}

/// An element whose span is searched.
struct WantedSpan<'a> {
    /// Index of its span.
    index: usize,
    is_key: bool,
    tokens: Vec<Cow<'a, str>>,
}

/// Finds the wanted spans in a value. The first `depth` tokens of each one are the path of the value.
fn find(text: &str, raw: &RawValue, depth: usize, wanted: &[&WantedSpan<'_>], spans: &mut [Range<usize>]) {
    let mut by_token: BTreeMap<&str, Vec<&WantedSpan<'_>>> = BTreeMap::new();
    for span in wanted {
        match span.tokens.get(depth) {
            Some(token) => by_token.entry(token).or_default().push(span),
            None => set(spans, span.index, offset_in(text, raw.get())),
        }
    }
    if by_token.is_empty() {
        return;
    }
    let children = children(raw);
    // The last one of equal keys overwrites the others, as `Pointer` requires.
    let child_of: HashMap<&str, &Child<'_>> = children.iter().map(|child| (child.token.as_ref(), child)).collect();
    for (token, wanted) in by_token {
        let Some(child) = child_of.get(token) else {
            for span in wanted {
                set(spans, span.index, offset_in(text, raw.get()));
            }
            continue;
        };
        let is_key_of_child = |span: &&WantedSpan<'_>| span.is_key && span.tokens.len() == depth + 1;
        let (keys, values): (Vec<_>, Vec<_>) = wanted.into_iter().partition(is_key_of_child);
        for span in keys {
            set(spans, span.index, offset_in(text, child.key.unwrap_or(child.value).get()));
        }
        find(text, child.value, depth + 1, &values, spans);
    }
}

fn set(spans: &mut [Range<usize>], index: usize, span: Range<usize>) {
    if let Some(slot) = spans.get_mut(index) {
        *slot = span;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::super::position::locations;
    use super::*;

    fn span_of<'a>(text: &'a str, path: &Pointer, target: &FindingTarget) -> &'a str {
        text.get(spans(text, &[(path, target)])[0].clone()).unwrap()
    }

    fn pointer(tokens: &[&str]) -> Pointer {
        tokens.iter().fold(Pointer::default(), |pointer, token| pointer.child(token))
    }

    #[test]
    fn finds_values_keys_and_the_last_of_equal_keys() {
        let text = "\u{feff} {\"a\": [1, {\"b/c\" : \"x\\u0041\"}], \"a~\": 2, \"a~\" : 3}\n";
        assert_eq!(span_of(text, &pointer(&["a", "1", "b/c"]), &FindingTarget::Value), "\"x\\u0041\"");
        assert_eq!(span_of(text, &pointer(&["a", "1", "b/c"]), &FindingTarget::Key), "\"b/c\"");
        assert_eq!(span_of(text, &pointer(&["a~"]), &FindingTarget::Value), "3");
        assert_eq!(span_of(text, &pointer(&["a", "1", "absent"]), &FindingTarget::Value), "{\"b/c\" : \"x\\u0041\"}");
        let whole = text.trim_start_matches('\u{feff}').trim();
        assert_eq!(span_of(text, &Pointer::default(), &FindingTarget::Value), whole);
    }

    /// Collects the pointers of all values inside a value.
    fn collect_pointers(value: &Value, here: &Pointer, all: &mut Vec<(Pointer, Value)>) {
        all.push((here.clone(), value.clone()));
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    collect_pointers(item, &here.child(&index.to_string()), all);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    collect_pointers(member, &here.child(key), all);
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
        /// The layout of the text does not matter.
        #[test]
        fn the_span_of_a_pointer_contains_its_value(value in any_json(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let mut all = Vec::new();
            collect_pointers(&value, &Pointer::default(), &mut all);
            let targets: Vec<_> = all.iter().map(|(pointer, _)| (pointer, &FindingTarget::Value)).collect();
            for (span, (pointer, expected)) in spans(&text, &targets).into_iter().zip(&all) {
                let found: Value = serde_json::from_str(text.get(span.clone()).unwrap()).unwrap();
                prop_assert_eq!(&found, expected, "at {}", pointer);
                // An independent count over the text before the span.
                let location = &locations(&text, vec![span.clone()])[0];
                let (before, _) = text.split_at(span.start);
                prop_assert_eq!(location.line, before.matches('\n').count() + 1);
                let line = before.rsplit('\n').next().unwrap();
                prop_assert_eq!(location.column, line.chars().count() + 1);
            }
        }
    }
}
