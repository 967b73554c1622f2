//! Base64 (RFC 4648) as `BinaryEquals` accepts it: the standard alphabet, with padding.

pub(crate) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requires_groups_of_four_with_padding() {
        for text in ["", "QmluYXJ5VmFsdWU=", "QQ==", "QUI+"] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["QQ", "Q===", "QQ=A", "Q-_A", "QQ= ", "====", "éé"] {
            assert!(!is_base64(text), "{text}");
        }
    }
}
