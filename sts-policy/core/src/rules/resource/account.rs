//! the account field of an ARN is no account ID.

use super::ParsedArn;
use super::service_case::corrected;
use crate::diagnostics::quote;
use crate::grammar::arn::{self};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_ACCOUNT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the account field of an ARN is no account ID",
        why: "An account ID has twelve digits, without hyphens. The field may also be empty, a pattern, or `aws` for what AWS owns.",
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
    if arn::is_account(account) {
        return;
    }
    let message = format!("account {} of the ARN is not made of twelve digits", quote(account));
    let finding = cx.finding(INVALID_ARN_ACCOUNT, message);
    let digits: String = account.chars().filter(|character| *character != '-').collect();
    cx.report(if arn::is_account_id(&digits) {
        finding.with_help(format!("write `{digits}`")).with_value(corrected(arn))
    } else {
        finding.with_help("write the account ID, `*`, nothing where the ARN has no account, or `aws` for what AWS owns")
    });
}
