//! Checks of values that match everything: a lone `*`.
//!
//! What such a condition says depends on whether the key is there, and on nothing else. Either it asks just that, which `Null` does
//! in so many words; or it holds, or fails, for every request. So one of four codes says it.

use super::Usage;
use crate::catalogue::redundancy as code;
use crate::document::{BlockView, List, StatementView};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::model::{Operator, OperatorFamily, SetOperator};
use crate::steps;

/// Whether there is such a value; then it was reported. `path` is that of the key, `conditions` that of `Condition`.
pub(super) fn anything(usage: &Usage<'_>, conditions: &Path<'_>, path: &Path<'_>, findings: &mut Findings) -> bool {
    if !has_star(usage.block, usage.values) {
        return false;
    }
    let operator = usage.operator;
    let key = quote(usage.key);
    let always_or_never = |code, what| {
        let message = format!("`*` matches every value, so the condition on {key} {what}");
        Finding::at(code, path, message)
    };
    let holds = !operator.operator.is_negated();
    let finding = if holds && (operator.if_exists || operator.set == Some(SetOperator::ForAllValues)) {
        always_or_never(code::REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, "always holds")
            .with_help("remove it, or say what the value must be")
    } else if !holds && !operator.if_exists && operator.set == Some(SetOperator::ForAnyValue) {
        always_or_never(code::REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION, "never holds, nor does the statement")
            .with_help("say what the value must not be, or remove the statement")
    } else {
        let (code, null, there) = if holds {
            (code::EQUIVALENT_TO_NULL_FALSE, "false", "is there")
        } else {
            (code::EQUIVALENT_TO_NULL_TRUE, "true", "is absent")
        };
        let message = format!("`*` matches every value, so the condition only asks whether {key} {there}");
        let finding = Finding::at(code, path, message)
            .with_help(format!("write `\"Null\": {{ … : \"{null}\" }}`, which says so; or say what the value must be"));
        match fix(usage, conditions, null) {
            Some(fix) => finding.with_fix(fix),
            None => finding,
        }
    };
    findings.push(finding);
    true
}

fn has_star(block: &BlockView<'_>, values: List<'_>) -> bool {
    let is_like = |operator: Operator| operator.family() == OperatorFamily::String && operator.takes_wildcards();
    let is_star = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    steps::add(values.len());
    block.operator.is_some_and(|operator| is_like(operator.operator)) && values.texts().any(|(_, text)| is_star(text))
}

/// Returns the number of operators of a statement that are `Null` or would become it, up to two.
pub(super) fn would_be_null(statement: &StatementView<'_>) -> usize {
    let takes_the_place = |block: &&BlockView<'_>| {
        let is_null = block.operator.is_none_or(|operator| operator.operator == Operator::Null);
        is_null || block.entries.iter().any(|member| has_star(block, List::new(&member.value)))
    };
    statement.conditions.iter().flatten().filter(takes_the_place).take(2).count()
}

/// The operator becomes `Null`. That is certain where it has no other key, and no other operator is or would become `Null`.
fn fix(usage: &Usage<'_>, conditions: &Path<'_>, null: &str) -> Option<Fix> {
    let is_alone = usage.block.entries.iter().nth(1).is_none();
    if !is_alone || usage.facts.would_be_null() > 1 {
        return None;
    }
    let place = conditions.key(Operator::Null.as_str());
    let rename = Fix::rename(conditions.key(usage.block.name).pointer(), place.pointer());
    Some(rename.then(Fix::replace(place.key(usage.key).pointer(), null)))
}
