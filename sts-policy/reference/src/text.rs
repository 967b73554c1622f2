//! Comparison of names: without ASCII case, and with placeholders.

use std::cmp::Ordering;
use std::ops::Range;

use crate::steps;

/// Compares the lower-cased bytes of two names. Every list of the table has this order.
#[inline]
pub(crate) fn compare(left: impl AsRef<[u8]>, right: impl AsRef<[u8]>) -> Ordering {
    let (left, right) = (left.as_ref(), right.as_ref());
    steps::add(1);
    for (left, right) in left.iter().zip(right) {
        // Equal bytes are the usual case.
        if left != right {
            let order = left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase());
            if order != Ordering::Equal {
                return order;
            }
        }
    }
    left.len().cmp(&right.len())
}

/// Binary search: returns the index in a sorted range for which `compare` (item with target) returns `Equal`.
#[inline]
pub(crate) fn search(range: Range<usize>, mut compare: impl FnMut(usize) -> Ordering) -> Option<usize> {
    let Range { mut start, mut end } = range;
    while start < end {
        let middle = start + (end - start) / 2;
        match compare(middle) {
            Ordering::Less => start = middle + 1,
            Ordering::Greater => end = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// Returns true if the name has a placeholder.
#[cfg(feature = "json")]
pub(crate) fn is_template(name: &str) -> bool {
    split_placeholder(name.as_bytes()).is_some()
}

/// Returns true if the name matches the template. A placeholder matches one or more characters; other text matches itself, ignoring
/// case.
pub(crate) fn matches_template(template: &str, name: &str) -> bool {
    let (mut template, mut name) = (template.as_bytes(), name.as_bytes());
    steps::add(1);
    // Most names differ from a template before its first placeholder.
    for (expected, byte) in template.iter().zip(name) {
        if *expected == b'$' {
            break;
        }
        if !expected.eq_ignore_ascii_case(byte) {
            return false;
        }
    }
    steps::add(name.len());
    // A placeholder matches at least one character before the next literal.
    let mut after_placeholder = false;
    loop {
        let (literal, rest) = match split_placeholder(template) {
            Some((literal, rest)) => (literal, Some(rest)),
            None => (template, None),
        };
        let Some(rest) = rest else {
            // The last literal must end the name.
            let Some(taken) = name.len().checked_sub(literal.len()) else { return false };
            let enough = if after_placeholder { taken > 0 } else { taken == 0 };
            return enough && name.get(taken..).is_some_and(|end| end.eq_ignore_ascii_case(literal));
        };
        let starts = if after_placeholder { 1..=name.len() } else { 0..=0 };
        // The leftmost match leaves the longest rest.
        let Some(end) = starts.map(|start| (start, start + literal.len())).find_map(|(start, end)| {
            name.get(start..end).is_some_and(|part| part.eq_ignore_ascii_case(literal)).then_some(end)
        }) else {
            return false;
        };
        name = name.get(end..).unwrap_or_default();
        template = rest;
        after_placeholder = true;
    }
}

/// Returns the number of bytes outside of placeholders. If a name matches several templates, the one with the most is used.
pub(crate) fn literal_len(template: &str) -> usize {
    let (mut rest, mut count) = (template.as_bytes(), 0);
    while let Some((literal, others)) = split_placeholder(rest) {
        count += literal.len();
        rest = others;
    }
    count + rest.len()
}

/// Splits at the first placeholder: the text before it and the text after it.
fn split_placeholder(template: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = template.windows(2).position(|pair| pair == b"${")?;
    let (literal, placeholder) = template.split_at_checked(start)?;
    let end = placeholder.iter().position(|byte| *byte == b'}')?;
    Some((literal, placeholder.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_names_that_fill_the_placeholders() {
        for (template, name) in [
            ("aws:TagKeys", "AWS:tagkeys"),
            ("aws:RequestTag/${TagKey}", "aws:requesttag/Team"),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/${TagKey}"),
            ("cb:sources/${id}.location", "cb:sources/a.location.location"),
            ("t.${Domain}.com:ref", "t.x.com:x.com:REF"),
            ("${a}-${b}", "x-y"),
            ("${a}-${b}", "--y"),
            ("${a}${b}", "xy"),
        ] {
            assert!(matches_template(template, name), "{template} {name}");
        }
    }

    #[test]
    fn counts_bytes_outside_of_placeholders() {
        for (template, count) in [("", 0), ("abc", 3), ("a${b}c", 2), ("${a}${b}", 0), ("a${b", 4)] {
            assert_eq!(literal_len(template), count, "{template}");
        }
    }

    #[test]
    fn rejects_names_that_do_not_fill_the_placeholders() {
        for (template, name) in [
            ("aws:TagKeys", "aws:TagKey"),
            ("aws:TagKeys", "xaws:TagKeys"),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/"),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag"),
            ("aws:RequestTag/${TagKey}", ""),
            ("cb:sources/${id}.location", "cb:sources/.location"),
            ("cb:sources/${id}.location", "cb:sources/a.type"),
            ("${a}-${b}", "-y"),
            ("${a}-${b}", "x-"),
            ("${a}${b}", "x"),
            ("a${b}a", "a"),
        ] {
            assert!(!matches_template(template, name), "{template} {name}");
        }
    }
}
