//! Paths of several segments.

use super::text_value::{check_characters, check_dot_segments, text_value};
use super::{InvalidValue, ValueKind};

text_value! {
    /// A path, such as the key of an object or the beginning of keys: 1 to `N` bytes, segments joined by `/`.
    ///
    /// Each segment has at least one character and is neither `.` nor `..`, so the path neither begins nor ends with `/` and has no
    /// `//`. Control characters are rejected. S3 itself accepts keys of up to 1,024 bytes, also with empty segments and dots (S3 User
    /// Guide, "Naming Amazon S3 objects"). This type rejects those that the guide advises against.
    ///
    /// A path means exactly itself. A `:` is accepted, because object keys contain it. Use
    /// [`Segment`](super::Segment) if `:` separates the parts of a resource, as in `log-group:name:log-stream:name`.
    ///
    /// Each byte takes at most four bytes in a policy: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::value::KeyPath;
    ///
    /// assert!(KeyPath::<200>::new("reports/2026/11.csv").is_ok());
    /// assert!(KeyPath::<200>::new("reports/../secrets").is_err());
    /// assert!(KeyPath::<200>::new("/reports").is_err());
    /// ```
    pub struct KeyPath<N>;

    /// Parses a path.
    ///
    /// # Errors
    ///
    /// If the text is empty, has more than `N` bytes or a control character, or if a segment is empty, `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written with push_literal
}

fn check(text: &str, max: usize) -> Result<(), InvalidValue> {
    check_characters(text, ValueKind::KeyPath, max)?;
    if text.split('/').any(str::is_empty) {
        let requirement = "must not begin or end with `/` or contain `//`";
        return Err(InvalidValue::new(ValueKind::KeyPath, text, requirement));
    }
    check_dot_segments(text, ValueKind::KeyPath)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_paths() {
        for text in ["a", "a/b/c", "a:b/c", "*/?/$", ".../.a", "12345678"] {
            assert_eq!(KeyPath::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn rejects_invalid_text() {
        let slash = "must not begin or end with `/` or contain `//`";
        for (text, requirement) in [
            ("", "must be 1 to 8 bytes, not 0"),
            ("a/b/c/d/e", "must be 1 to 8 bytes, not 9"),
            ("/a", slash),
            ("a/", slash),
            ("a//b", slash),
            ("/", slash),
            ("a/../b", "must not contain the path segment `..`"),
            ("a/.", "must not contain the path segment `.`"),
            ("a\u{7f}", "must not contain the control character U+007F"),
        ] {
            let message = KeyPath::<8>::new(text).unwrap_err().to_string();
            let shown = text.replace('\u{7f}', "\\u{7f}");
            assert_eq!(message, format!("invalid key path `{shown}`: {requirement}"));
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(KeyPath::<3>::new("***").unwrap().to_policy_text().len(), KeyPath::<3>::MAX_BYTES);
    }
}
