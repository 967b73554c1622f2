//! Condition keys of one operator that differ only in case.

use std::collections::HashMap;

use crate::diagnostics::{message, quote};
use crate::document::Members;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::structure::duplicate_json_key::FEW;

rule! {
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an operator has the same condition key twice, in different case",
        why: "IAM ignores the case of condition keys and refuses the same key twice under one operator.",
        bad at "/Statement/0/Condition/StringLike/s3:Prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*", "s3:Prefix": "shared/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": ["tenant-a/*", "shared/*"] } }
  }]
}"#,
    }
}

/// Reports each key that differs from an earlier one only in case. The path is that of the operator.
pub(crate) fn check(entries: &Members<'_>, cx: &mut Context<'_, '_>) {
    let is_repeated =
        |index: usize, key: &str| entries.iter().skip(index + 1).any(|later| later.key.eq_ignore_ascii_case(key));
    let has_few = entries.iter().nth(FEW).is_none();
    if has_few && !entries.iter().enumerate().any(|(index, member)| is_repeated(index, &member.key)) {
        return;
    }
    let mut seen = HashMap::new();
    for member in entries.iter() {
        if cx.must_stop() {
            break;
        }
        if let Some(first) = seen.insert(member.key.to_ascii_lowercase(), &member.key) {
            let message = message!(
                "duplicate condition key {}: it differs from {} only in case",
                quote(&member.key),
                quote(first)
            );
            let cx = &mut cx.key(&member.key);
            let finding = cx.key_finding(DUPLICATE_KEYS_WITH_DIFFERENT_CASE, message);
            cx.report(finding.with_help("write all values under one key"));
        }
    }
}
