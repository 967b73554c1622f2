//! The elements at byte offsets of the text.

use std::ops::Range;

use serde_json::value::RawValue;

use super::path::Pointer;
use super::raw::{children, offset_in, root};
use crate::steps;

/// The innermost element at some of the offsets: its key or its value has them.
pub(crate) struct ElementAt {
    /// Indexes of the offsets.
    pub(crate) offsets: Range<usize>,
    pub(crate) pointer: Pointer,
}

/// Maximum depth of the search. Elements of a policy are not deeper; anything deeper counts as part of its ancestor.
const MAX_DEPTH: usize = 8;

/// Calls `report` with each innermost element at some of the ascending byte offsets, until it returns false. If the text is not JSON, the
/// only element is the whole document.
///
/// A pointer may be as long as the text, so the elements are not collected.
pub(crate) fn elements_at(text: &str, offsets: &[usize], mut report: impl FnMut(ElementAt) -> bool) {
    let search = match root(text) {
        Some(root) => find(text, root, &Pointer::default(), 0, (offsets, 0), &mut report),
        None => SearchOutcome::Empty,
    };
    // A document that is one string has no children.
    if search == SearchOutcome::Empty && !offsets.is_empty() {
        report(ElementAt { offsets: 0..offsets.len(), pointer: Pointer::default() });
    }
}

/// The outcome of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SearchOutcome {
    /// No element was reported.
    Empty,
    Found,
    /// `report` ended the search.
    Stopped,
}

/// `offsets` are those inside of `raw`, with the index of the first one among all offsets.
fn find(
    text: &str,
    raw: &RawValue,
    pointer: &Pointer,
    depth: usize,
    (offsets, base): (&[usize], usize),
    report: &mut impl FnMut(ElementAt) -> bool,
) -> SearchOutcome {
    let mut search = SearchOutcome::Empty;
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
            let pointer = pointer.child(&child.token);
            let is_container = slice.get().starts_with(['[', '{']);
            steps::add(pointer.as_str().len());
            let found = if is_value && is_container && depth < MAX_DEPTH {
                find(text, slice, &pointer, depth + 1, (inside, base + first), report)
            } else if report(ElementAt { offsets: base + first..base + end, pointer }) {
                SearchOutcome::Found
            } else {
                SearchOutcome::Stopped
            };
            match found {
                SearchOutcome::Empty => {}
                SearchOutcome::Found => search = SearchOutcome::Found,
                SearchOutcome::Stopped => return SearchOutcome::Stopped,
            }
        }
    }
    search
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_innermost_elements() {
        let text = r#"{"a": ["é", {"ключ": "租"}]}"#;
        let offsets: Vec<usize> = ["é", "ключ", "租"].iter().map(|part| text.find(part).unwrap()).collect();
        let found_in = |text: &str, offsets: &[usize], max: usize| {
            let mut found = Vec::new();
            elements_at(text, offsets, |element| {
                found.push((element.offsets, element.pointer.as_str().to_owned()));
                found.len() < max
            });
            found
        };
        let expected = [(0..1, "/a/0"), (1..2, "/a/1/ключ"), (2..3, "/a/1/ключ")];
        let expected = expected.map(|(offsets, pointer)| (offsets, pointer.to_owned()));
        assert_eq!(found_in(text, &offsets, 10), expected);
        assert_eq!(found_in(text, &offsets, 2), expected[..2]);
        assert_eq!(found_in("\"é\"", &[1], 10), [(0..1, String::new())]);
        assert_eq!(found_in("é", &[0], 10), [(0..1, String::new())]);
    }
}
