//! Values that match everything.
//!
//! The result of such a condition depends only on whether the key is present. Either the condition is the same as one with `Null`, or
//! its result is the same for every request. Each case has its code.

use super::entry::ConditionEntry;
use crate::diagnostics::{Finding, Fix, message, quote};
use crate::document::{BlockView, List, StatementView};
use crate::json::Path;
use crate::model::{Operator, OperatorFamily, SetOperator};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    EQUIVALENT_TO_NULL_FALSE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` only checks that the key is present",
        why: "`*` matches every value. `Null` with `false` checks the same explicitly.",
        bad at "/Statement/0/Condition/StringLike/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringLike": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:RequestTag/team": "false" } }
  }]
}"#,
    }

    EQUIVALENT_TO_NULL_TRUE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a negated condition with the value `*` only checks that the key is absent",
        why: "`*` matches every value. `Null` with `true` checks the same explicitly.",
        bad at "/Statement/0/Condition/StringNotLike/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringNotLike": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:RequestTag/team": "true" } }
  }]
}"#,
    }

    REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` always holds",
        why: "`*` matches every value, and `IfExists` and `ForAllValues` also match requests without the key: the condition restricts nothing.",
        bad at "/Statement/0/Condition/StringLikeIfExists/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringLikeIfExists": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringEquals": { "aws:RequestTag/team": "billing" } }
  }]
}"#,
    }

    REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` never holds",
        why: "`*` matches every value, and `ForAnyValue` requires a value that is not matched: the statement has no effect.",
        bad at "/Statement/0/Condition/ForAnyValue:StringNotLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "team" } }
  }]
}"#,
    }
}

/// Reports a value that matches everything; returns true if it found one. The path is that of the key.
pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) -> bool {
    if !has_match_all(entry.block, entry.values) {
        return false;
    }
    let operator = entry.operator;
    let is_negated = operator.operator.is_negated();
    let key = quote(entry.key);
    let finding = if !is_negated && (operator.if_exists || operator.set == Some(SetOperator::ForAllValues)) {
        let message = message!("`*` matches every value: the condition on {} always holds", key);
        cx.finding(REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, message)
            .with_help("remove the condition, or write the values that the key must match")
    } else if is_negated && !operator.if_exists && operator.set == Some(SetOperator::ForAnyValue) {
        let message =
            message!("`*` matches every value: the condition on {} never holds, so the statement has no effect", key);
        cx.finding(REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION, message)
            .with_help("write the values that the key must not match, or remove the statement")
    } else if is_negated {
        let message = message!("`*` matches every value: the condition only checks that {} is absent", key);
        let finding = cx.finding(EQUIVALENT_TO_NULL_TRUE, message);
        with_null_fix(finding, entry, &cx.path, "true")
            .with_help("write `\"Null\": { … : \"true\" }`, or write the values that the key must not match")
    } else {
        let message = message!("`*` matches every value: the condition only checks that {} is present", key);
        let finding = cx.finding(EQUIVALENT_TO_NULL_FALSE, message);
        with_null_fix(finding, entry, &cx.path, "false")
            .with_help("write `\"Null\": { … : \"false\" }`, or write the values that the key must match")
    };
    cx.report(finding);
    true
}

fn has_match_all(block: &BlockView<'_>, values: List<'_>) -> bool {
    let is_like = |operator: Operator| operator.family() == OperatorFamily::String && operator.takes_wildcards();
    let is_match_all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    steps::add(values.len());
    block.operator.is_some_and(|operator| is_like(operator.operator))
        && values.texts().any(|(_, text)| is_match_all(text))
}

/// Returns the number of operators of a statement that are `Null`, or that the fix could replace by `Null`; at most two.
fn null_operators_after_fix(statement: &StatementView<'_>) -> usize {
    let may_be_null = |block: &&BlockView<'_>| {
        let is_null = block.operator.is_none_or(|operator| operator.operator == Operator::Null);
        is_null || block.entries.iter().any(|member| has_match_all(block, List::new(&member.value)))
    };
    statement.conditions.iter().flatten().filter(may_be_null).take(2).count()
}

/// Adds the fix that replaces the operator by `Null`.
///
/// The fix is safe only if the operator has no other key, and no other operator is `Null` or would be replaced by it.
fn with_null_fix(finding: Finding, entry: &ConditionEntry<'_>, path: &Path<'_>, null: &str) -> Finding {
    let has_other_keys = entry.block.entries.iter().nth(1).is_some();
    if has_other_keys
        || *entry.facts.null_operators_after_fix.get_or_init(|| null_operators_after_fix(entry.statement)) > 1
    {
        return finding;
    }
    let conditions = path.parent().parent();
    let null_path = conditions.key(Operator::Null.as_str());
    let rename = Fix::rename(conditions.key(entry.block.name).pointer(), null_path.pointer());
    finding.with_fix(rename.followed_by(Fix::replace(null_path.key(entry.key).pointer(), null)))
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::{LIST_BUCKET, check_allow, codes_in_allow};

    #[test]
    fn each_operator_has_its_code() {
        for (operator, code) in [
            ("StringLike", "EQUIVALENT_TO_NULL_FALSE"),
            ("ForAnyValue:StringLike", "EQUIVALENT_TO_NULL_FALSE"),
            ("StringLikeIfExists", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("ForAllValues:StringLike", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("ForAnyValue:StringLikeIfExists", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("StringNotLike", "EQUIVALENT_TO_NULL_TRUE"),
            ("StringNotLikeIfExists", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAllValues:StringNotLike", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAnyValue:StringNotLikeIfExists", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAnyValue:StringNotLike", "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"),
        ] {
            for value in [r#""*""#, r#"["a","**"]"#] {
                assert_eq!(
                    codes_in_allow(LIST_BUCKET, &format!(r#""{operator}":{{"aws:TagKeys":{value}}}"#)),
                    [code],
                    "{operator} {value}"
                );
            }
            let codes = codes_in_allow(LIST_BUCKET, &format!(r#""{operator}":{{"aws:TagKeys":"a*"}}"#));
            assert!(codes.is_empty(), "{operator}");
        }
    }

    #[test]
    fn arn_operators_are_not_reported() {
        // AWS does not document how ARN operators compare a text that is not an ARN.
        assert!(codes_in_allow(LIST_BUCKET, r#""ArnLike":{"aws:PrincipalArn":"*"}"#).is_empty());
    }

    #[test]
    fn one_cause_has_one_finding() {
        for (condition, code) in [
            (r#""StringLike":{"aws:PrincipalOrgID":"*"}"#, "WILDCARD_USAGE_TOO_PERMISSIVE"),
            (r#""StringNotLike":{"s3:prefix":"*"}"#, "EQUIVALENT_TO_NULL_TRUE"),
            (r#""StringLike":{"aws:ARN":"*"}"#, "UNSUPPORTED_GLOBAL_CONDITION_KEY"),
        ] {
            assert_eq!(codes_in_allow(LIST_BUCKET, condition), [code]);
        }
    }

    #[test]
    fn the_fix_requires_a_single_key_and_no_other_null() {
        let has_fix = |condition: &str| check_allow(LIST_BUCKET, condition).findings()[0].fix().is_some();
        assert!(has_fix(r#""StringLike":{"aws:RequestTag/a":"*"},"StringEquals":{"aws:RequestTag/b":"c"}"#));
        for condition in [
            r#""StringLike":{"aws:RequestTag/a":"*","aws:RequestTag/b":"c*"}"#,
            r#""StringLike":{"aws:RequestTag/a":"*"},"Null":{"aws:RequestTag/b":"false"}"#,
            r#""StringLike":{"aws:RequestTag/a":"*"},"StringNotLike":{"aws:RequestTag/b":"*"}"#,
        ] {
            assert!(!has_fix(condition), "{condition}");
        }
    }
}
