//! an ARN has a region, and those of its service have none.

use sts_policy_reference::ArnFormat;

use super::resolve::{ArnParts, Form, REGIONAL, can_be_empty};
use super::resource_type;
use crate::diagnostics::{Code, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ARN_REGION_NOT_ALLOWED {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN has a region, and those of its service have none",
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
        summary: "an ARN has no region, and those of its service have one",
        why: "Such an ARN matches nothing. `*` is every region.",
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
        summary: "an ARN has an account, and those of its service have none",
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
        summary: "an ARN has no account, and those of its service have one",
        why: "Such an ARN matches nothing. `*` is every account.",
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

/// Reports the first field in which an ARN differs from all forms of its service that its resource has. Returns true if it reported one.
pub(super) fn check<'r>(
    parts: &ArnParts<'_>,
    formats: impl Iterator<Item = ArnFormat<'r>> + Clone,
    cx: &mut Context<'_, '_>,
) -> bool {
    let mut of_resource = formats.clone().filter(|format| parts.is_of_resource(&Form::from(*format), None)).peekable();
    let Some(first) = of_resource.peek().map(ArnFormat::to_string) else {
        return resource_type::check_known(&parts.arn, formats, cx);
    };
    let forms: Vec<ArnFormat<'_>> = of_resource.collect();
    let Some((code, message)) = region_problem(parts, &forms).or_else(|| account_problem(parts, &forms)) else {
        return false;
    };
    let finding = cx.finding(code, message).with_help(format!("write it as {}", quote(&first)));
    cx.report_by_reference(finding);
    true
}

fn region_problem(parts: &ArnParts<'_>, forms: &[ArnFormat<'_>]) -> Option<(Code, String)> {
    let arn = &parts.arn;
    let service = quote(arn.service);
    let is_regional = REGIONAL.contains(&arn.service);
    if !can_be_empty(arn.region) && !is_regional && forms.iter().all(|form| form.region().is_empty()) {
        let message = format!("ARNs of service {service} have no region, this one has {}", quote(arn.region));
        return Some((ARN_REGION_NOT_ALLOWED, message));
    }
    (arn.region.is_empty() && forms.iter().all(|form| !form.region().is_empty()))
        .then(|| (MISSING_ARN_REGION, format!("ARNs of service {service} have a region, this one has none")))
}

fn account_problem(parts: &ArnParts<'_>, forms: &[ArnFormat<'_>]) -> Option<(Code, String)> {
    let arn = &parts.arn;
    let service = quote(arn.service);
    if !can_be_empty(arn.account) && forms.iter().all(|form| form.account().is_empty()) {
        let message = format!("ARNs of service {service} have no account, this one has {}", quote(arn.account));
        return Some((ARN_ACCOUNT_NOT_ALLOWED, message));
    }
    let needs_account =
        !parts.may_be_owned_by_aws() && !arn.resource.bytes().all(|byte| byte == b'*') && arn.account.is_empty();
    (needs_account && forms.iter().all(|form| !form.account().is_empty()))
        .then(|| (MISSING_ARN_ACCOUNT, format!("ARNs of service {service} have an account, this one has none")))
}
