//! The names of condition operators.

use crate::diagnostics::{closest, message, quote};
use crate::model::{ConditionOperator, Operator, SetOperator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_CONDITION_OPERATOR {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition operator does not exist",
        why: "IAM refuses the policy. An operator may end with `IfExists` and begin with `ForAllValues:` or `ForAnyValue:`.",
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

/// Reports an unknown operator. The path is that of the operator.
pub(crate) fn report(name: &str, cx: &mut Context<'_, '_>) {
    let finding = cx.key_finding(INVALID_CONDITION_OPERATOR, message!("unknown condition operator {}", quote(name)));
    cx.report(match suggestion(name) {
        Some(suggestion) => finding.with_help(message!("did you mean {}?", quote(&suggestion.to_string()))),
        None => finding.with_help("use a condition operator, such as `StringEquals` or `StringLike`"),
    });
}

/// Returns the operator that is closest to a misspelt one.
fn suggestion(name: &str) -> Option<ConditionOperator> {
    let (set, rest) = match name.split_once(':') {
        None => (None, name),
        Some((qualifier, rest)) => {
            let suggestion = closest(qualifier, SetOperator::ALL.iter().map(|set| set.as_str()))?;
            (SetOperator::ALL.iter().copied().find(|set| set.as_str() == suggestion), rest)
        }
    };
    let lower = rest.to_ascii_lowercase();
    // A suggestion without the negation would invert the condition.
    let is_negated = lower.contains("not");
    let operators = Operator::ALL.iter().filter(|operator| operator.as_str().contains("Not") == is_negated);
    let candidates: Vec<String> =
        operators.flat_map(|operator| [operator.to_string(), operator.if_exists().to_string()]).collect();
    // The word `Not` may be in the wrong place, so the other words are compared without it.
    let without_not = |name: &str| name.to_ascii_lowercase().replacen("not", "", 1);
    let reordered = candidates.iter().find(|candidate| without_not(candidate) == without_not(&lower));
    let reordered = reordered.filter(|_| is_negated).map(String::as_str);
    let name = reordered.or_else(|| closest(rest, candidates.iter().map(String::as_str)))?;
    let operator: ConditionOperator = name.parse().ok()?;
    Some(ConditionOperator { set, ..operator })
}
