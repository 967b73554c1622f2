//! The case of the service of an ARN.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::grammar::arn::{self, Arn};
use crate::grammar::variable::has_variable;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_SERVICE_CASE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the service field of an ARN is not in lower case",
        why: "ARNs are case-sensitive, and all services are in lower case, so such an ARN matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:S3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    let service = arn.service;
    if has_variable(service) || !service.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let message = message!("invalid service {} in an ARN: must be lower case", quote(service));
    let help = message!("write {}", quote(&service.to_ascii_lowercase()));
    cx.report(cx.finding(INVALID_ARN_SERVICE_CASE, message).with_help(help).with_value(corrected_arn(arn)));
}

/// Returns the ARN with its service in lower case and its account without hyphens. The fix of either field corrects both, so that two
/// fixes of one ARN agree.
pub(super) fn corrected_arn(arn: &Arn<'_>) -> String {
    let service = if has_variable(arn.service) { arn.service.to_owned() } else { arn.service.to_ascii_lowercase() };
    let digits: String = arn.account.chars().filter(|character| *character != '-').collect();
    let account = if arn::is_account_id(&digits) { &digits } else { arn.account };
    Arn { service: &service, account, ..*arn }.to_string()
}
