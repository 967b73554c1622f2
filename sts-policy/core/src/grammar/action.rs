//! Actions: `prefix:Name`, with wildcards in the name, or `*`.
//!
//! Source: User Guide, "IAM JSON policy elements: Action".

/// The reason why a text is not an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAnAction {
    /// The text is empty or white space.
    Empty,
    /// The text is an ARN.
    Arn,
    /// The text has no colon.
    NoPrefix,
    /// The service prefix has a character other than letters, digits and hyphens.
    Prefix,
    /// The service prefix has a wildcard. Only `*:*` is accepted.
    WildcardInPrefix,
    /// The name after the colon is empty.
    NoName,
    /// The name has this invalid character.
    Name(char),
}

/// Splits a text at its first colon. The parts may be invalid.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    // Called for every action: faster than `split_once`, whose search is made for longer texts.
    let colon = text.bytes().position(|byte| byte == b':')?;
    Some((text.get(..colon)?, text.get(colon + 1..)?))
}

/// Parses the service prefix and the name of an action. Callers handle `*`, which has neither.
pub(crate) fn parse(text: &str) -> Result<(&str, &str), NotAnAction> {
    let Some((prefix, name)) = split(text) else {
        return Err(if text.trim().is_empty() { NotAnAction::Empty } else { NotAnAction::NoPrefix });
    };
    if !is_prefix(prefix) && prefix != "*" {
        let wildcard = prefix.contains(['*', '?']);
        return Err(if wildcard { NotAnAction::WildcardInPrefix } else { NotAnAction::Prefix });
    }
    if prefix == "arn" {
        return Err(NotAnAction::Arn);
    }
    // `*:*` means the same as `*`. IAM accepts no other wildcard before the colon.
    if prefix == "*" && name != "*" {
        return Err(NotAnAction::WildcardInPrefix);
    }
    if name.is_empty() {
        return Err(NotAnAction::NoName);
    }
    // Without an early exit, the compiler checks many bytes at a time.
    if name.bytes().fold(true, |is_valid, byte| is_valid & is_name_byte(byte)) {
        return Ok((prefix, name));
    }
    let invalid = name.chars().find(|character| !u8::try_from(*character).is_ok_and(is_name_byte));
    Err(NotAnAction::Name(invalid.unwrap_or_default()))
}

fn is_prefix(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'?' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_prefix_and_name() {
        assert_eq!(parse("s3:GetObject"), Ok(("s3", "GetObject")));
        assert_eq!(parse("IAM:*"), Ok(("IAM", "*")));
        assert_eq!(parse("*:*"), Ok(("*", "*")));
        assert_eq!(parse("ec2:Describe?ags*"), Ok(("ec2", "Describe?ags*")));
        assert_eq!(
            parse("vpc-lattice:AssociateViaAWSService-EventsAndStates"),
            Ok(("vpc-lattice", "AssociateViaAWSService-EventsAndStates"))
        );
    }

    #[test]
    fn splits_at_the_first_colon() {
        assert_eq!(split("s3:GetObject"), Some(("s3", "GetObject")));
        assert_eq!(split("arn:aws:s3:::b"), Some(("arn", "aws:s3:::b")));
        assert_eq!(split(":"), Some(("", "")));
        assert_eq!(split("GetObject"), None);
    }

    #[test]
    fn rejects_invalid_actions() {
        assert_eq!(parse(" "), Err(NotAnAction::Empty));
        assert_eq!(parse("arn:aws:s3:::b"), Err(NotAnAction::Arn));
        assert_eq!(parse("GetObject"), Err(NotAnAction::NoPrefix));
        assert_eq!(parse("s3.amazonaws.com:GetObject"), Err(NotAnAction::Prefix));
        assert_eq!(parse(":GetObject"), Err(NotAnAction::Prefix));
        assert_eq!(parse("s*:GetObject"), Err(NotAnAction::WildcardInPrefix));
        assert_eq!(parse("*:GetObject"), Err(NotAnAction::WildcardInPrefix));
        assert_eq!(parse("s3:"), Err(NotAnAction::NoName));
        assert_eq!(parse("s3:Get Object"), Err(NotAnAction::Name(' ')));
        assert_eq!(parse("s3:Get:Object"), Err(NotAnAction::Name(':')));
    }
}
