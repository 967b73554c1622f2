use super::InvalidValue;
use super::text::{check_characters, check_dots, text_value};

const THING: &str = "path segment";

text_value! {
    /// One part of a path, such as the tenant in `reports/tenant-a/2026.csv`: 1 to `N` bytes of any characters but `/`, `:` and control
    /// characters, and neither `.` nor `..`.
    ///
    /// It means exactly itself: no text that fills one place can reach into another one. A `:` is refused because many resources use
    /// it as others use `/`, as in `log-group:name:log-stream:name`; where it is no separator, use [`KeyPath`](super::KeyPath).
    ///
    /// In a policy a byte takes at most four: `*` is written `${*}`.
    ///
    /// ```
    /// use sts_policy_core::hole::Hole;
    /// use sts_policy_core::value::Segment;
    ///
    /// let tenant = Segment::<36>::new("tenant-*")?;
    /// assert_eq!(tenant.to_policy_text(), "tenant-${*}");
    /// assert!(Segment::<36>::new("tenant-a/2026").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct Segment<N>;

    /// Takes a part of a path.
    ///
    /// # Errors
    ///
    /// When the text is empty or has more than `N` bytes, has a `/`, a `:` or a control character, or is `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written as literal
}

fn check(text: &str, most: usize) -> Result<(), InvalidValue> {
    check_characters(text, THING, most)?;
    if text.contains('/') {
        return Err(InvalidValue::new(
            text,
            THING,
            "it has a `/`, and would reach into another folder; write one part of a path, or let the hole take a whole one",
        ));
    }
    if text.contains(':') {
        return Err(InvalidValue::new(
            text,
            THING,
            "it has a `:`, which separates the parts of many resources; write it without",
        ));
    }
    check_dots(text, THING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    fn refused(text: &str) -> String {
        Segment::<8>::new(text).unwrap_err().to_string()
    }

    #[test]
    fn one_part_of_a_path() {
        for text in ["a", "12345678", "...", ".a", "a..", " ", "*?$", "${*}", "租租", "\u{202e}", "a\\b", "\"", "%2F"]
        {
            assert_eq!(Segment::<8>::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_none() {
        for (text, message) in [
            ("", "`` is no path segment: it is empty; write 1 to 8 bytes"),
            (
                "123456789",
                "`123456789` is no path segment: it has 9 bytes, and 8 are the most here; shorten it, or let the hole take more",
            ),
            (
                "租租租",
                "`租租租` is no path segment: it has 9 bytes, and 8 are the most here; shorten it, or let the hole take more",
            ),
            (
                "../b",
                "`../b` is no path segment: it has a `/`, and would reach into another folder; write one part of a path, or let \
                 the hole take a whole one",
            ),
            (
                "a:b",
                "`a:b` is no path segment: it has a `:`, which separates the parts of many resources; write it without",
            ),
            ("a\u{0}", "`a\\u{0}` is no path segment: it has the control character U+0000; leave it out"),
            ("\u{85}", "`\\u{85}` is no path segment: it has the control character U+0085; leave it out"),
            (".", "`.` is no path segment: who resolves paths takes `.` for another folder; write the folder itself"),
            (
                "..",
                "`..` is no path segment: who resolves paths takes `..` for another folder; write the folder itself",
            ),
        ] {
            assert_eq!(refused(text), message);
        }
        assert!(Segment::<0>::new("a").is_err());
    }

    #[test]
    fn the_longest() {
        assert_eq!(Segment::<8>::new("********").unwrap().to_policy_text().len(), Segment::<8>::MAX_BYTES);
    }
}
