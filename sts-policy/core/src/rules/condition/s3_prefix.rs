//! a statement keeps callers from some prefixes of a bucket only.

use super::usage::Usage;
use crate::model::{Effect, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    S3_PREFIX_IN_NEGATIVE_CONTEXT {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a statement keeps callers from some prefixes of a bucket only",
        why: "What is listed under `private/` is also listed under `priv`, so a Deny of `private/*` is got around with a shorter prefix. Say which prefixes may be listed: with `StringLike` in an Allow, or with `StringNotLike` in a Deny.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "private/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringNotLike": { "s3:prefix": ["public/*", "shared/*"] } }
  }]
}"#,
    }
}

/// `s3:prefix` is what the caller asks for, and a shorter one lists what a longer one does: who may not ask for `private/` asks
/// for `priv`.
pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    let is_string = usage.operator.operator.family() == OperatorFamily::String;
    if !usage.is_key("s3:prefix") || !is_string || usage.statement.effect.is_none() || usage.lets_through() {
        return;
    }
    let does = if usage.statement.effect == Some(Effect::Deny) { "denies" } else { "does not allow" };
    let message = format!(
        "the statement {does} these prefixes, but whoever asks for a shorter prefix lists what is under them as well"
    );
    let finding = cx.finding(S3_PREFIX_IN_NEGATIVE_CONTEXT, message);
    cx.report(
        finding.with_help(
            "allow the prefixes that may be listed with `StringLike`, or deny all others with `StringNotLike`",
        ),
    );
}
