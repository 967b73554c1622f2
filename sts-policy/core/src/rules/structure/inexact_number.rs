//! a number has more digits than a JSON reader keeps.

use super::data_type;
use crate::diagnostics::quote;
use crate::document::List;
use crate::json::Node;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INEXACT_NUMBER {
        severity: Error,
        origin: Ours,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a number has more digits than a JSON reader keeps",
        why: "Integers beyond 64 bits are read as floating-point numbers and lose digits, here and elsewhere. A string keeps them all, and IAM takes numbers in strings.",
        bad at "/Statement/0/Condition/NumericLessThan/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "s3:max-keys": 100000000000000000001 } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "s3:max-keys": "100000000000000000001" } }
  }]
}"#,
    }
}

/// Checks the JSON types of the values of a condition key, and the digits of its numbers.
pub(crate) fn check(key: &str, value: &Node<'_>, cx: &mut Context<'_, '_>) {
    for (index, node) in List::new(value).items() {
        if cx.must_stop() {
            break;
        }
        let cx = &mut cx.item(index);
        match node {
            Node::String(_) | Node::Bool(_) => {}
            Node::Number(number) if !number.may_be_rounded() => {}
            Node::Number(number) => {
                let message = format!("the number was read as `{number}`, which may not be all its digits");
                let finding = cx.finding(INEXACT_NUMBER, message);
                cx.report(finding.with_help("write the number as a string, in double quotes"));
            }
            Node::Null | Node::Array(_) | Node::Object(_) => {
                let subject = format!("a value of condition key {}", quote(key));
                data_type::report(&subject, node, "a string, a number or a boolean", cx);
            }
        }
    }
}
