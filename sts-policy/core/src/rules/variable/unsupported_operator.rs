//! Policy variables under operators that do not support them.

use crate::diagnostics::{message, quote};
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_VARIABLE_FOR_OPERATOR {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy variable under an operator that does not support variables",
        why: "IAM replaces variables only under string and ARN operators.",
        bad at "/Statement/0/Condition/NumericEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": "${aws:PrincipalTag/limit}" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": "10" } }
  }]
}"#,
    }
}

/// Reports a policy variable in a value of an operator that does not support variables.
pub(crate) fn check(operator: Operator, text: &str, cx: &mut Context<'_, '_>) {
    let message = message!(
        "policy variable in value {}: IAM does not replace variables under `{}`",
        quote(text),
        operator.to_string()
    );
    let finding = cx.finding(INVALID_VARIABLE_FOR_OPERATOR, message);
    cx.report(finding.with_help("write a value, or use a string or ARN operator"));
}
