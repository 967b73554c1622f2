//! Amazon Resource Names as policies write them: `arn:partition:service:region:account:resource`, with wildcards and policy
//! variables in the fields.
//!
//! Source: User Guide, "IAM identifiers", and AWS General Reference, "Amazon Resource Names (ARNs)".

use super::variable::{find_outside, has_variable, has_wildcard};
use crate::limits::ACCOUNT_ID_DIGITS;

/// The first part of every ARN.
pub(crate) const PREFIX: &str = "arn:";

/// The six fields of an ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arn<'a> {
    pub(crate) partition: &'a str,
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    pub(crate) resource: &'a str,
}

impl std::fmt::Display for Arn<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Arn { partition, service, region, account, resource } = self;
        write!(formatter, "{PREFIX}{partition}:{service}:{region}:{account}:{resource}")
    }
}

/// Why a text is no ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAnArn {
    /// It does not begin with `arn:`.
    Prefix,
    /// It has this many fields, fewer than six.
    Fields(usize),
}

/// The fields of an ARN. Colons inside policy variables do not count.
pub(crate) fn parse(text: &str) -> Result<Arn<'_>, NotAnArn> {
    let mut rest = text.strip_prefix(PREFIX).ok_or(NotAnArn::Prefix)?;
    let mut fields = [""; 4];
    for (index, field) in fields.iter_mut().enumerate() {
        let colon = find_outside(rest, b':').ok_or(NotAnArn::Fields(index + 2))?;
        (*field, rest) = rest.split_at_checked(colon).ok_or(NotAnArn::Fields(index + 2))?;
        rest = rest.strip_prefix(':').unwrap_or(rest);
    }
    let [partition, service, region, account] = fields;
    Ok(Arn { partition, service, region, account, resource: rest })
}

/// Whether a field is a pattern or holds a variable: what it will be is not known here.
pub(crate) fn is_open(field: &str) -> bool {
    field.bytes().any(|byte| matches!(byte, b'*' | b'?')) || has_variable(field)
}

/// Whether a field has neither wildcards nor policy variables.
pub(crate) fn is_plain(field: &str) -> bool {
    !field.bytes().any(|byte| matches!(byte, b'*' | b'?' | b'$'))
}

/// Whether a field has a wildcard beside other characters.
pub(crate) fn has_partial_wildcard(field: &str) -> bool {
    !is_plain(field) && field != "*" && has_wildcard(field)
}

/// Whether IAM refuses the partition or the resource of an ARN.
#[cfg(feature = "reference")]
pub(crate) fn is_refused(arn: &Arn<'_>) -> bool {
    let has_variable = |field: &str| !is_plain(field) && has_variable(field);
    has_variable(arn.partition) || has_partial_wildcard(arn.partition) || is_refused_iam_path(arn)
}

/// The types that a resource of service `iam` begins with.
///
/// Sources: IAM's message "IAM resource path must either be "*" or start with user/, federated-user/, role/, …", as the validator of
/// moto 5.2.5 states it; and, for the last two, the resource types of AWS's service authorization reference.
pub(crate) const IAM_TYPES: [&str; 15] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
    "delegation-request/",
    "role-template/",
];

/// The resource that stands for the root user, on which `sts:AssumeRoot` is allowed.
const IAM_ROOT: &str = "root";

/// Whether IAM refuses the resource of an ARN of service `iam`. It compares the text as written, before it replaces policy variables.
pub(crate) fn is_refused_iam_path(arn: &Arn<'_>) -> bool {
    arn.service == "iam"
        && !["*", IAM_ROOT].contains(&arn.resource)
        && !IAM_TYPES.iter().any(|name| arn.resource.starts_with(name))
}

/// Whether the account field of an ARN may be this text: twelve digits, nothing, a pattern, or `aws` for what AWS owns.
pub(crate) fn is_account(field: &str) -> bool {
    field.is_empty() || field == "aws" || is_open(field) || is_account_id(field)
}

/// Whether the text is an account ID.
pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == ACCOUNT_ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_fields_and_colons_in_the_last() {
        assert_eq!(
            parse("arn:aws:logs:eu-west-1:111122223333:log-group:/a:*"),
            Ok(Arn {
                partition: "aws",
                service: "logs",
                region: "eu-west-1",
                account: "111122223333",
                resource: "log-group:/a:*"
            })
        );
        assert_eq!(parse("arn:aws:s3:::").unwrap().resource, "");
    }

    #[test]
    fn colons_in_variables_do_not_count() {
        let arn = parse("arn:aws:s3:${aws:RequestedRegion}:${aws:PrincipalAccount}:${aws:username}/*").unwrap();
        assert_eq!(arn.region, "${aws:RequestedRegion}");
        assert_eq!(arn.account, "${aws:PrincipalAccount}");
        assert_eq!(arn.resource, "${aws:username}/*");
        let arn = parse("arn:aws:sqs:${aws:PrincipalTag/region, 'a}:b'}:111122223333:queue").unwrap();
        assert_eq!((arn.region, arn.account), ("${aws:PrincipalTag/region, 'a}:b'}", "111122223333"));
    }

    #[test]
    fn what_is_no_arn() {
        assert_eq!(parse("aws:s3:::b"), Err(NotAnArn::Prefix));
        assert_eq!(parse("ARN:aws:s3:::b"), Err(NotAnArn::Prefix));
        assert_eq!(parse("arn:"), Err(NotAnArn::Fields(2)));
        assert_eq!(parse("arn:aws:s3"), Err(NotAnArn::Fields(3)));
        assert_eq!(parse("arn:aws:s3::b"), Err(NotAnArn::Fields(5)));
    }

    #[test]
    fn accounts() {
        for account in ["", "aws", "*", "1111*", "????????????", "111122223333", "${aws:PrincipalAccount}"] {
            assert!(is_account(account), "{account}");
        }
        for account in ["1111-2222-3333", "11112222333", "1111222233334", "AWS", "me", "١١١١٢٢٢٢٣٣٣٣"] {
            assert!(!is_account(account), "{account}");
        }
    }
}
