//! JSON text without the characters that STS refuses.

use std::fmt::Write;

use crate::limits::MAX_CHARACTER;

/// Replaces every character above U+00FF by its `\uXXXX` escape (two escapes above U+FFFF). In serialized JSON, such characters occur only
/// in strings, so the meaning does not change.
pub(crate) fn escape_beyond_latin1(json: String) -> String {
    if json.chars().all(|character| character <= MAX_CHARACTER) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() * 2);
    for character in json.chars() {
        if character <= MAX_CHARACTER {
            escaped.push(character);
        } else {
            push_escape(&mut escaped, character);
        }
    }
    escaped
}

/// Appends the `\uXXXX` escape of a character, or the two escapes of its surrogate pair.
pub(crate) fn push_escape(text: &mut String, character: char) {
    let mut units = [0; 2];
    for unit in character.encode_utf16(&mut units) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_characters_beyond_latin1_only() {
        assert_eq!(escape_beyond_latin1("\"café\"".to_owned()), "\"café\"");
        assert_eq!(escape_beyond_latin1("\"租\u{1F600}\"".to_owned()), "\"\\u79df\\ud83d\\ude00\"");
    }
}
