//! Patterns with `*` and `?`, as actions and resources are written.

/// Whether letters of different case are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// They are.
    Ignored,
}

/// Whether the pattern matches the whole text.
pub(crate) fn matches(pattern: &str, text: &str, case: Case) -> bool {
    let same = |pattern: u8, byte: u8| match case {
        Case::Ignored => pattern.eq_ignore_ascii_case(&byte),
    };
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut from) = (0, 0);
    // Behind the last star, and where its text ended.
    let mut retry = None;
    while let Some(byte) = text.get(from) {
        match pattern.get(at) {
            Some(b'*') => {
                at += 1;
                retry = Some((at, from));
            }
            Some(wanted) if *wanted == b'?' || same(*wanted, *byte) => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star, end)) = retry else { return false };
                retry = Some((star, end + 1));
                (at, from) = (star, end + 1);
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_matches() {
        for pattern in ["*", "iam:*", "IAM:passrole", "iam:Pass*", "iam:*Role", "i*m:Pass?ole**"] {
            assert!(matches(pattern, "iam:PassRole", Case::Ignored), "{pattern}");
        }
        for pattern in ["", "iam:Pass", "iam:PassRole?", "iam:*Roles", "s3:*"] {
            assert!(!matches(pattern, "iam:PassRole", Case::Ignored), "{pattern}");
        }
    }
}
