//! The type of the values of `BinaryEquals`.

use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::grammar::base64::is_base64;
use crate::json::Node;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_STRING {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value of `BinaryEquals` is not base64 text",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/BinaryEquals/s3:x-amz-content-sha256": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "BinaryEquals": { "s3:x-amz-content-sha256": "not base64" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "BinaryEquals": { "s3:x-amz-content-sha256": "bm90IGJhc2U2NA==" } }
  }]
}"#,
    }
}

pub(super) fn check(node: &Node<'_>, cx: &mut Context<'_, '_>) {
    if node.as_str().is_some_and(is_base64) {
        return;
    }
    let Some(value) = value_text(node) else { return };
    let message = message!("invalid value {} for `BinaryEquals`: must be base64 text", quote(&value));
    let finding = cx.finding(TYPE_MISMATCH_STRING, message);
    cx.report(finding.with_trim_fix_or(&value, is_base64, |finding| {
        finding.with_help("encode the bytes as base64, such as `aGVsbG8=`")
    }));
}
