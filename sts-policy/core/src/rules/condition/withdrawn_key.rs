//! a condition uses the key `aws:ARN`, which was withdrawn.

use super::usage::Usage;
use crate::diagnostics::{Fix, quote};
use crate::document::BlockView;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    UNSUPPORTED_GLOBAL_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition uses the key `aws:ARN`, which was withdrawn",
        why: "No request has it. `aws:PrincipalArn` is the ARN of whoever makes the request, `aws:SourceArn` that of the resource which causes it.",
        bad at "/Statement/0/Condition/ArnLike/aws:ARN": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::111122223333:role/billing-*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing-*" } }
  }]
}"#,
    }
}

/// A key that was withdrawn, and the one that has its place.
const WITHDRAWN: &str = "aws:ARN";

const PRINCIPAL_ARN: &str = "aws:PrincipalArn";

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) -> bool {
    if !usage.is_key(WITHDRAWN) {
        return false;
    }
    let message = format!("there is no condition key {} any more", quote(usage.key));
    let finding = cx.key_finding(UNSUPPORTED_GLOBAL_CONDITION_KEY, message);
    let finding = finding.with_help(format!(
        "use `{PRINCIPAL_ARN}` for whoever makes the request, or `aws:SourceArn` for what causes it"
    ));
    let is_free = !usage.block_facts.has_principal_arn();
    let fix = || Fix::rename(cx.path.pointer(), cx.path.parent().key(PRINCIPAL_ARN).pointer());
    cx.report(if is_free { finding.with_fix(fix()) } else { finding });
    true
}

pub(crate) fn has_principal_arn(block: &BlockView<'_>) -> bool {
    block.entries.iter().any(|member| {
        steps::add(1);
        member.key.eq_ignore_ascii_case(PRINCIPAL_ARN)
    })
}
