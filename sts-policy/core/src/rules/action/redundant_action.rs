//! Redundant actions of a list.

use crate::diagnostics::{Message, message, quote};
use crate::document::List;
use crate::grammar::action;
use crate::pattern::Pattern;
use crate::rules::context::Context;
use crate::rules::redundant_items::{ItemRule, Redundancy};
use crate::rules::rule;

rule! {
    REDUNDANT_ACTION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an action is covered by another one in its list",
        why: "A redundant action has no effect, takes bytes of the policy, which are scarce in a session policy, and misleads readers.",
        bad at "/Statement/0/Action/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:ReceiveMessage", "sqs:Receive*"],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:ReceiveMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }
}

/// The path is that of the element.
pub(crate) fn check(list: List<'_>, cx: &mut Context<'_, '_>) {
    let rule = ItemRule {
        code: REDUNDANT_ACTION,
        describe,
        is_valid: |text| text == "*" || action::parse(text).is_ok(),
        parse: Pattern::action,
        ignores_case: true,
    };
    rule.check(list, cx);
}

fn describe(redundancy: &Redundancy<'_>) -> Message {
    let action = quote(redundancy.text);
    match (redundancy.covered_by.map(quote), redundancy.others) {
        (None, 0) => message!("duplicate action {}", action),
        (None, 1) => message!("duplicate action {} (and 1 other)", action),
        (None, others) => message!("duplicate action {} (and {} others)", action, others),
        (Some(by), 0) => message!("action {} is covered by {} in the same list", action, by),
        (Some(by), 1) => message!("action {} is covered by {} in the same list (as is 1 other)", action, by),
        (Some(by), others) => {
            message!("action {} is covered by {} in the same list (as are {} others)", action, by, others)
        }
    }
}
