//! Checks of values that match everything: a lone `*`.
//!
//! What such a condition says depends on whether the key is there, and on nothing else. Either it asks just that, which `Null` does
//! in so many words; or it holds, or fails, for every request. So one of four codes says it.

use super::usage::Usage;
use crate::diagnostics::{Fix, quote};
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` only asks whether the key is there",
        why: "`*` matches every value. `Null` with `false` asks the same, and says so.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a negated condition with the value `*` only asks whether the key is absent",
        why: "`*` matches every value. `Null` with `true` asks the same, and says so.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` always holds",
        why: "`*` matches every value, and `IfExists` and `ForAllValues` hold where there is none: the condition restricts nothing.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition with the value `*` never holds",
        why: "`*` matches every value, and `ForAnyValue` asks for one that is not matched: the statement has no effect.",
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

/// Whether there is such a value; then it was reported. `path` is that of the key, `conditions` that of `Condition`.
pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) -> bool {
    if !has_star(usage.block, usage.values) {
        return false;
    }
    let operator = usage.operator;
    let key = quote(usage.key);
    let always_or_never = |code, what| {
        let message = format!("`*` matches every value, so the condition on {key} {what}");
        cx.finding(code, message)
    };
    let holds = !operator.operator.is_negated();
    let finding = if holds && (operator.if_exists || operator.set == Some(SetOperator::ForAllValues)) {
        always_or_never(REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, "always holds")
            .with_help("remove it, or say what the value must be")
    } else if !holds && !operator.if_exists && operator.set == Some(SetOperator::ForAnyValue) {
        always_or_never(REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION, "never holds, nor does the statement")
            .with_help("say what the value must not be, or remove the statement")
    } else {
        let (code, null, there) = if holds {
            (EQUIVALENT_TO_NULL_FALSE, "false", "is there")
        } else {
            (EQUIVALENT_TO_NULL_TRUE, "true", "is absent")
        };
        let message = format!("`*` matches every value, so the condition only asks whether {key} {there}");
        let finding = cx
            .finding(code, message)
            .with_help(format!("write `\"Null\": {{ … : \"{null}\" }}`, which says so; or say what the value must be"));
        match fix(usage, &cx.path, null) {
            Some(fix) => finding.with_fix(fix),
            None => finding,
        }
    };
    cx.report(finding);
    true
}

fn has_star(block: &BlockView<'_>, values: List<'_>) -> bool {
    let is_like = |operator: Operator| operator.family() == OperatorFamily::String && operator.takes_wildcards();
    let is_star = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    steps::add(values.len());
    block.operator.is_some_and(|operator| is_like(operator.operator)) && values.texts().any(|(_, text)| is_star(text))
}

/// Returns the number of operators of a statement that are `Null` or would become it, up to two.
pub(crate) fn would_be_null(statement: &StatementView<'_>) -> usize {
    let takes_the_place = |block: &&BlockView<'_>| {
        let is_null = block.operator.is_none_or(|operator| operator.operator == Operator::Null);
        is_null || block.entries.iter().any(|member| has_star(block, List::new(&member.value)))
    };
    statement.conditions.iter().flatten().filter(takes_the_place).take(2).count()
}

/// The operator becomes `Null`. That is certain where it has no other key, and no other operator is or would become `Null`.
fn fix(usage: &Usage<'_>, path: &Path<'_>, null: &str) -> Option<Fix> {
    let is_alone = usage.block.entries.iter().nth(1).is_none();
    if !is_alone || usage.facts.would_be_null() > 1 {
        return None;
    }
    let conditions = path.parent().parent();
    let place = conditions.key(Operator::Null.as_str());
    let rename = Fix::rename(conditions.key(usage.block.name).pointer(), place.pointer());
    Some(rename.then(Fix::replace(place.key(usage.key).pointer(), null)))
}
