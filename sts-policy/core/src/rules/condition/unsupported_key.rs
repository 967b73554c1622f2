//! Condition keys that the actions of the statement do not support.

use super::resolve::ResolvedEntry;
use crate::diagnostics::{message, quote};
use crate::grammar::case;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "requests for an action do not have the condition key",
        why: "The condition never holds for the action, or always if it is negated.",
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

/// Reports a key of a service that no action of the statement supports; returns true if it did. The path is that of the key.
///
/// Like Access Analyzer, it accepts a key that at least one action supports.
pub(crate) fn check<'a>(entry: &ResolvedEntry<'_, 'a>, cx: &mut Context<'_, 'a>) -> bool {
    let Some(reference) = cx.reference() else { return false };
    let Some(key) = entry.key.service else { return false };
    let text = entry.key.text;
    // `sts` defines the keys of identity providers. All requests of the session have them.
    if !case::starts_with(text, key.service().prefix()) {
        return false;
    }
    let Some((first, others)) = entry.actions.split_first() else { return false };
    if entry.keys.accepts(text, key, reference) {
        return false;
    }
    // Some keys of sessions have the prefix of a service. For other keys, AWS does not document the actions.
    if reference.global_condition_key(text).is_some() || !entry.keys.is_used_by_service(key) {
        return false;
    }
    let action = quote(first.text);
    let message = match others.len() {
        0 => message!("requests for {} do not have the key {}", action, quote(text)),
        1 => message!("requests for {} and for the other action do not have the key {}", action, quote(text)),
        _ => message!("requests for {} and for the other actions do not have the key {}", action, quote(text)),
    };
    let supported = key.service().actions().filter(|action| action.accepts(key));
    let examples: Vec<String> = supported.take(MAX_EXAMPLES).map(|action| action.to_string()).collect();
    let finding = cx.key_finding(UNSUPPORTED_ACTION_FOR_CONDITION_KEY, message);
    cx.report_by_reference(finding.with_help(message!("use actions that have the key, such as {}", examples)));
    true
}

/// Maximum number of actions in the help.
const MAX_EXAMPLES: usize = 3;
