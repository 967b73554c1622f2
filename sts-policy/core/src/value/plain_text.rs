use super::text::{check_characters, text_value};

text_value! {
    /// Text for the value of a string condition, such as that of a tag or an address of the web: 1 to `N` bytes without control
    /// characters.
    ///
    /// It means exactly itself, and may have slashes, dots and colons anywhere. So it has no place in a resource: use
    /// [`Segment`](super::Segment) or [`KeyPath`](super::KeyPath) there.
    ///
    /// In a policy a byte takes at most four: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::value::Text;
    ///
    /// assert!(Text::<100>::new("https://example.com/a//b").is_ok());
    /// assert!(Text::<100>::new("two\nlines").is_err());
    /// ```
    pub struct Text<N>;

    /// Takes a text.
    ///
    /// # Errors
    ///
    /// When the text is empty or has more than `N` bytes or a control character.
    check: |text| check_characters(text, "text for a condition", N);

    MAX_BYTES: 4 * N, written as literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn texts() {
        for text in ["a", "//", "..", "a:b", "*/?/$", " ", "12345678"] {
            assert_eq!(Text::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_none() {
        for (text, shown, reason) in [
            ("", "", "it is empty; write 1 to 8 bytes"),
            (
                "123456789",
                "123456789",
                "it has 9 bytes, and 8 are the most here; shorten it, or let the hole take more",
            ),
            ("a\n", "a\\u{a}", "it has the control character U+000A; leave it out"),
        ] {
            let message = Text::<8>::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("`{shown}` is no text for a condition: {reason}"));
        }
    }

    #[test]
    fn the_longest() {
        assert_eq!(Text::<3>::new("***").unwrap().to_policy_text().len(), Text::<3>::MAX_BYTES);
    }
}
