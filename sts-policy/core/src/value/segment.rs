//! Path segments.

use super::text_value::{check_characters, text_value};
use super::{InvalidValue, ValueKind};

text_value! {
    /// One segment of a path, such as the tenant in `reports/tenant-a/2026.csv`.
    ///
    /// It has 1 to `N` bytes of any characters except `/`, `:` and control characters, and is neither `.` nor `..`. It is taken
    /// literally, so it cannot reach into the next segment. A `:` is rejected because many resources separate their parts with it, as in
    /// `log-group:name:log-stream:name`. Use [`KeyPath`](super::KeyPath) if `:` is not a separator.
    ///
    /// Each byte takes at most four bytes in a policy: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::value::{Hole, Segment};
    ///
    /// let tenant = Segment::<36>::new("tenant-*")?;
    /// assert_eq!(tenant.to_policy_text(), "tenant-${*}");
    /// assert!(Segment::<36>::new("tenant-a/2026").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct Segment<N>;

    /// Parses a path segment.
    ///
    /// # Errors
    ///
    /// If the text is empty, has more than `N` bytes, contains `/`, `:` or a control character, or is `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written with push_literal
}

fn check(text: &str, max: usize) -> Result<(), InvalidValue> {
    check_characters(text, ValueKind::Segment, max)?;
    let invalid = |requirement| Err(InvalidValue::new(ValueKind::Segment, text, requirement));
    if text.contains('/') {
        return invalid("must not contain `/`");
    }
    if text.contains(':') {
        return invalid("must not contain `:`");
    }
    if matches!(text, "." | "..") {
        return invalid("must not be `.` or `..`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_one_segment() {
        for text in ["a", "12345678", "...", ".a", "a..", " ", "*?$", "${*}", "租租", "\u{202e}", "a\\b", "\"", "%2F"]
        {
            assert_eq!(Segment::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn rejects_invalid_text() {
        for (text, message) in [
            ("", "invalid path segment ``: must be 1 to 8 bytes, not 0"),
            ("123456789", "invalid path segment `123456789`: must be 1 to 8 bytes, not 9"),
            ("租租租", "invalid path segment `租租租`: must be 1 to 8 bytes, not 9"),
            ("../b", "invalid path segment `../b`: must not contain `/`"),
            ("a:b", "invalid path segment `a:b`: must not contain `:`"),
            ("a\u{0}", "invalid path segment `a\\u{0}`: must not contain the control character U+0000"),
            ("\u{85}", "invalid path segment `\\u{85}`: must not contain the control character U+0085"),
            (".", "invalid path segment `.`: must not be `.` or `..`"),
            ("..", "invalid path segment `..`: must not be `.` or `..`"),
        ] {
            assert_eq!(Segment::<8>::new(text).unwrap_err().to_string(), message);
        }
        assert!(Segment::<0>::new("a").is_err());
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(Segment::<8>::new("********").unwrap().to_policy_text().len(), Segment::<8>::MAX_BYTES);
    }
}
