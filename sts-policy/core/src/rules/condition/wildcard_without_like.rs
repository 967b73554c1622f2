//! a value has a wildcard, but its operator compares literally.

use crate::diagnostics::quote;
use crate::grammar::variable::has_wildcard;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    WILDCARD_WITHOUT_LIKE_OPERATOR {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value has a wildcard, but its operator compares literally",
        why: "`StringEquals` and its kin take `*` and `?` as they are. Use `StringLike` or `StringNotLike`, or write `${*}` and `${?}` where the character itself is meant.",
        bad at "/Statement/0/Condition/StringEquals/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
    }
}

pub(crate) fn check(operator: Operator, text: &str, cx: &mut Context<'_, '_>) {
    if operator.family() != OperatorFamily::String || operator.takes_wildcards() {
        return;
    }
    if !has_wildcard(text) {
        return;
    }
    let like = match operator {
        Operator::StringNotEquals => "`StringNotLike`",
        Operator::StringEqualsIgnoreCase => "`StringLike`, which minds case",
        Operator::StringNotEqualsIgnoreCase => "`StringNotLike`, which minds case",
        _ => "`StringLike`",
    };
    let message = format!("value {} has a wildcard, which `{operator}` takes literally", quote(text));
    let finding = cx.finding(WILDCARD_WITHOUT_LIKE_OPERATOR, message);
    cx.report(finding.with_help(format!("use {like}; or write `${{*}}` and `${{?}}` for the characters themselves")));
}
