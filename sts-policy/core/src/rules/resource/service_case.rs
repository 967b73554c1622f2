//! the service field of an ARN is not in lower case.

use super::ParsedArn;
use crate::diagnostics::quote;
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
        why: "ARNs are case-sensitive, and all services are in lower case: this one matches nothing.",
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

/// The ARN with its service in lower case and its account without hyphens: a fix mends both, so that two fixes of one ARN agree.
pub(super) fn corrected(arn: &Arn<'_>) -> String {
    let service = if has_variable(arn.service) { arn.service.to_owned() } else { arn.service.to_ascii_lowercase() };
    let digits: String = arn.account.chars().filter(|character| *character != '-').collect();
    let account = if arn::is_account_id(&digits) { &digits } else { arn.account };
    Arn { service: &service, account, ..*arn }.to_string()
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    let service = arn.service;
    if has_variable(service) || !service.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let lower = service.to_ascii_lowercase();
    let message = format!("service {} of the ARN is not in lower case, so it matches nothing", quote(service));
    let finding = cx.finding(INVALID_ARN_SERVICE_CASE, message);
    cx.report(finding.with_help(format!("write {}", quote(&lower))).with_value(corrected(arn)));
}
