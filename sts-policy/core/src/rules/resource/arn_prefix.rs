//! a resource does not begin with `arn:`.

use super::ParsedArn;
use crate::diagnostics::quote;
use crate::grammar::arn::{self, NotAnArn, PREFIX};
use crate::grammar::case;
use crate::grammar::variable::find_outside;
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
        why: "IAM refuses the policy. A resource is an ARN or `*`; the name of a bucket or a path alone is neither.",
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
    let trimmed = text.trim();
    if trimmed.is_empty() {
        let finding = cx.finding(INVALID_ARN_PREFIX, "a resource is empty");
        cx.report(finding.with_help("a resource is an ARN, or `*` for every resource"));
        return;
    }
    let message = format!("resource {} does not begin with `{PREFIX}`", quote(text));
    let finding = cx.finding(INVALID_ARN_PREFIX, message);
    let fits = |trimmed: &str| trimmed == "*" || arn::parse(trimmed).is_ok();
    let lowered = case::strip_start(text, PREFIX).map(|rest| format!("{PREFIX}{rest}"));
    cx.report(finding.trim_or(text, fits, |finding| {
        if let Some(lowered) = lowered.filter(|lowered| arn::parse(lowered).is_ok()) {
            finding.with_help(format!("`{PREFIX}` is in lower case")).with_value(lowered)
        } else if text.bytes().all(|byte| byte == b'*') {
            finding.with_help("write `*` for every resource").with_value("*")
        } else if find_outside(text, b':').is_some() {
            finding.with_help("a resource is `*` or `arn:partition:service:region:account:resource`")
        } else {
            let example = quote(&format!("arn:aws:s3:::{}", trimmed.trim_start_matches('/'))).to_string();
            finding.with_help(format!("write the whole ARN, such as {example} for S3, or `*` for every resource"))
        }
    }));
}
