use super::InvalidValue;
use super::text::{check_characters, check_dots, text_value};

const THING: &str = "pattern";

text_value! {
    /// Text with wildcards on purpose: `*` is any text, slashes and colons included, and `?` any one character. 1 to `N` bytes without
    /// control characters, and without a part `.` or `..` between slashes.
    ///
    /// A `$` is a plain character, so a pattern has no policy variables. `/` and `:` are allowed. **Whoever fills a hole with a pattern
    /// may reach all that the text around the hole leaves open**: take patterns from those who write the policy, not from those whom
    /// it is to bind.
    ///
    /// In a policy a byte takes at most four: `$` is written `${$}`.
    ///
    /// ```
    /// use sts_policy_core::hole::Hole;
    /// use sts_policy_core::value::Pattern;
    ///
    /// let days = Pattern::<40>::new("2026-11-??/*.csv")?;
    /// assert_eq!(days.to_policy_text(), "2026-11-??/*.csv");
    /// assert_eq!(Pattern::<40>::new("${aws:username}")?.to_policy_text(), "${$}{aws:username}");
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct Pattern<N>;

    /// Takes a pattern.
    ///
    /// # Errors
    ///
    /// When the text is empty or has more than `N` bytes or a control character, or when a part of it between slashes is `.` or `..`.
    check: |text| check(text, N);

    MAX_BYTES: 4 * N, written as pattern
}

fn check(text: &str, most: usize) -> Result<(), InvalidValue> {
    check_characters(text, THING, most)?;
    check_dots(text, THING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn patterns() {
        for (text, written) in [("*", "*"), ("/a//?", "/a//?"), ("a:*", "a:*"), ("$*", "${$}*"), ("租", "\\u79df")] {
            assert_eq!(Pattern::<8>::new(text).unwrap().to_policy_text(), written);
        }
    }

    #[test]
    fn what_is_none() {
        for (text, message) in [
            ("", "`` is no pattern: it is empty; write 1 to 8 bytes"),
            (
                "*********",
                "`*********` is no pattern: it has 9 bytes, and 8 are the most here; shorten it, or let the hole take more",
            ),
            ("*\n", "`*\\u{a}` is no pattern: it has the control character U+000A; leave it out"),
            ("*/..", "`*/..` is no pattern: who resolves paths takes `..` for another folder; write the folder itself"),
        ] {
            assert_eq!(Pattern::<8>::new(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn the_longest() {
        assert_eq!(Pattern::<3>::new("$$$").unwrap().to_policy_text().len(), Pattern::<3>::MAX_BYTES);
    }
}
