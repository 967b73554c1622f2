//! Values of one condition key that have different JSON types.

use super::rule_inputs::KeyValues;
use crate::diagnostics::message;
use crate::json::Node;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_CONDITION_DATA_TYPE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the values of a condition key are of different JSON types",
        why: "IAM refuses a list that mixes strings, numbers and booleans.",
        bad at "/Statement/0/Condition/NumericEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": [10, "20"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": [10, 20] } }
  }]
}"#,
    }
}

pub(crate) fn check(&KeyValues { list, .. }: &KeyValues<'_>, cx: &mut Context<'_, '_>) -> bool {
    // Another rule reports a JSON type that no value may have.
    let is_value = |node: &&Node<'_>| matches!(node, Node::String(_) | Node::Number(_) | Node::Bool(_));
    let mut kinds = list.nodes().iter().filter(is_value).map(Node::kind);
    let Some(first) = kinds.next() else { return false };
    let Some(other) = kinds.find(|kind| *kind != first) else { return false };
    let message = message!("the values of a condition key have different JSON types: {} and {}", first, other);
    let finding = cx.finding(INVALID_CONDITION_DATA_TYPE, message);
    cx.report(finding.with_help("write all values as strings"));
    true
}
