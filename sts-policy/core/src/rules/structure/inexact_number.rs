//! Numbers with more digits than JSON readers keep.

use super::data_type;
use crate::diagnostics::{message, quote};
use crate::document::List;
use crate::json::Node;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INEXACT_NUMBER {
        severity: Error,
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a number has more digits than a JSON reader keeps",
        why: "JSON readers read integers beyond 64 bits as floating-point numbers, which lose digits. A string keeps all digits, and IAM accepts numbers in strings.",
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
                let number = number.to_string();
                let message = message!("the number was read as {}: digits may be lost", quote(&number));
                let finding = cx.finding(INEXACT_NUMBER, message);
                cx.report(finding.with_help("write the number as a string, in double quotes"));
            }
            Node::Null | Node::Array(_) | Node::Object(_) => {
                let message = message!(
                    "a value of condition key {} is {}: must be a string, a number or a boolean",
                    quote(key),
                    node.kind()
                );
                data_type::report(message, cx);
            }
        }
    }
}
