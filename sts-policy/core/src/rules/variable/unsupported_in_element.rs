//! Policy variables in elements that do not support them.

use crate::diagnostics::{Message, message, quote};
use crate::grammar::variable::has_variable;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    VARIABLE_UNSUPPORTED_IN_ELEMENT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy variable in an element that does not support variables",
        why: "IAM replaces policy variables in the values of conditions and in `Resource`, but not in the partition or the service of an ARN. Elsewhere it uses the text as written, or refuses the policy.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:${aws:PrincipalTag/action}",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

/// An element in which IAM does not replace policy variables.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Element {
    Action,
    ArnPartition,
    ArnService,
    ConditionKey,
    Sid,
}

/// Reports a policy variable in a text. Returns true if it reported one.
pub(crate) fn check(text: &str, element: Element, cx: &mut Context<'_, '_>) -> bool {
    let is_reported = has_variable(text);
    if is_reported {
        cx.report(cx.finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, describe(text, element)));
    }
    is_reported
}

/// Reports a policy variable in a condition key. Returns true if it reported one.
pub(crate) fn check_key(key: &str, cx: &mut Context<'_, '_>) -> bool {
    let is_reported = has_variable(key);
    if is_reported {
        cx.report(cx.key_finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, describe(key, Element::ConditionKey)));
    }
    is_reported
}

/// Reports a text that has a policy variable, with help.
pub(crate) fn report(text: &str, element: Element, help: &'static str, cx: &mut Context<'_, '_>) {
    cx.report(cx.finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, describe(text, element)).with_help(help));
}

fn describe(text: &str, element: Element) -> Message {
    let text = quote(text);
    match element {
        Element::Action => message!("policy variable in action {}: IAM does not replace variables in actions", text),
        Element::ArnPartition => {
            message!("policy variable in partition {} of an ARN: IAM does not replace variables in partitions", text)
        }
        Element::ArnService => {
            message!("policy variable in service {} of an ARN: IAM does not replace variables in services", text)
        }
        Element::ConditionKey => {
            message!("policy variable in condition key {}: IAM does not replace variables in condition keys", text)
        }
        Element::Sid => message!("policy variable in `Sid` {}: IAM does not replace variables in a `Sid`", text),
    }
}
