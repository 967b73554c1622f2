//! a policy variable stands under an operator that takes none.

use crate::diagnostics::quote;
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
        summary: "a policy variable stands under an operator that takes none",
        why: "IAM replaces variables only under the operators of strings and ARNs.",
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

/// Reports a variable in a value of an operator that takes none.
pub(crate) fn check(operator: Operator, text: &str, cx: &mut Context<'_, '_>) {
    let message = format!("value {} has a policy variable, which `{operator}` takes as plain text", quote(text));
    let finding = cx.finding(INVALID_VARIABLE_FOR_OPERATOR, message);
    cx.report(finding.with_help("variables work under the operators of strings and ARNs"));
}
