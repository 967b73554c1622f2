//! The account of an ARN.

use super::ParsedArn;
use super::service_case::corrected_arn;
use crate::diagnostics::{message, quote};
use crate::grammar::arn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_ACCOUNT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the account field of an ARN is not an account ID",
        why: "An account ID has 12 digits and no hyphens. The field can also be empty, a pattern, or `aws` for resources that AWS owns.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:1111-2222-3333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    let account = arn.account;
    if arn::is_account_field(account) {
        return;
    }
    let finding = cx.finding(
        INVALID_ARN_ACCOUNT,
        message!("invalid account {} in an ARN: must be 12 digits, a pattern, `aws` or empty", quote(account)),
    );
    let digits: String = account.chars().filter(|character| *character != '-').collect();
    cx.report(if arn::is_account_id(&digits) {
        finding.with_help(message!("write {}", quote(&digits))).with_value(corrected_arn(arn))
    } else {
        finding.with_help("write the account ID, `*`, or `aws` for a resource that AWS owns, or leave the field empty")
    });
}
