//! White space at the end of an ARN.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TRAILING_SPACE_IN_ARN {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an ARN ends with white space",
        why: "The white space is part of the ARN, so it matches only resources whose names end with it.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/summary.csv " }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/summary.csv" }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let trimmed = resource.text.trim_end();
    if resource.arn.is_err() || trimmed == resource.text {
        return;
    }
    let message = message!("white space at the end of {}: matches only names that end with it", quote(resource.text));
    cx.report(cx.finding(TRAILING_SPACE_IN_ARN, message).with_help("remove the white space").with_value(trimmed));
}
