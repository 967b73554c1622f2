//! Amazon Resource Names as policies write them: `arn:partition:service:region:account:resource`, with wildcards and policy
//! variables in the fields.
//!
//! Source: User Guide, "IAM identifiers", and AWS General Reference, "Amazon Resource Names (ARNs)".

use super::variable::{find_outside_variables, has_variable, has_wildcard};
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

/// The reason why a text is not an ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAnArn {
    /// The text does not begin with `arn:`.
    Prefix,
    /// The text has this number of fields, fewer than six.
    Fields(usize),
}

/// Parses the fields of an ARN. Colons inside policy variables do not separate fields.
pub(crate) fn parse(text: &str) -> Result<Arn<'_>, NotAnArn> {
    let mut rest = text.strip_prefix(PREFIX).ok_or(NotAnArn::Prefix)?;
    let mut fields = [""; 4];
    for (index, field) in fields.iter_mut().enumerate() {
        let colon = find_outside_variables(rest, b':').ok_or(NotAnArn::Fields(index + 2))?;
        (*field, rest) = rest.split_at_checked(colon).ok_or(NotAnArn::Fields(index + 2))?;
        rest = rest.strip_prefix(':').unwrap_or(rest);
    }
    let [partition, service, region, account] = fields;
    Ok(Arn { partition, service, region, account, resource: rest })
}

/// Returns true if a field has wildcards or policy variables, so that it may stand for several values.
pub(crate) fn has_wildcard_or_variable(field: &str) -> bool {
    field.bytes().any(|byte| matches!(byte, b'*' | b'?')) || has_variable(field)
}

/// Returns true if a field has none of the characters of wildcards and policy variables.
pub(crate) fn is_literal(field: &str) -> bool {
    !field.bytes().any(|byte| matches!(byte, b'*' | b'?' | b'$'))
}

/// Returns true if a field has a wildcard and other characters.
pub(crate) fn has_partial_wildcard(field: &str) -> bool {
    !is_literal(field) && field != "*" && has_wildcard(field)
}

/// Returns true if IAM refuses the partition or the resource of an ARN.
#[cfg(feature = "reference")]
pub(crate) fn is_refused_by_iam(arn: &Arn<'_>) -> bool {
    let has_variable = |field: &str| !is_literal(field) && has_variable(field);
    has_variable(arn.partition) || has_partial_wildcard(arn.partition) || is_refused_iam_path(arn)
}

/// The resource types at the beginning of resources of service `iam`.
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

/// The resource of the root user, on which `sts:AssumeRoot` acts.
const IAM_ROOT: &str = "root";

/// Returns true if IAM refuses the resource of an ARN of service `iam`. IAM compares the text as written, before it replaces policy
/// variables.
pub(crate) fn is_refused_iam_path(arn: &Arn<'_>) -> bool {
    arn.service == "iam"
        && !["*", IAM_ROOT].contains(&arn.resource)
        && !IAM_TYPES.iter().any(|name| arn.resource.starts_with(name))
}

/// Returns true if the text is valid in the account field of an ARN: 12 digits, empty, a pattern, or `aws` for resources that AWS owns.
pub(crate) fn is_account_field(field: &str) -> bool {
    field.is_empty() || field == "aws" || has_wildcard_or_variable(field) || is_account_id(field)
}

pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == ACCOUNT_ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_field_keeps_its_colons() {
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
    fn colons_in_variables_do_not_separate_fields() {
        let arn = parse("arn:aws:s3:${aws:RequestedRegion}:${aws:PrincipalAccount}:${aws:username}/*").unwrap();
        assert_eq!(arn.region, "${aws:RequestedRegion}");
        assert_eq!(arn.account, "${aws:PrincipalAccount}");
        assert_eq!(arn.resource, "${aws:username}/*");
        let arn = parse("arn:aws:sqs:${aws:PrincipalTag/region, 'a}:b'}:111122223333:queue").unwrap();
        assert_eq!((arn.region, arn.account), ("${aws:PrincipalTag/region, 'a}:b'}", "111122223333"));
    }

    #[test]
    fn rejects_invalid_arns() {
        assert_eq!(parse("aws:s3:::b"), Err(NotAnArn::Prefix));
        assert_eq!(parse("ARN:aws:s3:::b"), Err(NotAnArn::Prefix));
        assert_eq!(parse("arn:"), Err(NotAnArn::Fields(2)));
        assert_eq!(parse("arn:aws:s3"), Err(NotAnArn::Fields(3)));
        assert_eq!(parse("arn:aws:s3::b"), Err(NotAnArn::Fields(5)));
    }

    #[test]
    fn checks_the_account_field() {
        for account in ["", "aws", "*", "1111*", "????????????", "111122223333", "${aws:PrincipalAccount}"] {
            assert!(is_account_field(account), "{account}");
        }
        for account in ["1111-2222-3333", "11112222333", "1111222233334", "AWS", "me", "١١١١٢٢٢٢٣٣٣٣"] {
            assert!(!is_account_field(account), "{account}");
        }
    }
}
