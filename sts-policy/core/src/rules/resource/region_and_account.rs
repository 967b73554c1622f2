//! The region and the account of an ARN, compared with the ARN formats of its service.

use sts_policy_reference::ArnFormat;

use super::format_match::{ArnParts, Format, REGIONAL_SERVICES, can_be_empty};
use super::resource_type;
use crate::diagnostics::{Code, Message, message, quote};
use crate::grammar::arn::Arn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ARN_REGION_NOT_ALLOWED {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN has a region, but the ARNs of its service have none",
        why: "Such an ARN matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam:us-east-1:111122223333:role/app"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam::111122223333:role/app"
  }]
}"#,
    }

    MISSING_ARN_REGION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN has no region, but the ARNs of its service have one",
        why: "Such an ARN matches nothing. `*` matches every region.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs::111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }

    ARN_ACCOUNT_NOT_ALLOWED {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN has an account, but the ARNs of its service have none",
        why: "Such an ARN matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3::111122223333:reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }

    MISSING_ARN_ACCOUNT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN has no account, but the ARNs of its service have one",
        why: "Such an ARN matches nothing. `*` matches every account.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1::orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }
}

/// Reports the first field in which an ARN differs from all ARN formats of its service that match its resource. Returns true if it
/// reported one.
pub(super) fn check<'r>(
    parts: &ArnParts<'_>,
    formats: impl Iterator<Item = ArnFormat<'r>> + Clone,
    cx: &mut Context<'_, '_>,
) -> bool {
    let matching: Vec<ArnFormat<'_>> =
        formats.clone().filter(|format| parts.matches_resource(&Format::from(*format), None)).collect();
    let Some(first) = matching.first().map(ArnFormat::to_string) else {
        return resource_type::check_known(&parts.arn, formats, cx);
    };
    let Some((code, message)) = region_problem(parts, &matching).or_else(|| account_problem(parts, &matching)) else {
        return false;
    };
    let finding = cx.finding(code, message).with_help(message!("write it as {}", quote(&first)));
    cx.report_by_reference(finding);
    true
}

fn region_problem(parts: &ArnParts<'_>, formats: &[ArnFormat<'_>]) -> Option<(Code, Message)> {
    let Arn { service, region, .. } = parts.arn;
    if region.is_empty() {
        let is_required = formats.iter().all(|format| !format.region().is_empty());
        return is_required.then(|| {
            (MISSING_ARN_REGION, message!("the ARN has no region: ARNs of service {} must have one", quote(service)))
        });
    }
    let is_allowed = can_be_empty(region)
        || REGIONAL_SERVICES.contains(&service)
        || formats.iter().any(|format| !format.region().is_empty());
    (!is_allowed).then(|| {
        let message = message!(
            "unexpected region {} in an ARN: ARNs of service {} have no region",
            quote(region),
            quote(service)
        );
        (ARN_REGION_NOT_ALLOWED, message)
    })
}

fn account_problem(parts: &ArnParts<'_>, formats: &[ArnFormat<'_>]) -> Option<(Code, Message)> {
    let Arn { service, account, resource, .. } = parts.arn;
    if account.is_empty() {
        let is_required = formats.iter().all(|format| !format.account().is_empty())
            && !resource.bytes().all(|byte| byte == b'*')
            && !parts.may_be_owned_by_aws();
        return is_required.then(|| {
            (MISSING_ARN_ACCOUNT, message!("the ARN has no account: ARNs of service {} must have one", quote(service)))
        });
    }
    let is_allowed = can_be_empty(account) || formats.iter().any(|format| !format.account().is_empty());
    (!is_allowed).then(|| {
        let message = message!(
            "unexpected account {} in an ARN: ARNs of service {} have no account",
            quote(account),
            quote(service)
        );
        (ARN_ACCOUNT_NOT_ALLOWED, message)
    })
}
