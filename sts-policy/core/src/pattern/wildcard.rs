//! Comparison of a pattern with a text, without reading the pattern first: for patterns that are compared once.

use super::Case;
use crate::steps;

/// Returns true if the pattern matches the text. Neither has policy variables.
pub(crate) fn matches(pattern: &str, text: &str, case: Case) -> bool {
    let is_same = |left: u8, right: u8| match case {
        Case::Sensitive => left == right,
        Case::Ignored => left.eq_ignore_ascii_case(&right),
    };
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at_pattern, mut at_text) = (0, 0);
    // The place after the last star, and the place in the text from which it was last tried.
    let mut last_star: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(at_text) {
        steps::add(1);
        match pattern.get(at_pattern) {
            Some(b'*') => {
                at_pattern += 1;
                last_star = Some((at_pattern, at_text));
            }
            Some(b'?') => {
                at_pattern += 1;
                at_text += character_length(*byte);
            }
            Some(expected) if is_same(*expected, *byte) => {
                at_pattern += 1;
                at_text += 1;
            }
            _ => {
                let Some((after_star, tried)) = last_star else { return false };
                let next = tried + text.get(tried).map_or(1, |byte| character_length(*byte));
                let Some(next) = skip_to_first(pattern.get(after_star), text, next, case) else { return false };
                (at_pattern, at_text) = (after_star, next);
                last_star = Some((after_star, next));
            }
        }
    }
    pattern.get(at_pattern..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

/// Returns the first offset at or after `start` where a pattern with this first byte can match; `None` if it has no such place.
fn skip_to_first(first: Option<&u8>, text: &[u8], start: usize, case: Case) -> Option<usize> {
    let Some(first) = first.filter(|byte| !matches!(byte, b'*' | b'?')) else { return Some(start) };
    let (lower, upper) = match case {
        Case::Sensitive => (*first, *first),
        Case::Ignored => (first.to_ascii_lowercase(), first.to_ascii_uppercase()),
    };
    // A byte that begins a character in the pattern begins one in the text too.
    let rest = text.get(start..).unwrap_or_default();
    let skipped = rest.iter().position(|byte| *byte == lower || *byte == upper)?;
    steps::add(skipped);
    Some(start + skipped)
}

/// Number of bytes of the character that begins with this byte.
fn character_length(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}
