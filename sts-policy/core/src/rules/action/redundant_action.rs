//! an action is covered by another one of its list.

use crate::document::List;
use crate::grammar::action;
use crate::pattern::Pattern;
use crate::rules::context::Context;
use crate::rules::redundant_items::Family;
use crate::rules::rule;

rule! {
    REDUNDANT_ACTION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an action is covered by another one of its list",
        why: "It changes nothing, takes room that is scarce in a session policy, and lets a reader think that it matters.",
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

/// `path` is that of the element.
pub(crate) fn check(list: List<'_>, cx: &mut Context<'_, '_>) {
    let family = Family {
        what: "action",
        code: REDUNDANT_ACTION,
        fits: |text| text == "*" || action::parse(text).is_ok(),
        read: Pattern::action,
        ignores_case: true,
    };
    family.check(list, cx);
}
