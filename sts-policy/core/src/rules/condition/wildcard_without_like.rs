//! Wildcards under operators that compare literally.

use crate::diagnostics::{message, quote};
use crate::grammar::variable::has_wildcard;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    WILDCARD_WITHOUT_LIKE_OPERATOR {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value has a wildcard, but its operator compares literally",
        why: "Operators such as `StringEquals` compare `*` and `?` literally. Use `StringLike` or `StringNotLike`, or write `${*}` and `${?}` for the characters themselves.",
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
    if operator.family() != OperatorFamily::String || operator.takes_wildcards() || !has_wildcard(text) {
        return;
    }
    let message = message!("value {} has a wildcard: {} compares it literally", quote(text), quote(operator.as_str()));
    let finding = cx.finding(WILDCARD_WITHOUT_LIKE_OPERATOR, message);
    cx.report(finding.with_help(match operator {
        Operator::StringNotEquals => "use `StringNotLike`, or write `${*}` and `${?}` for the characters themselves",
        Operator::StringEqualsIgnoreCase => {
            "use `StringLike`, which is case-sensitive, or write `${*}` and `${?}` for the characters themselves"
        }
        Operator::StringNotEqualsIgnoreCase => {
            "use `StringNotLike`, which is case-sensitive, or write `${*}` and `${?}` for the characters themselves"
        }
        _ => "use `StringLike`, or write `${*}` and `${?}` for the characters themselves",
    }));
}
