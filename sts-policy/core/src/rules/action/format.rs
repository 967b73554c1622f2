//! The format of an action.

use crate::diagnostics::{Message, message, quote};
use crate::grammar::action::{self, NotAnAction};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_element;

rule! {
    INVALID_ACTION_FORMAT {
        severity: Error,
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an action is not `prefix:Name`",
        why: "IAM refuses the policy (\"Actions/Conditions must be prefaced by a vendor\"). An action is a service prefix, a colon and a name. `*` and `?` are wildcards in the name. `*` alone means every action.",
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
    // Another rule reports a variable in an action.
    if unsupported_in_element::check(text, unsupported_in_element::Element::Action, cx) {
        return;
    }
    let (message, help) = describe(text, problem);
    let finding = cx.finding(INVALID_ACTION_FORMAT, message);
    let is_valid = |trimmed: &str| trimmed == "*" || action::parse(trimmed).is_ok();
    cx.report(finding.with_trim_fix_or(text, is_valid, |finding| finding.with_help(help)));
}

fn describe(text: &str, problem: NotAnAction) -> (Message, &'static str) {
    let action = quote(text);
    match problem {
        NotAnAction::Empty => (message!("empty action"), "name an action, such as `s3:GetObject`"),
        NotAnAction::Arn => (message!("action {} is an ARN", action), "move the ARN to `Resource`"),
        NotAnAction::NoPrefix if text.bytes().all(|byte| byte == b'*') => {
            (message!("invalid action {}", action), "write `*` for every action of every service")
        }
        NotAnAction::NoPrefix => (
            message!("action {} has no service prefix", action),
            "write a service prefix, a colon and a name, such as `s3:GetObject` or `s3:*`",
        ),
        NotAnAction::Prefix => (
            message!("invalid service prefix in action {}: must be letters, digits and hyphens", action),
            "write the prefix of a service, such as `s3` or `lambda`",
        ),
        NotAnAction::WildcardInPrefix => (
            message!("wildcard in the service prefix of action {}: IAM accepts wildcards only after the colon", action),
            "name the service, or write `*` for every action of every service",
        ),
        NotAnAction::NoName => (
            message!("action {} has no name after its service prefix", action),
            "name the action, or write `*` after the colon for every action of the service",
        ),
        NotAnAction::Name(character) => (
            message!(
                "invalid character {} in the name of action {}: must be letters, digits, `*` and `?`",
                quote(character.encode_utf8(&mut [0; 4])),
                action
            ),
            "write the name of an action; `*` and `?` are wildcards",
        ),
    }
}
