//! Condition keys whose values the caller chooses.

use super::entry::ConditionEntry;
use crate::diagnostics::{message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNTRUSTWORTHY_CONDITION_KEY {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition depends on a header that the caller writes",
        why: "`aws:referer` and `aws:UserAgent` are headers of the request: every caller can write the values that the condition requires.",
        bad at "/Statement/0/Condition/StringLike/aws:UserAgent": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "aws:UserAgent": "billing/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }
  }]
}"#,
    }
}

/// Keys that are headers of the request. Source: User Guide, "AWS global condition context keys".
const HEADER_KEYS: [&str; 2] = ["aws:referer", "aws:UserAgent"];

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if entry.is_any_key(&HEADER_KEYS) {
        let message = message!("{} is a header of the request: the caller can choose its value", quote(entry.key));
        let finding = cx.key_finding(UNTRUSTWORTHY_CONDITION_KEY, message);
        cx.report(
            finding
                .with_help("use a key that the caller cannot choose, such as `aws:PrincipalArn` or `aws:SourceVpce`"),
        );
    }
}
