//! The prefix `arn:` of a resource.

use super::ParsedArn;
use crate::diagnostics::{Message, message, quote};
use crate::grammar::arn::{self, NotAnArn, PREFIX};
use crate::grammar::case;
use crate::grammar::variable::find_outside_variables;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_PREFIX {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a resource does not begin with `arn:`",
        why: "IAM refuses the policy. A resource is an ARN or `*`. The name of a bucket or a path alone is not accepted.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let text = resource.text;
    if text == "*" || !matches!(resource.arn, Err(NotAnArn::Prefix)) {
        return;
    }
    if text.trim().is_empty() {
        let finding = cx.finding(INVALID_ARN_PREFIX, "empty resource");
        cx.report(finding.with_help("write an ARN, or `*` for every resource"));
        return;
    }
    let finding = cx.finding(INVALID_ARN_PREFIX, message!("invalid resource {}: must be an ARN or `*`", quote(text)));
    let is_valid = |trimmed: &str| trimmed == "*" || arn::parse(trimmed).is_ok();
    cx.report(finding.with_trim_fix_or(text, is_valid, |finding| match correction(text) {
        Some((value, help)) => finding.with_help(help).with_value(value),
        None => finding.with_help(help(text)),
    }));
}

/// Returns the corrected resource, if only one correction is possible, and the help.
fn correction(text: &str) -> Option<(String, &'static str)> {
    let with_lower_case_prefix = case::strip_prefix(text, PREFIX).map(|rest| format!("{PREFIX}{rest}"));
    if let Some(arn) = with_lower_case_prefix.filter(|arn| arn::parse(arn).is_ok()) {
        return Some((arn, "write `arn:` in lower case"));
    }
    text.bytes().all(|byte| byte == b'*').then(|| ("*".to_owned(), "write `*` for every resource"))
}

fn help(text: &str) -> Message {
    if find_outside_variables(text, b':').is_some() {
        return Message::from("write `*` or `arn:partition:service:region:account:resource`");
    }
    let example = format!("arn:aws:s3:::{}", text.trim().trim_start_matches('/'));
    message!("write the whole ARN, such as {} for S3, or `*` for every resource", quote(&example))
}
