//! Writer for the values in the JSON of a policy.

use std::fmt::{self, Write};

use crate::json::escape::push_escape;
use crate::limits::MAX_CHARACTER;

/// Value that can be written into a policy. The trait is private to this crate, which seals [`Hole`](super::Hole).
pub trait WritePolicyText {
    /// Writes the value as JSON string content.
    fn write(&self, text: &mut PolicyText);
}

impl<T: WritePolicyText + ?Sized> WritePolicyText for &T {
    fn write(&self, text: &mut PolicyText) {
        T::write(self, text);
    }
}

/// JSON string content that is escaped for IAM and for JSON as in the canonical form.
#[derive(Debug, Clone, Default)]
pub struct PolicyText(String);

impl PolicyText {
    /// Creates an empty text with room for this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Appends text that means exactly itself: its `*`, `?` and `$` are escaped.
    pub(super) fn push_literal(&mut self, text: &str) {
        self.push(text, |character| matches!(character, '*' | '?' | '$'));
    }

    /// Appends text whose `*` and `?` are wildcards. A `$` is escaped.
    pub(super) fn push_pattern(&mut self, text: &str) {
        self.push(text, |character| character == '$');
    }

    /// Appends text that needs no escape: digits, names, and JSON that is already escaped.
    pub(crate) fn push_unescaped(&mut self, text: impl fmt::Display) {
        // Writing to a `String` cannot fail.
        let _ = write!(self.0, "{text}");
    }

    /// Returns the text.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    fn push(&mut self, text: &str, is_special: impl Fn(char) -> bool) {
        let needs_escape = |character: char| {
            is_special(character) || matches!(character, '\0'..='\u{1f}' | '"' | '\\') || character > MAX_CHARACTER
        };
        let mut rest = text;
        while let Some(at) = rest.find(needs_escape) {
            let (plain, escaped) = rest.split_at_checked(at).unwrap_or_default();
            self.0.push_str(plain);
            let mut characters = escaped.chars();
            if let Some(character) = characters.next() {
                self.escape(character, is_special(character));
            }
            rest = characters.as_str();
        }
        self.0.push_str(rest);
    }

    fn escape(&mut self, character: char, is_special: bool) {
        match character {
            _ if is_special => self.0.extend(['$', '{', character, '}']),
            '"' | '\\' => self.0.extend(['\\', character]),
            '\u{8}' => self.0.push_str("\\b"),
            '\t' => self.0.push_str("\\t"),
            '\n' => self.0.push_str("\\n"),
            '\u{c}' => self.0.push_str("\\f"),
            '\r' => self.0.push_str("\\r"),
            character => push_escape(&mut self.0, character),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cases::cases;
    use crate::json::escape_beyond_latin1;
    use crate::pattern::{Case, Pattern};

    /// Returns the text between the quotation marks of the canonical form.
    fn canonical(text: &str) -> String {
        let json = escape_beyond_latin1(serde_json::to_string(text).unwrap());
        json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap().to_owned()
    }

    fn literal(text: &str) -> String {
        let mut policy = PolicyText::default();
        policy.push_literal(text);
        policy.into_string()
    }

    fn pattern(text: &str) -> String {
        let mut policy = PolicyText::default();
        policy.push_pattern(text);
        policy.into_string()
    }

    fn assert_is_canonical(text: &str) {
        let dollar = text.replace('$', "${$}");
        assert_eq!(pattern(text), canonical(&dollar), "{text:?}");
        let escaped: String = text
            .chars()
            .map(|character| match character {
                '*' | '?' | '$' => format!("${{{character}}}"),
                character => character.to_string(),
            })
            .collect();
        assert_eq!(literal(text), canonical(&escaped), "{text:?}");
    }

    #[test]
    fn escapes_wildcards_and_json() {
        assert_eq!(literal("a*b?${c}"), "a${*}b${?}${$}{c}");
        assert_eq!(pattern("a*b?${c}"), "a*b?${$}{c}");
        assert_eq!(literal("\"\\\n\u{1}\u{7f}é租\u{1f600}"), "\\\"\\\\\\n\\u0001\u{7f}é\\u79df\\ud83d\\ude00");
    }

    #[test]
    fn each_character_is_written_as_in_the_canonical_form() {
        for character in '\0'..='\u{3000}' {
            assert_is_canonical(&format!("a{character}{character}b"));
        }
        for character in ['\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{10ffff}'] {
            assert_is_canonical(&character.to_string());
        }
    }

    /// Checks the values of conditions, with wildcards and without.
    fn assert_is_literal_in_conditions(text: &str, other: &str) {
        let value: String = serde_json::from_str(&format!(r#""{}""#, literal(text))).unwrap();
        for (wildcards, case) in [(true, Case::Sensitive), (false, Case::Sensitive), (false, Case::Ignored)] {
            let pattern = Pattern::value(&value, wildcards, case);
            assert!(pattern.matches(text) && pattern.is_literal(), "{text:?}");
            let is_same = other == text || (case == Case::Ignored && other.eq_ignore_ascii_case(text));
            assert_eq!(pattern.matches(other), is_same, "{text:?} {other:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(5_120)))]

        #[test]
        fn text_is_literal_in_conditions(text in "[*?${}a-bA-B:]{0,12}", other in "[*?${}a-bA-B:]{0,12}") {
            assert_is_literal_in_conditions(&text, &other);
            assert_is_literal_in_conditions(&text, &text.replace(['*', '?', '$'], "a"));
            assert_is_literal_in_conditions(&text, &text.to_uppercase());
        }

        #[test]
        fn any_text_is_written_as_in_the_canonical_form(text in r#"([*?${}"\\]|[a-z]|\PC|[\x00-\x20]){0,40}"#) {
            assert_is_canonical(&text);
        }
    }
}
