use super::InvalidValue;
use super::text::{check_characters, check_dots, text_value};

const THING: &str = "key path";

text_value! {
    /// A path, such as the key of an object or the start of keys: 1 to `N` bytes, parts joined by `/`. No part is empty, so there is
    /// no slash at either end and none follows another; no part is `.` or `..`; there are no control characters.
    ///
    /// It means exactly itself. A `:` is allowed, as keys of objects have it; where a `:` separates the parts of a resource, as in
    /// `log-group:name:log-stream:name`, use [`Segment`](super::Segment). S3 itself takes keys of at most 1,024 bytes, with empty
    /// parts and dots too (S3 User Guide, "Naming Amazon S3 objects"): those that it advises against are refused here.
    ///
    /// In a policy a byte takes at most four: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::value::KeyPath;
    ///
    /// assert!(KeyPath::<200>::new("reports/2026/11.csv").is_ok());
    /// assert!(KeyPath::<200>::new("reports/../secrets").is_err());
    /// assert!(KeyPath::<200>::new("/reports").is_err());
    /// ```
    pub struct KeyPath<N>;

    /// Takes a path.
    ///
    /// # Errors
    ///
    /// When the text is empty or has more than `N` bytes or a control character, or when a part of it is empty, `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written as literal
}

fn check(text: &str, most: usize) -> Result<(), InvalidValue> {
    check_characters(text, THING, most)?;
    if text.split('/').any(str::is_empty) {
        return Err(InvalidValue::new(
            text,
            THING,
            "it has a slash at an end, or two side by side; write single slashes, between two names",
        ));
    }
    check_dots(text, THING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn paths() {
        for text in ["a", "a/b/c", "a:b/c", "*/?/$", ".../.a", "12345678"] {
            assert_eq!(KeyPath::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_none() {
        let slash = "it has a slash at an end, or two side by side; write single slashes, between two names";
        for (text, reason) in [
            ("", "it is empty; write 1 to 8 bytes"),
            ("a/b/c/d/e", "it has 9 bytes, and 8 are the most here; shorten it, or let the hole take more"),
            ("/a", slash),
            ("a/", slash),
            ("a//b", slash),
            ("/", slash),
            ("a/../b", "who resolves paths takes `..` for another folder; write the folder itself"),
            ("a/.", "who resolves paths takes `.` for another folder; write the folder itself"),
            ("a\u{7f}", "it has the control character U+007F; leave it out"),
        ] {
            let message = KeyPath::<8>::new(text).unwrap_err().to_string();
            let shown = text.replace('\u{7f}', "\\u{7f}");
            assert_eq!(message, format!("`{shown}` is no key path: {reason}"));
        }
    }

    #[test]
    fn the_longest() {
        assert_eq!(KeyPath::<3>::new("***").unwrap().to_policy_text().len(), KeyPath::<3>::MAX_BYTES);
    }
}
