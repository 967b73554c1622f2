//! Free text for conditions.

use super::ValueKind;
use super::text_value::{check_characters, text_value};

text_value! {
    /// Text for the value of a string condition, such as a tag value or a URL: 1 to `N` bytes without control characters.
    ///
    /// It means exactly itself, and may contain slashes, dots and colons anywhere. Therefore it is not accepted in a resource: use
    /// [`Segment`](super::Segment) or [`KeyPath`](super::KeyPath) there.
    ///
    /// Each byte takes at most four bytes in a policy: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::value::Text;
    ///
    /// assert!(Text::<100>::new("https://example.com/a//b").is_ok());
    /// assert!(Text::<100>::new("two\nlines").is_err());
    /// ```
    pub struct Text<N>;

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// If the text is empty, or has more than `N` bytes or a control character.
    check: |text| check_characters(text, ValueKind::Text, N);

    MAX_BYTES: 4 * N, written with push_literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_text_with_separators() {
        for text in ["a", "//", "..", "a:b", "*/?/$", " ", "12345678"] {
            assert_eq!(Text::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn rejects_invalid_text() {
        for (text, message) in [
            ("", "invalid condition text ``: must be 1 to 8 bytes, not 0"),
            ("123456789", "invalid condition text `123456789`: must be 1 to 8 bytes, not 9"),
            ("a\n", "invalid condition text `a\\u{a}`: must not contain the control character U+000A"),
        ] {
            assert_eq!(Text::<8>::new(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(Text::<3>::new("***").unwrap().to_policy_text().len(), Text::<3>::MAX_BYTES);
    }
}
