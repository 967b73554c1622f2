//! The format of the IDs of VPCs and VPC endpoints.

use super::entry::ConditionEntry;
use super::value_format::{self, Format};
use crate::diagnostics::{message, quote};
use crate::grammar::identifier::{VPC, VPC_ENDPOINT, is_identifier};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_VPC_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value of `aws:SourceVpc` is not a VPC ID",
        why: "The condition never matches. A VPC ID is `vpc-` and 8 or 17 letters and digits.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceVpc": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-reports" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }
  }]
}"#,
    }

    INVALID_VPCE_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value of `aws:SourceVpce` is not a VPC endpoint ID",
        why: "The condition never matches. A VPC endpoint ID is `vpce-` and 8 or 17 letters and digits.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceVpce/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": ["vpce-1a2b3c4d", "vpc-1a2b3c4d"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": ["vpce-1a2b3c4d", "vpce-5e6f7a8b"] } }
  }]
}"#,
    }
}

const VPC_ID: Format = Format {
    code: INVALID_VPC_FORMAT,
    is_arn: false,
    is_valid: |text| is_identifier(VPC, text),
    message: |value, key| message!("invalid value {} for {}: must be a VPC ID", quote(value), quote(key)),
    help: "write `vpc-` and 8 or 17 letters and digits",
};

const VPC_ENDPOINT_ID: Format = Format {
    code: INVALID_VPCE_FORMAT,
    is_arn: false,
    is_valid: |text| is_identifier(VPC_ENDPOINT, text),
    message: |value, key| message!("invalid value {} for {}: must be a VPC endpoint ID", quote(value), quote(key)),
    help: "write `vpce-` and 8 or 17 letters and digits",
};

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if entry.is_key("aws:SourceVpc") {
        value_format::check(&VPC_ID, entry, cx);
    } else if entry.is_key("aws:SourceVpce") {
        value_format::check(&VPC_ENDPOINT_ID, entry, cx);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::assert_list_bucket_codes;

    #[test]
    fn requires_ids_of_vpcs_and_endpoints() {
        assert_list_bucket_codes(&[
            (r#""StringEquals":{"aws:SourceVpc":"vpc-12345678"}"#, None),
            (r#""StringNotEquals":{"aws:SourceVpc":"${aws:Ec2InstanceSourceVpc}"}"#, None),
            (r#""StringEquals":{"aws:SourceVpc":" vpc-12345678"}"#, Some("INVALID_VPC_FORMAT")),
            (r#""Null":{"aws:SourceVpc":"true"}"#, None),
            (r#""StringEquals":{"AWS:sourcevpce":"vpce-123"}"#, Some("INVALID_VPCE_FORMAT")),
        ]);
    }
}
