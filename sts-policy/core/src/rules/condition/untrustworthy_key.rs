//! a condition is on what the caller writes into a header.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNTRUSTWORTHY_CONDITION_KEY {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition is on what the caller writes into a header",
        why: "`aws:referer` and `aws:UserAgent` are headers of the request: every caller can write there what the condition asks for.",
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

/// What the caller writes into the headers of a request. Source: User Guide, "AWS global condition context keys".
const WRITTEN_BY_CALLER: [&str; 2] = ["aws:referer", "aws:UserAgent"];

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    if usage.is_any_key(&WRITTEN_BY_CALLER) {
        let message = format!("{} is whatever the caller writes into a header of the request", quote(usage.key));
        let finding = cx.key_finding(UNTRUSTWORTHY_CONDITION_KEY, message);
        cx.report(
            finding
                .with_help("decide by what the caller cannot choose, such as `aws:PrincipalArn` or `aws:SourceVpce`"),
        );
    }
}
