//! a value of a numeric operator is no number.

use super::value_type::{Expected, report};
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_NUMBER {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: Error,
        summary: "a value of a numeric operator is no number",
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
    // `f64` also reads `inf` and `nan`, which have a letter that no number has.
    let is_number = |text: &str| {
        text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
    };
    if !matches!(node, Node::Number(_)) && !node.as_str().is_some_and(is_number) {
        let expected = Expected { what: "a number", fits: is_number, help: Some("write it in digits, such as `10`") };
        report(TYPE_MISMATCH_NUMBER, operator, node, &expected, cx);
    }
}
