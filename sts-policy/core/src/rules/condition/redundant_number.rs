//! Numbers that other numbers of the same key make redundant.

use super::entry::ConditionEntry;
use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    REDUNDANT_CONDITION_VALUE_NUM {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a key is compared with several numbers, but only one has an effect",
        why: "A condition holds if it holds for one of its values. A number that is less than one of several numbers is less than the largest of them.",
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

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    let is_max = match entry.operator.operator {
        Operator::NumericLessThan | Operator::NumericLessThanEquals => true,
        Operator::NumericGreaterThan | Operator::NumericGreaterThanEquals => false,
        _ => return,
    };
    let count = entry.values.len();
    if count < 2 {
        return;
    }
    let Some(text) = largest_or_smallest(entry, is_max) else { return };
    let operator = entry.operator.to_string();
    let message = if is_max {
        message!("{} has {} values, but only the largest has an effect", quote(&operator), count)
    } else {
        message!("{} has {} values, but only the smallest has an effect", quote(&operator), count)
    };
    let finding = cx.finding(REDUNDANT_CONDITION_VALUE_NUM, message);
    cx.report(finding.with_help(message!("write only {}", quote(&text))).with_value(text));
}

/// Returns the largest or the smallest of the values. Another rule reports a value that is not a number.
fn largest_or_smallest(entry: &ConditionEntry<'_>, is_max: bool) -> Option<String> {
    let mut extreme: Option<(f64, String)> = None;
    for node in entry.values.nodes() {
        let text = value_text(node)?;
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
        let exceeds = |extreme: f64| if is_max { number > extreme } else { number < extreme };
        if extreme.as_ref().is_none_or(|(extreme, _)| exceeds(*extreme)) {
            extreme = Some((number, text.into_owned()));
        }
    }
    extreme.map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::{LIST_BUCKET, check_allow, codes_in_allow};

    #[test]
    fn the_operator_determines_the_number_that_stays() {
        for (operator, values, expected) in [
            ("NumericGreaterThan", r#"[10, 5]"#, Some("`5`")),
            ("NumericLessThanEqualsIfExists", r#"["10", "5"]"#, Some("`10`")),
            ("NumericEquals", r#"["10", "5"]"#, None),
            ("NumericLessThan", r#""10""#, None),
        ] {
            let report = check_allow(LIST_BUCKET, &format!(r#""{operator}":{{"s3:max-keys":{values}}}"#));
            let help = report.findings().first().and_then(|finding| finding.help());
            assert_eq!(help, expected.map(|value| format!("write only {value}")).as_deref(), "{operator}");
        }
    }

    #[test]
    fn values_that_are_not_numbers_have_their_own_finding() {
        let codes = codes_in_allow(LIST_BUCKET, r#""NumericLessThan":{"s3:max-keys":["1","x"]}"#);
        assert_eq!(codes, ["TYPE_MISMATCH_NUMBER"]);
    }
}
