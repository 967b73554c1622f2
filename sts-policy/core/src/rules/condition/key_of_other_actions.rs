//! requests for an action do not have the condition key.

use super::resolve::ResolvedUsage;
use crate::diagnostics::quote;
use crate::grammar::case;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "requests for an action do not have the condition key",
        why: "The condition never holds for the action, or, where it is negated, always: the statement does not mean what it seems to.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
    }
}

/// A key of a service that no action of the statement has; whether it is one. Where only some have it, Access Analyzer says
/// nothing. `path` is that of the key.
pub(crate) fn check<'a>(usage: &ResolvedUsage<'_, 'a>, cx: &mut Context<'_, 'a>) -> bool {
    let Some(reference) = cx.reference() else { return false };
    let Some(key) = usage.key.service else { return false };
    // What identity providers say of a session is defined by `sts`, and stays with the session.
    if !case::starts_with(usage.key.text, key.service().prefix()) {
        return false;
    }
    let Some((first, others)) = usage.actions.split_first() else { return false };
    if usage.keys.accepts(usage.key.text, key, reference) {
        return false;
    }
    // Some keys of sessions are called as if they were a service's; and AWS defines some without saying which actions have
    // them.
    if reference.global_condition_key(usage.key.text).is_some() || !usage.keys.is_of_actions(key) {
        return false;
    }
    let others = match others.len() {
        0 => "",
        1 => ", nor have those for the other action",
        _ => ", nor have those for the other actions",
    };
    let message = format!("requests for {} do not have the key {}{others}", quote(first.text), quote(usage.key.text));
    let having: Vec<String> = key
        .service()
        .actions()
        .filter(|action| action.accepts(key))
        .take(3)
        .map(|action| format!("`{action}`"))
        .collect();
    let finding = cx.key_finding(UNSUPPORTED_ACTION_FOR_CONDITION_KEY, message);
    cx.report_by_reference(finding.with_help(format!("actions that have it are {}", having.join(", "))));
    true
}
