//! Several ARNs in one string.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::grammar::arn::PREFIX;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    JOINED_ARNS {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a string has more than one ARN",
        why: "IAM reads the string as one ARN, so it matches none of the intended resources.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*,arn:aws:s3:::invoices/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::invoices/*"]
  }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    if resource.arn.is_err() || !has_separated_arn(resource.text) {
        return;
    }
    let message = message!("{} has more than one ARN: must be one ARN", quote(resource.text));
    cx.report(cx.finding(JOINED_ARNS, message).with_help("write each ARN as an item of an array"));
}

/// Returns true if an ARN follows a separator of lists. An ARN can also be part of the name of a resource, after a `/` or a `:`.
fn has_separated_arn(text: &str) -> bool {
    steps::add(text.len());
    text.split([',', ';', '|', ' ', '\n', '\t']).skip(1).any(|part| part.starts_with(PREFIX))
}
