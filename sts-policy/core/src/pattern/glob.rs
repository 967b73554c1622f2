//! A pattern against a text, without reading the pattern first: for what is compared once.

use super::Case;

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
                let next = from + text.get(from).map_or(1, |byte| character_length(*byte));
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
