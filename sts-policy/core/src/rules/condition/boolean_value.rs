//! a value of `Bool` or `Null` is neither true nor false.

use super::value_type::{Expected, report};
use crate::grammar::boolean;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_BOOLEAN {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: Error,
        summary: "a value of `Bool` or `Null` is neither true nor false",
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
    if boolean::from_node(node).is_none() {
        let fits = |text: &str| boolean::parse(text).is_some();
        let expected = Expected { what: "`true` or `false`", fits, help: Some("write `true` or `false`") };
        report(TYPE_MISMATCH_BOOLEAN, operator, node, &expected, cx);
    }
}
