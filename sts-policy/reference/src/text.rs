//! Names as IAM compares them: ignoring ASCII case, and with placeholders.

use std::cmp::Ordering;
use std::ops::Range;

use crate::steps;

/// The order of two names by their lower-cased bytes: the order of every list in the table.
#[inline]
pub(crate) fn compare(left: impl AsRef<[u8]>, right: impl AsRef<[u8]>) -> Ordering {
    let (left, right) = (left.as_ref(), right.as_ref());
    steps::add(1);
    for (left, right) in left.iter().zip(right) {
        // Most letters are the same in case too.
        if left != right {
            let order = left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase());
            if order != Ordering::Equal {
                return order;
            }
        }
    }
    left.len().cmp(&right.len())
}

/// The index in a sorted range at which the comparison (of the item with what is sought) says `Equal`.
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

/// Whether the name has a placeholder.
#[cfg(feature = "json")]
pub(crate) fn is_template(name: &str) -> bool {
    placeholder(name.as_bytes()).is_some()
}

/// Whether the name fits the template: a placeholder stands for one or more characters, everything else for itself in any case.
pub(crate) fn fits(template: &str, name: &str) -> bool {
    let (mut template, mut name) = (template.as_bytes(), name.as_bytes());
    steps::add(1);
    // Most names differ from a template in the first bytes of it, where no placeholder is.
    for (expected, byte) in template.iter().zip(name) {
        if *expected == b'$' {
            break;
        }
        if !expected.eq_ignore_ascii_case(byte) {
            return false;
        }
    }
    steps::add(name.len());
    // Whether a placeholder precedes, that takes any characters before the next literal, but at least one.
    let mut after_placeholder = false;
    loop {
        let (literal, rest) = match placeholder(template) {
            Some((literal, rest)) => (literal, Some(rest)),
            None => (template, None),
        };
        let Some(rest) = rest else {
            // The last literal is the end of the name.
            let Some(taken) = name.len().checked_sub(literal.len()) else { return false };
            let enough = if after_placeholder { taken > 0 } else { taken == 0 };
            return enough && name.get(taken..).is_some_and(|end| end.eq_ignore_ascii_case(literal));
        };
        let starts = if after_placeholder { 1..=name.len() } else { 0..=0 };
        // The leftmost place leaves the most for what follows.
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

/// How many bytes of a template stand for themselves: of two templates that a name fits, the one with more is meant.
pub(crate) fn literals(template: &str) -> usize {
    let (mut rest, mut count) = (template.as_bytes(), 0);
    while let Some((literal, others)) = placeholder(rest) {
        count += literal.len();
        rest = others;
    }
    count + rest.len()
}

/// What precedes the first placeholder, and what follows it.
fn placeholder(template: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = template.windows(2).position(|pair| pair == b"${")?;
    let (literal, placeholder) = template.split_at_checked(start)?;
    let end = placeholder.iter().position(|byte| *byte == b'}')?;
    Some((literal, placeholder.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit() {
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
            assert!(fits(template, name), "{template} {name}");
        }
    }

    #[test]
    fn what_stands_for_itself() {
        for (template, count) in [("", 0), ("abc", 3), ("a${b}c", 2), ("${a}${b}", 0), ("a${b", 4)] {
            assert_eq!(literals(template), count, "{template}");
        }
    }

    #[test]
    fn names_that_do_not_fit() {
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
            assert!(!fits(template, name), "{template} {name}");
        }
    }
}
