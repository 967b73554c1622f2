//! Text with wildcards.

use super::text_value::{check_characters, check_dot_segments, text_value};
use super::{InvalidValue, ValueKind};

text_value! {
    /// Text with wildcards: `*` matches any text, including slashes and colons, and `?` matches any one character.
    ///
    /// It has 1 to `N` bytes without control characters, and no segment between slashes is `.` or `..`. `/` and `:` are accepted. A `$`
    /// is a plain character, so a pattern cannot contain policy variables.
    ///
    /// **A pattern can widen a policy to everything that the text around the hole leaves open.** Accept patterns only from those who
    /// may write the policy, never from those whom it restricts.
    ///
    /// Each byte takes at most four bytes in a policy: `$` is written `${$}`.
    ///
    /// ```
    /// use sts_policy_core::value::{Hole, Pattern};
    ///
    /// let days = Pattern::<40>::new("2026-11-??/*.csv")?;
    /// assert_eq!(days.to_policy_text(), "2026-11-??/*.csv");
    /// assert_eq!(Pattern::<40>::new("${aws:username}")?.to_policy_text(), "${$}{aws:username}");
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct Pattern<N>;

    /// Parses a pattern.
    ///
    /// # Errors
    ///
    /// If the text is empty, has more than `N` bytes or a control character, or if a segment between slashes is `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written with push_pattern
}

fn check(text: &str, max: usize) -> Result<(), InvalidValue> {
    check_characters(text, ValueKind::Pattern, max)?;
    check_dot_segments(text, ValueKind::Pattern)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn wildcards_are_not_escaped() {
        for (text, written) in [("*", "*"), ("/a//?", "/a//?"), ("a:*", "a:*"), ("$*", "${$}*"), ("租", "\\u79df")] {
            assert_eq!(Pattern::<8>::new(text).unwrap().to_policy_text(), written);
        }
    }

    #[test]
    fn rejects_invalid_text() {
        for (text, message) in [
            ("", "invalid pattern ``: must be 1 to 8 bytes, not 0"),
            ("*********", "invalid pattern `*********`: must be 1 to 8 bytes, not 9"),
            ("*\n", "invalid pattern `*\\u{a}`: must not contain the control character U+000A"),
            ("*/..", "invalid pattern `*/..`: must not contain the path segment `..`"),
        ] {
            assert_eq!(Pattern::<8>::new(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(Pattern::<3>::new("$$$").unwrap().to_policy_text().len(), Pattern::<3>::MAX_BYTES);
    }
}
