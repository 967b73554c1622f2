//! The type of the values of numeric operators.

use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_NUMBER {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: Error,
        summary: "a value of a numeric operator is not a number",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/NumericLessThanEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThanEquals": { "s3:max-keys": "ten" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThanEquals": { "s3:max-keys": "10" } }
  }]
}"#,
    }
}

pub(super) fn check(operator: Operator, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    if matches!(node, Node::Number(_)) || node.as_str().is_some_and(is_number) {
        return;
    }
    let Some(value) = value_text(node) else { return };
    let message = message!("invalid value {} for {}: must be a number", quote(&value), quote(operator.as_str()));
    let finding = cx.finding(TYPE_MISMATCH_NUMBER, message);
    cx.report(
        finding.with_trim_fix_or(&value, is_number, |finding| {
            finding.with_help("write the number in digits, such as `10`")
        }),
    );
}

fn is_number(text: &str) -> bool {
    // `f64` also parses `inf` and `nan`.
    text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
}
