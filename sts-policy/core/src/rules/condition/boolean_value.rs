//! The type of the values of `Bool` and `Null`.

use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::grammar::boolean;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_BOOLEAN {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: Error,
        summary: "a value of `Bool` or `Null` is neither `true` nor `false`",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/Bool/aws:SecureTransport": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "yes" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }]
}"#,
    }
}

pub(super) fn check(operator: Operator, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    if boolean::from_node(node).is_some() {
        return;
    }
    let Some(value) = value_text(node) else { return };
    let message =
        message!("invalid value {} for {}: must be `true` or `false`", quote(&value), quote(operator.as_str()));
    let finding = cx.finding(TYPE_MISMATCH_BOOLEAN, message);
    let is_boolean = |text: &str| boolean::parse(text).is_some();
    cx.report(finding.with_trim_fix_or(&value, is_boolean, |finding| finding.with_help("write `true` or `false`")));
}
