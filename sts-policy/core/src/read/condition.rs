//! The conditions of a statement.

use std::collections::HashMap;

use super::members::{self, FEW};
use super::value::{condition_values, type_mismatch};
use crate::catalogue::{condition, structure};
use crate::document::{BlockView, Members};
use crate::finding::{Finding, Findings, quote};
use crate::json::{Member, Node, Path};
use crate::model::{ConditionOperator, Operator, SetOperator};
use crate::suggest::closest;

/// `path` is that of `Condition`.
pub(crate) fn conditions<'a>(
    value: &'a Node<'a>,
    path: &Path<'_>,
    findings: &mut Findings,
) -> Option<Vec<BlockView<'a>>> {
    let Node::Object(operators) = value else {
        findings.push(type_mismatch(path, "`Condition`", value, "an object of condition operators"));
        return None;
    };
    let mut blocks = Vec::new();
    let mut unreadable = false;
    let mut seen: Vec<(ConditionOperator, &str)> = Vec::new();
    for Member { key: name, value } in members::effective(operators, path, findings).iter() {
        if findings.must_stop() {
            break;
        }
        let path = path.key(name);
        let Node::Object(entries) = value else {
            let subject = format!("the value of condition operator {}", quote(name));
            findings.push(type_mismatch(&path, &subject, value, "an object of condition keys"));
            unreadable = true;
            continue;
        };
        let operator = name.parse().ok();
        match operator {
            None => findings.push(unknown_operator(name, &path)),
            Some(operator) => match seen.iter().find(|(known, _)| *known == operator) {
                None => seen.push((operator, name)),
                Some((_, first)) => {
                    let message = format!("operator {} is {} again, in another case", quote(name), quote(first));
                    let finding = Finding::at_key(structure::DUPLICATE_JSON_KEY, &path, message);
                    findings.push(finding.with_help("put all conditions of an operator under one key"));
                }
            },
        }
        let entries = members::effective(entries, &path, findings);
        keys_in_different_case(&entries, &path, findings);
        for Member { key, value } in entries.iter() {
            condition_values(value, &path.key(key), key, findings);
        }
        blocks.push(BlockView { name, operator, entries });
    }
    // Of what could not be read, nothing else is said: it is not empty.
    if blocks.is_empty() && unreadable { None } else { Some(blocks) }
}

fn unknown_operator(name: &str, path: &Path<'_>) -> Finding {
    let message = format!("there is no condition operator {}", quote(name));
    let finding = Finding::at_key(condition::INVALID_CONDITION_OPERATOR, path, message);
    match meant(name) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding.with_help("the operators of text, for example, are `StringEquals` and `StringLike`"),
    }
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

/// `path` is that of the operator.
fn keys_in_different_case(entries: &Members<'_>, path: &Path<'_>, findings: &mut Findings) {
    let repeats =
        |index: usize, key: &str| entries.iter().skip(index + 1).any(|later| later.key.eq_ignore_ascii_case(key));
    let few = entries.iter().nth(FEW).is_none();
    if few && !entries.iter().enumerate().any(|(index, member)| repeats(index, &member.key)) {
        return;
    }
    let mut seen = HashMap::new();
    for member in entries.iter() {
        if findings.must_stop() {
            break;
        }
        if let Some(first) = seen.insert(member.key.to_ascii_lowercase(), &member.key) {
            let message = format!("condition key {} is {} again, in another case", quote(&member.key), quote(first));
            let path = path.key(&member.key);
            let finding = Finding::at_key(condition::DUPLICATE_KEYS_WITH_DIFFERENT_CASE, &path, message);
            findings.push(finding.with_help("give all values of a key at once"));
        }
    }
}
