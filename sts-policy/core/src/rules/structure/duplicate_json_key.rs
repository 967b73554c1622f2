//! Duplicate keys of an object.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{message, quote};
use crate::document::Members;
use crate::json::Member;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DUPLICATE_JSON_KEY {
        severity: Error,
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an object has the same key twice",
        why: "Most JSON readers silently keep the last one, so the enforced policy may differ from the reviewed one. Condition operators that differ only in case count as equal, because IAM ignores their case.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Action": "s3:*",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

/// Maximum number of members that are compared pairwise, which is faster than a table for few.
pub(crate) const FEW: usize = 16;

/// Returns the members that count: the last one of equal keys, which is the one that a [`Pointer`](crate::report::Pointer) names. Reports each key
/// that appears more than once.
pub(crate) fn effective_members<'a>(members: &'a [Member<'a>], cx: &mut Context<'_, '_>) -> Members<'a> {
    let repeats = |index: usize, key: &str| members.iter().skip(index + 1).any(|later| later.key == key);
    if members.len() <= FEW && !members.iter().enumerate().any(|(index, member)| repeats(index, &member.key)) {
        return Members::All(members);
    }
    let mut counts = HashMap::with_capacity(members.len());
    for member in members {
        *counts.entry(member.key.as_ref()).or_insert(0_usize) += 1;
    }
    if counts.len() == members.len() {
        return Members::All(members);
    }
    let mut seen = HashSet::with_capacity(counts.len());
    let mut last: Vec<&Member<'_>> = members.iter().rev().filter(|member| seen.insert(member.key.as_ref())).collect();
    last.reverse();
    report_keys(&last, &counts, cx);
    Members::Last(last)
}

fn report_keys(members: &[&Member<'_>], counts: &HashMap<&str, usize>, cx: &mut Context<'_, '_>) {
    let count = |key: &str| counts.get(key).copied().unwrap_or(1);
    for Member { key, .. } in members.iter().filter(|member| count(&member.key) > 1) {
        if cx.must_stop() {
            break;
        }
        let message = message!(
            "key {} appears {} times in one object: most JSON readers keep only the last",
            quote(key),
            count(key)
        );
        let finding = cx.key(key).key_finding(DUPLICATE_JSON_KEY, message);
        cx.report(finding.with_help("keep one of them"));
    }
}

/// Reports a condition operator that is repeated in another case. The path is that of the operator.
pub(crate) fn report_operator(name: &str, first: &str, cx: &mut Context<'_, '_>) {
    let message = message!("condition operator {} repeats {} in another case", quote(name), quote(first));
    let finding = cx.key_finding(DUPLICATE_JSON_KEY, message);
    cx.report(finding.with_help("put all conditions of an operator under one key"));
}
