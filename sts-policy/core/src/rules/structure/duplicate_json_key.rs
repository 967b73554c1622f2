//! The members of an object that count.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::quote;
use crate::document::Members;
use crate::json::Member;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DUPLICATE_JSON_KEY {
        severity: Error,
        origin: Ours,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an object has the same key twice",
        why: "Most JSON readers silently keep the last one, so the policy that is enforced is not the one that was reviewed. Condition operators in different case count as equal, since IAM ignores their case.",
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

/// Maximum number of members for which each is compared with each, which is faster than a table.
pub(crate) const FEW: usize = 16;

/// The members that count: of equal keys the last, as [`Pointer`](crate::report::Pointer) says. One finding for each key that stands more
/// than once.
pub(crate) fn effective<'a>(members: &'a [Member<'a>], cx: &mut Context<'_, '_>) -> Members<'a> {
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
    let count = |key: &str| counts.get(key).copied().unwrap_or(1);
    for Member { key, .. } in last.iter().filter(|member| count(&member.key) > 1) {
        if cx.must_stop() {
            break;
        }
        let times = count(key);
        let message =
            format!("key {} stands {times} times in one object, and most readers see only the last", quote(key));
        let finding = cx.key(key).key_finding(DUPLICATE_JSON_KEY, message);
        cx.report(finding.with_help("keep one of them"));
    }
    Members::Last(last)
}

/// Reports a condition operator that is repeated in another case. The path is that of the operator.
pub(crate) fn report_operator(name: &str, first: &str, cx: &mut Context<'_, '_>) {
    let message = format!("operator {} is {} again, in another case", quote(name), quote(first));
    let finding = cx.key_finding(DUPLICATE_JSON_KEY, message);
    cx.report(finding.with_help("put all conditions of an operator under one key"));
}
