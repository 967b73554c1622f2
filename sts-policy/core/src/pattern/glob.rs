//! A pattern against a text, without reading the pattern first: for what is compared once.

use super::Case;
use crate::steps;

/// Whether the pattern stands for the text. There are no policy variables in either.
pub(crate) fn matches(pattern: &str, text: &str, case: Case) -> bool {
    let same = |left: u8, right: u8| match case {
        Case::Sensitive => left == right,
        Case::Ignored => left.eq_ignore_ascii_case(&right),
    };
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at_pattern, mut at_text) = (0, 0);
    // Where to go on when what follows the last star does not fit: behind the star, and one character further into the text.
    let mut retry: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(at_text) {
        steps::add(1);
        match pattern.get(at_pattern) {
            Some(b'*') => {
                at_pattern += 1;
                retry = Some((at_pattern, at_text));
            }
            Some(b'?') => {
                at_pattern += 1;
                at_text += character_length(*byte);
            }
            Some(expected) if same(*expected, *byte) => {
                at_pattern += 1;
                at_text += 1;
            }
            _ => {
                let Some((behind_star, from)) = retry else { return false };
                let mut next = from + text.get(from).map_or(1, |byte| character_length(*byte));
                // Most bytes are not the first one behind the star. A byte that begins a character begins one in the text too.
                if let Some(first) = pattern.get(behind_star).filter(|byte| !matches!(byte, b'*' | b'?')) {
                    let rest = text.get(next..).unwrap_or_default();
                    let (lower, upper) = match case {
                        Case::Sensitive => (*first, *first),
                        Case::Ignored => (first.to_ascii_lowercase(), first.to_ascii_uppercase()),
                    };
                    let skipped = rest.iter().position(|byte| *byte == lower || *byte == upper);
                    let Some(skipped) = skipped else { return false };
                    steps::add(skipped);
                    next += skipped;
                }
                (at_pattern, at_text) = (behind_star, next);
                retry = Some((behind_star, next));
            }
        }
    }
    pattern.get(at_pattern..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

/// How many bytes the character has that begins with this one.
fn character_length(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}
