//! The condition key `aws:ARN`, which AWS has withdrawn.

use super::entry::ConditionEntry;
use crate::diagnostics::{Fix, message, quote};
use crate::document::BlockView;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    UNSUPPORTED_GLOBAL_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition uses the withdrawn key `aws:ARN`",
        why: "No request has the key. `aws:PrincipalArn` is the ARN of the principal that makes the request. `aws:SourceArn` is the ARN of the resource that causes the request.",
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

const WITHDRAWN: &str = "aws:ARN";
const PRINCIPAL_ARN: &str = "aws:PrincipalArn";

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) -> bool {
    if !entry.is_key(WITHDRAWN) {
        return false;
    }
    let message = message!("condition key {} is withdrawn: no request has it", quote(entry.key));
    let finding = cx.key_finding(UNSUPPORTED_GLOBAL_CONDITION_KEY, message);
    let finding = finding.with_help(
        "use `aws:PrincipalArn` for the principal of the request, or `aws:SourceArn` for the resource that causes it",
    );
    // Two keys of one name would be an error.
    let finding = if *entry.block_facts.has_principal_arn.get_or_init(|| has_principal_arn(entry.block)) {
        finding
    } else {
        finding.with_fix(Fix::rename(cx.path.pointer(), cx.path.parent().key(PRINCIPAL_ARN).pointer()))
    };
    cx.report(finding);
    true
}

fn has_principal_arn(block: &BlockView<'_>) -> bool {
    block.entries.iter().any(|member| {
        steps::add(1);
        member.key.eq_ignore_ascii_case(PRINCIPAL_ARN)
    })
}
