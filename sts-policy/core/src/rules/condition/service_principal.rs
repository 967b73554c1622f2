//! The format of service principals.

use super::entry::ConditionEntry;
use super::value_format::{self, Format};
use crate::diagnostics::{message, quote};
use crate::grammar::identifier::{is_regional_service, is_service};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_SERVICE_PRINCIPAL_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value is not a service principal, but its key requires one",
        why: "The condition never matches. A service principal is in lower case and ends with its domain, such as `ec2.amazonaws.com`. A value of `kms:ViaService` also contains the region, such as `s3.eu-west-1.amazonaws.com`.",
        bad at "/Statement/0/Condition/StringEquals/iam:PassedToService": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "iam:PassedToService": "lambda" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
  }]
}"#,
    }
}

const SERVICE_PRINCIPAL: Format = Format {
    code: INVALID_SERVICE_PRINCIPAL_FORMAT,
    is_arn: false,
    is_valid: is_service,
    message: |value, key| message!("invalid value {} for {}: must be a service principal", quote(value), quote(key)),
    help: "write the service principal in lower case with its domain, such as `ec2.amazonaws.com`",
};

const REGIONAL_SERVICE: Format = Format {
    code: INVALID_SERVICE_PRINCIPAL_FORMAT,
    is_arn: false,
    is_valid: is_regional_service,
    message: |value, key| {
        message!("invalid value {} for {}: must be a service with its region and domain", quote(value), quote(key))
    },
    help: "write service, region and domain in lower case, such as `s3.eu-west-1.amazonaws.com`",
};

/// Keys whose values are service principals. Sources: User Guide, "AWS global condition context keys" and "IAM and AWS STS condition
/// context keys".
const SERVICE_KEYS: [&str; 7] = [
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "iam:AWSServiceName",
    "iam:PassedToService",
];

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if entry.is_key("kms:ViaService") {
        value_format::check(&REGIONAL_SERVICE, entry, cx);
    } else if entry.is_any_key(&SERVICE_KEYS) {
        value_format::check(&SERVICE_PRINCIPAL, entry, cx);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::assert_list_bucket_codes;

    #[test]
    fn requires_service_principals() {
        let code = Some("INVALID_SERVICE_PRINCIPAL_FORMAT");
        assert_list_bucket_codes(&[
            (r#""StringLike":{"iam:PassedToService":["dms.*.amazonaws.com","ec2.amazonaws.com.cn"]}"#, None),
            (r#""StringEquals":{"iam:PassedToService":"EC2.amazonaws.com"}"#, code),
            (r#""StringEqualsIgnoreCase":{"iam:PassedToService":"EC2.amazonaws.com"}"#, None),
            (r#""ForAnyValue:StringEquals":{"aws:CalledVia":["athena.amazonaws.com","athena"]}"#, code),
            (r#""StringEquals":{"kms:ViaService":"s3.amazonaws.com"}"#, code),
            (r#""StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}"#, None),
        ]);
    }
}
