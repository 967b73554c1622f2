//! a condition on a tag does not say which tag.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_TAG_KEY_IN_CONDITION {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition on a tag does not say which tag",
        why: "The keys `aws:PrincipalTag`, `aws:RequestTag` and `aws:ResourceTag` need the key of the tag behind a slash.",
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

/// The keys that take the key of a tag behind a slash.
const OF_TAGS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) -> bool {
    let name = usage.key.strip_suffix('/').unwrap_or(usage.key);
    let Some(known) = OF_TAGS.iter().find(|known| known.eq_ignore_ascii_case(name)) else { return false };
    let message = format!("condition key {} does not say which tag", quote(usage.key));
    let finding = cx.key_finding(MISSING_TAG_KEY_IN_CONDITION, message);
    cx.report(finding.with_help(format!("write the key of the tag behind a slash, such as `{known}/team`")));
    true
}
