//! Unique `Sid`s.

use crate::diagnostics::{message, quote};
use crate::document::{Document, element};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNIQUE_SIDS_REQUIRED {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "two statements have the same `Sid`",
        why: "IAM refuses the policy: a `Sid` must be unique in its policy.",
        bad at "/Statement/1/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
    }
}

pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let mut sids: Vec<(&str, Option<usize>)> = document
        .statements
        .iter()
        .filter_map(|statement| Some((statement.sid.filter(|sid| !sid.is_empty())?, statement.index)))
        .collect();
    sids.sort_unstable();
    let mut duplicates: Vec<_> = sids
        .windows(2)
        .filter_map(|pair| match pair {
            [(first, _), (second, index)] if first == second => Some((*index, *second)),
            _ => None,
        })
        .collect();
    duplicates.sort_unstable();
    for (index, sid) in duplicates {
        let cx = &mut cx.key(element::STATEMENT);
        let cx = &mut cx.item(index);
        let message = message!("duplicate `Sid` {}: must be unique in the policy", quote(sid));
        let finding = cx.key(element::SID).finding(UNIQUE_SIDS_REQUIRED, message);
        cx.report(finding.with_help("rename the statement, or remove the `Sid`"));
    }
}
