//! Prefixes of names whose case does not matter: IAM ignores the case of actions and condition keys.

/// Returns true if the text begins with `prefix`, ignoring ASCII case.
#[inline]
pub(crate) fn starts_with(text: &str, prefix: &str) -> bool {
    strip_prefix(text, prefix).is_some()
}

/// Returns the text after `prefix`, ignoring ASCII case.
#[inline]
pub(crate) fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    // If the prefix ends inside a character of the text, they differ.
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignores_ascii_case_only() {
        assert_eq!(strip_prefix("AWS:TagKeys", "aws:"), Some("TagKeys"));
        assert_eq!(strip_prefix("aws:", "AWS:"), Some(""));
        assert_eq!(strip_prefix("a", ""), Some("a"));
        assert_eq!(strip_prefix("aw", "aws:"), None);
        assert_eq!(strip_prefix("s3:prefix", "aws:"), None);
        assert!(starts_with("éa", "é"));
        assert!(!starts_with("Éa", "é"));
        assert!(!starts_with("aé", "ab"));
    }
}
