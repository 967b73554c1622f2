//! The format of a condition key.

use crate::diagnostics::{message, quote};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_element;

rule! {
    INVALID_CONDITION_KEY_FORMAT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key is not `prefix:name`",
        why: "IAM refuses the policy. A condition key is `aws` or a service prefix, a colon and a name.",
        bad at "/Statement/0/Condition/StringLike/prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "prefix": "tenant-a/*" } }
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

/// Checks the format of a condition key. The path is that of the key.
pub(crate) fn check(key: &str, cx: &mut Context<'_, '_>) {
    if unsupported_in_element::check_key(key, cx) {
        return;
    }
    // A tag key after the colon may contain almost any character, including white space.
    let is_valid = key
        .split_once(':')
        .is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty() && !prefix.contains(char::is_whitespace));
    if !is_valid {
        let message = message!("invalid condition key {}: must be a prefix, a colon and a name", quote(key));
        let finding = cx.key_finding(INVALID_CONDITION_KEY_FORMAT, message);
        cx.report(finding.with_help("write the whole key, such as `aws:SourceIp` or `s3:prefix`"));
    }
}
