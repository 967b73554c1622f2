//! The number of fields of an ARN.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::grammar::arn::NotAnArn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_ARN_FIELD {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an ARN has fewer than six fields",
        why: "IAM refuses the policy. An ARN is `arn:partition:service:region:account:resource`. A field that does not apply is empty, but keeps its colon. A wildcard does not replace a missing colon.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Err(NotAnArn::Fields(count)) = resource.arn else { return };
    let finding = cx.finding(
        MISSING_ARN_FIELD,
        message!("invalid ARN {}: must have 6 fields, has {}", quote(resource.text), count),
    );
    cx.report(finding.with_help("write `arn:partition:service:region:account:resource`; fields can be empty"));
}
