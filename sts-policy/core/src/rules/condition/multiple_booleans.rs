//! Boolean conditions with several values.

use super::rule_inputs::KeyValues;
use crate::diagnostics::{message, quote};
use crate::model::{ConditionOperator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_CONDITION_MULTIPLE_BOOLEAN {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a boolean condition has more than one value",
        why: "A boolean key is either true or false, so one value is enough.",
        bad at "/Statement/0/Condition/Bool/aws:SecureTransport": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }]
}"#,
    }
}

pub(crate) fn check(&KeyValues { operator, list, .. }: &KeyValues<'_>, cx: &mut Context<'_, '_>) {
    let Some(ConditionOperator { operator, .. }) = operator else { return };
    if list.len() > 1 && matches!(operator.family(), OperatorFamily::Bool | OperatorFamily::Null) {
        let message = message!("{} has {} values: must have exactly one", quote(operator.as_str()), list.len());
        let finding = cx.finding(INVALID_CONDITION_MULTIPLE_BOOLEAN, message);
        cx.report(finding.with_help("write one value; remove the condition if either may match"));
    }
}
