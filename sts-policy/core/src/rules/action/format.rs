//! Checks of actions.

use crate::diagnostics::quote;
use crate::grammar::action::{self, NotAnAction};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::in_element;

rule! {
    INVALID_ACTION_FORMAT {
        severity: Error,
        origin: Ours,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "an action is not `prefix:Name`",
        why: "IAM refuses the policy (\"Actions/Conditions must be prefaced by a vendor\"). An action is the prefix of a service, a colon and a name in which `*` and `?` are wildcards; `*` alone means every action.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
    }
}

pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    if text == "*" {
        return;
    }
    let Err(problem) = action::parse(text) else { return };
    // A variable in an action is reported as such.
    if in_element::check(text, "an action", cx) {
        return;
    }
    let action = quote(text);
    let (message, help) = match problem {
        NotAnAction::Empty => ("an action is empty".to_owned(), "name an action, such as `s3:GetObject`"),
        NotAnAction::Arn => (format!("{action} is an ARN, not an action"), "ARNs belong in `Resource`"),
        NotAnAction::NoPrefix if text.bytes().all(|byte| byte == b'*') => {
            (format!("{action} is no action"), "write `*` for every action of every service")
        }
        NotAnAction::NoPrefix => (
            format!("action {action} does not say of which service"),
            "an action is a service prefix, a colon and a name, such as `s3:GetObject` or `s3:*`",
        ),
        NotAnAction::Prefix => (
            format!("action {action} has a malformed service prefix"),
            "a service prefix is made of letters, digits and hyphens, such as `s3` or `lambda`",
        ),
        NotAnAction::WildcardInPrefix => (
            format!("action {action} has a wildcard in its service prefix, where IAM takes none"),
            "name the service, or write `*` for every action of every service",
        ),
        NotAnAction::NoName => (
            format!("action {action} has no name behind its service prefix"),
            "name the action, or write `*` behind the colon for every action of the service",
        ),
        NotAnAction::Name(character) => (
            format!("action {action} has the character {} in its name", quote(character.encode_utf8(&mut [0; 4]))),
            "the name of an action is made of letters and digits; `*` and `?` are wildcards",
        ),
    };
    let finding = cx.finding(INVALID_ACTION_FORMAT, message);
    let fits = |trimmed: &str| trimmed == "*" || action::parse(trimmed).is_ok();
    cx.report(finding.trim_or(text, fits, |finding| finding.with_help(help)));
}
