//! How texts begin whose case does not matter: IAM minds it neither in the names of actions nor in those of condition keys.

/// Whether the text begins with `start`, ignoring ASCII case.
#[inline]
pub(crate) fn begins(text: &str, start: &str) -> bool {
    strip_start(text, start).is_some()
}

/// What is behind `start`, if the text begins with it, ignoring ASCII case.
#[inline]
pub(crate) fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    // Where `start` would end inside of a character, the text does not begin with it.
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings() {
        assert_eq!(strip_start("AWS:TagKeys", "aws:"), Some("TagKeys"));
        assert_eq!(strip_start("aws:", "AWS:"), Some(""));
        assert_eq!(strip_start("a", ""), Some("a"));
        assert_eq!(strip_start("aw", "aws:"), None);
        assert_eq!(strip_start("s3:prefix", "aws:"), None);
        // Other letters have their case, and may not be cut in two.
        assert!(begins("éa", "é"));
        assert!(!begins("Éa", "é"));
        assert!(!begins("aé", "ab"));
    }
}
