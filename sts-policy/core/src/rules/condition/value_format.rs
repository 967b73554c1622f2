//! Checks of values whose form the key tells: identifiers of VPCs and endpoints, service principals, keys of KMS.

use std::borrow::Cow;

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::grammar::arn::has_wildcard_or_variable;
use crate::grammar::identifier::{VPC, VPC_ENDPOINT, is_identifier, is_kms_key, is_regional_service, is_service};
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_VPC_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value of `aws:SourceVpc` is no identifier of a VPC",
        why: "The condition never matches. An identifier is `vpc-` and 8 or 17 letters and digits.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value of `aws:SourceVpce` is no identifier of a VPC endpoint",
        why: "The condition never matches. An identifier is `vpce-` and 8 or 17 letters and digits.",
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

    INVALID_SERVICE_PRINCIPAL_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value that names a service is no service principal",
        why: "The condition never matches. Service principals are written in lower case with their domain, such as `ec2.amazonaws.com`; `kms:ViaService` has the region in it, such as `s3.eu-west-1.amazonaws.com`.",
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

    INVALID_KMS_KEY_VALUE {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value that must be the ARN of a KMS key is none",
        why: "The condition never matches: the key holds the ARN, whatever the request named the KMS key by.",
        bad at "/Statement/0/Condition/ArnEquals/s3:x-amz-server-side-encryption-aws-kms-key-id": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:alias/reports" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
    }
  }]
}"#,
    }
}

/// What a value must be.
struct Form {
    code: crate::Code,
    /// Whether the key is compared as an ARN too.
    is_arn: bool,
    is_met: fn(&str) -> bool,
    /// The form in words.
    what: &'static str,
    help: &'static str,
}

const OF_VPC: Form = Form {
    code: INVALID_VPC_FORMAT,
    is_arn: false,
    is_met: |text| is_identifier(VPC, text),
    what: "the identifier of a VPC",
    help: "write `vpc-` and 8 or 17 letters and digits",
};

const OF_VPC_ENDPOINT: Form = Form {
    code: INVALID_VPCE_FORMAT,
    is_arn: false,
    is_met: |text| is_identifier(VPC_ENDPOINT, text),
    what: "the identifier of a VPC endpoint",
    help: "write `vpce-` and 8 or 17 letters and digits",
};

const OF_SERVICE: Form = Form {
    code: INVALID_SERVICE_PRINCIPAL_FORMAT,
    is_arn: false,
    is_met: is_service,
    what: "a service principal",
    help: "write it in lower case with its domain, such as `ec2.amazonaws.com`",
};

const OF_REGIONAL_SERVICE: Form = Form {
    code: INVALID_SERVICE_PRINCIPAL_FORMAT,
    is_arn: false,
    is_met: is_regional_service,
    what: "a service in a region",
    help: "write service, region and domain in lower case, such as `s3.eu-west-1.amazonaws.com`",
};

const OF_KMS_KEY: Form = Form {
    code: INVALID_KMS_KEY_VALUE,
    is_arn: true,
    is_met: is_kms_key,
    what: "the ARN of a KMS key",
    help: "write `arn:aws:kms:region:account:key/id`; an alias or an ID alone never matches",
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

/// Keys whose values are ARNs of KMS keys, and of which it is sure. Source: the Service Authorization Reference.
const KMS_KEYS: [&str; 11] = [
    "quicksight:KmsKeyArns",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3express:x-amz-server-side-encryption-aws-kms-key-id",
    "s3tables:KMSKeyArn",
    "s3vectors:kmsKeyArn",
    "sagemaker:DomainSharingOutputKmsKeyArn",
    "sagemaker:FeatureGroupOfflineStoreKmsKeyArn",
    "sagemaker:FeatureGroupOnlineStoreKmsKeyArn",
    "sagemaker:OutputKmsKeyArn",
    "sagemaker:VolumeKmsKeyArn",
    "secretsmanager:KmsKeyArn",
];

/// `path` is that of the key.
pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    let Some(form) = form(usage).filter(|_| usage.is_readable(cx)) else { return };
    let operator = usage.operator.operator;
    // Under operators of other types, the type is what is wrong.
    let fits = match operator.family() {
        OperatorFamily::String => true,
        OperatorFamily::Arn => form.is_arn,
        _ => false,
    };
    if !fits {
        return;
    }
    let ignores_case = matches!(operator, Operator::StringEqualsIgnoreCase | Operator::StringNotEqualsIgnoreCase);
    let is_met = |text: &str| {
        let text = if ignores_case { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
        (form.is_met)(&text)
    };
    for (index, text) in usage.values.texts() {
        if cx.must_stop() {
            return;
        }
        // What a pattern or a variable will be is not known; where wildcards have no meaning, that is reported.
        if has_wildcard_or_variable(text) || is_met(text) {
            continue;
        }
        let message = format!("{} is not {}, which is what {} holds", quote(text), form.what, quote(usage.key));
        let finding = cx.item(index).finding(form.code, message);
        cx.report(finding.trim_or(text, is_met, |finding| finding.with_help(form.help)));
    }
}

fn form(usage: &Usage<'_>) -> Option<&'static Form> {
    if usage.is_key("aws:SourceVpc") {
        Some(&OF_VPC)
    } else if usage.is_key("aws:SourceVpce") {
        Some(&OF_VPC_ENDPOINT)
    } else if usage.is_key("kms:ViaService") {
        Some(&OF_REGIONAL_SERVICE)
    } else if usage.is_any_key(&SERVICE_KEYS) {
        Some(&OF_SERVICE)
    } else if usage.is_any_key(&KMS_KEYS) {
        Some(&OF_KMS_KEY)
    } else {
        None
    }
}
