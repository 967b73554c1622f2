//! Checks of numbers of which only one counts.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    REDUNDANT_CONDITION_VALUE_NUM {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "several numbers are compared, and only one counts",
        why: "A condition holds if it holds for one of its values. Less than one of several numbers is less than the greatest of them.",
        bad at "/Statement/0/Condition/NumericLessThan/aws:MultiFactorAuthAge": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": ["2700", "3600"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } }
  }]
}"#,
    }
}

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    let greatest = match usage.operator.operator {
        Operator::NumericLessThan | Operator::NumericLessThanEquals => true,
        Operator::NumericGreaterThan | Operator::NumericGreaterThanEquals => false,
        _ => return,
    };
    if usage.values.len() < 2 {
        return;
    }
    let mut counting: Option<(f64, String)> = None;
    for node in usage.values.nodes() {
        let text = match node {
            Node::String(text) => text.to_string(),
            Node::Number(number) => number.to_string(),
            _ => return,
        };
        // What is no number was reported.
        let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) else { return };
        let counts = |best: f64| if greatest { number > best } else { number < best };
        if counting.as_ref().is_none_or(|(best, _)| counts(*best)) {
            counting = Some((number, text));
        }
    }
    let Some((_, text)) = counting else { return };
    let which = if greatest { "greatest" } else { "least" };
    let message = format!(
        "`{}` holds if it holds for one of the {} values, so only the {which} counts",
        usage.operator,
        usage.values.len()
    );
    let finding = cx.finding(REDUNDANT_CONDITION_VALUE_NUM, message);
    cx.report(finding.with_help(format!("write {} alone", quote(&text))).with_value(text));
}
