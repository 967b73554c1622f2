//! all but some actions are allowed where the resource has a tag.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::document::element;
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::model::{Effect, Operator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "all but some actions are allowed where the resource has a tag",
        why: "Many actions do not look at tags of resources, and those are not allowed, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:*", "ec2:TerminateInstances"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["ec2:StartInstances", "ec2:StopInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }

    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "all but some actions are denied where the resource has a tag",
        why: "Many actions do not look at tags of resources, and those are not denied, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "NotAction": "ec2:StartInstances",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": ["ec2:StopInstances", "ec2:TerminateInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}

/// Most actions do not look at tags of resources: there the condition fails, whatever the tags are.
pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    if !is_resource_tag(usage.key) || usage.statement.not_action.is_none() || !fails_without_key(usage) {
        return;
    }
    let key = quote(usage.key);
    let (code, what) = match usage.statement.effect {
        Some(Effect::Allow) => (ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "not allowed"),
        Some(Effect::Deny) => (DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "not denied"),
        None => return,
    };
    let message = format!(
        "of what `{}` leaves in, many actions do not have the key {key}, and those are {what}",
        element::NOT_ACTION
    );
    let finding = cx.key_finding(code, message);
    cx.report(finding.with_help(format!("list the actions that are meant in `{}`", element::ACTION)));
}

/// Whether a request without the key fails the condition.
fn fails_without_key(usage: &Usage<'_>) -> bool {
    if usage.operator.operator != Operator::Null {
        return usage.operator.needs_key();
    }
    usage.values.nodes().iter().all(|node| boolean::from_node(node) == Some(false))
}
