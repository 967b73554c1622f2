//! a condition operator does not exist.

use crate::diagnostics::{closest, quote};
use crate::model::{ConditionOperator, Operator, SetOperator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_CONDITION_OPERATOR {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition operator does not exist",
        why: "IAM refuses the policy. Operators may carry `IfExists` at the end and `ForAllValues:` or `ForAnyValue:` before them.",
        bad at "/Statement/0/Condition/StringMatches": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringMatches": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
    }
}

/// Reports an operator that does not exist. The path is that of the operator.
pub(crate) fn report(name: &str, cx: &mut Context<'_, '_>) {
    let message = format!("there is no condition operator {}", quote(name));
    let finding = cx.key_finding(INVALID_CONDITION_OPERATOR, message);
    cx.report(match meant(name) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding.with_help("the operators of text, for example, are `StringEquals` and `StringLike`"),
    });
}

/// The operator that a misspelt one may have been.
fn meant(name: &str) -> Option<ConditionOperator> {
    let (set, rest) = match name.split_once(':') {
        None => (None, name),
        Some((qualifier, rest)) => {
            let meant = closest(qualifier, SetOperator::ALL.map(SetOperator::as_str))?;
            (SetOperator::ALL.into_iter().find(|set| set.as_str() == meant), rest)
        }
    };
    // Whatever else is misspelt, a negation is meant.
    let lower = rest.to_ascii_lowercase();
    let negated = lower.contains("not");
    let operators = Operator::ALL.iter().filter(|operator| operator.as_str().contains("Not") == negated);
    let candidates: Vec<String> =
        operators.flat_map(|operator| [operator.to_string(), operator.if_exists().to_string()]).collect();
    // The word may be in the wrong place: it is compared apart from the others.
    let without = |name: &str| name.to_ascii_lowercase().replacen("not", "", 1);
    let moved = candidates.iter().find(|candidate| without(candidate) == without(&lower)).filter(|_| negated);
    let name = moved.map(String::as_str).or_else(|| closest(rest, candidates.iter().map(String::as_str)))?;
    let meant: ConditionOperator = name.parse().ok()?;
    Some(ConditionOperator { set, ..meant })
}
