//! Actions: `prefix:Name`, with wildcards in the name, or `*`.
//!
//! Source: User Guide, "IAM JSON policy elements: Action".

/// Why a text is no action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAnAction {
    /// Nothing, or nothing but white space.
    Empty,
    /// It is an ARN: a resource.
    Arn,
    /// It has no colon.
    NoPrefix,
    /// The service prefix is not made of letters, digits and hyphens.
    Prefix,
    /// There is a wildcard in the service prefix, and more than a lone `*`.
    WildcardInPrefix,
    /// There is nothing behind the colon.
    NoName,
    /// This character cannot be part of a name.
    Name(char),
}

/// What stands before and behind the first colon, whatever it is.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    // Asked of every action: a little faster than `split_once`, whose search is made for longer texts.
    let colon = text.bytes().position(|byte| byte == b':')?;
    Some((text.get(..colon)?, text.get(colon + 1..)?))
}

/// The service prefix and the name of an action. `*` alone has neither, and is not asked about here.
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
    // `*:*` means the same as `*`; IAM takes no other wildcard before the colon.
    if prefix == "*" && name != "*" {
        return Err(NotAnAction::WildcardInPrefix);
    }
    if name.is_empty() {
        return Err(NotAnAction::NoName);
    }
    // To the end, wrong or right: that is done many bytes at a time.
    if name.bytes().fold(true, |right, byte| right & is_name_byte(byte)) {
        return Ok((prefix, name));
    }
    let culprit = name.chars().find(|character| !u8::try_from(*character).is_ok_and(is_name_byte));
    Err(NotAnAction::Name(culprit.unwrap_or_default()))
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
    fn actions() {
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
    fn parts() {
        assert_eq!(split("s3:GetObject"), Some(("s3", "GetObject")));
        assert_eq!(split("arn:aws:s3:::b"), Some(("arn", "aws:s3:::b")));
        assert_eq!(split(":"), Some(("", "")));
        assert_eq!(split("GetObject"), None);
    }

    #[test]
    fn what_is_no_action() {
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
