//! Condition keys of tags that do not name the tag.

use super::entry::ConditionEntry;
use crate::diagnostics::{message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_TAG_KEY_IN_CONDITION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition on a tag does not name the tag",
        why: "The condition keys `aws:PrincipalTag`, `aws:RequestTag` and `aws:ResourceTag` require a slash and the key of the tag.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:ResourceTag": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}

/// Condition keys that end with a slash and the key of a tag.
const TAG_KEYS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) -> bool {
    let name = entry.key.strip_suffix('/').unwrap_or(entry.key);
    let Some(known) = TAG_KEYS.iter().find(|known| known.eq_ignore_ascii_case(name)) else { return false };
    let message = message!("condition key {} does not name a tag: must end with the key of the tag", quote(entry.key));
    let finding = cx.key_finding(MISSING_TAG_KEY_IN_CONDITION, message);
    let example = format!("{known}/team");
    cx.report(finding.with_help(message!("write the key of the tag after a slash, such as {}", quote(&example))));
    true
}
