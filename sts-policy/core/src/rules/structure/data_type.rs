//! an element has a value of the wrong JSON type.

use crate::diagnostics::quote;
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
        why: "IAM refuses the policy. Actions and resources are strings or arrays of strings, conditions are objects, the values of a condition are strings, numbers or booleans.",
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
        report(&format!("`{element}`"), value, "a string", cx);
    }
    text
}

/// A string or an array of strings.
pub(crate) fn texts<'a>(value: &'a Node<'a>, element: &str, cx: &mut Context<'_, '_>) -> List<'a> {
    let list = List::new(value);
    for (index, node) in list.items() {
        if node.as_str().is_some() {
            continue;
        }
        if cx.must_stop() {
            break;
        }
        let cx = &mut cx.item(index);
        match index {
            None => report(&quote(element).to_string(), node, "a string or an array of strings", cx),
            Some(_) => report(&format!("an item of {}", quote(element)), node, "a string", cx),
        }
    }
    list
}

/// Reports a value of the wrong type.
pub(crate) fn report(subject: &str, found: &Node<'_>, expected: &str, cx: &mut Context<'_, '_>) {
    let message = format!("{subject} is {}; it must be {expected}", found.kind());
    cx.report(cx.finding(DATA_TYPE_MISMATCH, message));
}
