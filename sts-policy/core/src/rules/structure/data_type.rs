//! The JSON types of elements.

use crate::diagnostics::{Message, message, quote};
use crate::document::List;
use crate::json::Node;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DATA_TYPE_MISMATCH {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an element has a value of the wrong JSON type",
        why: "IAM refuses the policy. Actions and resources must be strings or arrays of strings. Conditions must be objects. The values of a condition must be strings, numbers or booleans.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:SendMessage", null],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:SendMessage"],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }
}

pub(crate) fn text<'a>(value: &'a Node<'a>, element: &str, cx: &mut Context<'_, '_>) -> Option<&'a str> {
    let text = value.as_str();
    if text.is_none() {
        report(message!("{} is {}: must be a string", quote(element), value.kind()), cx);
    }
    text
}

/// Reads a string or an array of strings.
pub(crate) fn texts<'a>(value: &'a Node<'a>, element: &str, cx: &mut Context<'_, '_>) -> List<'a> {
    let list = List::new(value);
    for (index, node) in list.items() {
        if node.as_str().is_some() {
            continue;
        }
        if cx.must_stop() {
            break;
        }
        let message = match index {
            None => message!("{} is {}: must be a string or an array of strings", quote(element), node.kind()),
            Some(_) => message!("an item of {} is {}: must be a string", quote(element), node.kind()),
        };
        report(message, &mut cx.item(index));
    }
    list
}

/// Reports a value of the wrong type.
pub(crate) fn report(message: Message, cx: &mut Context<'_, '_>) {
    cx.report(cx.finding(DATA_TYPE_MISMATCH, message));
}
