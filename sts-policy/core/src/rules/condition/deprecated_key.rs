//! Deprecated global condition keys.

use sts_policy_reference::GlobalConditionKey;

use crate::diagnostics::{message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DEPRECATED_GLOBAL_CONDITION_KEY {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "a condition key is deprecated",
        why: "Only some services support the key. More services support its successor.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceOwner": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
    "Condition": { "StringEquals": { "aws:SourceOwner": "111122223333" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
    "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
  }]
}"#,
    }
}

/// Reports a deprecated key. The path is that of the key.
pub(super) fn report(key: GlobalConditionKey<'_>, cx: &mut Context<'_, '_>) {
    let message = message!("condition key {} is deprecated", quote(key.name()));
    let finding = cx.key_finding(DEPRECATED_GLOBAL_CONDITION_KEY, message);
    cx.report_by_reference(finding.with_help("use `aws:SourceAccount`"));
}
