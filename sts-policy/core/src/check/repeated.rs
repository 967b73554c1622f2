//! Checks for statements that say what another one says.

use std::collections::HashMap;

use crate::catalogue::redundancy as code;
use crate::document::{Document, List, StatementView, element};
use crate::finding::{Finding, Findings};
use crate::json::{Node, Path};
use crate::model::{ConditionOperator, Effect};

/// Statements that are the same but for their names and the order of what they list.
pub(super) fn statements(document: &Document<'_>, findings: &mut Findings) {
    if document.statements.len() < 2 {
        return;
    }
    let mut by_hash: Vec<(u64, &StatementView<'_>)> =
        document.statements.iter().map(|statement| (hash(statement), statement)).collect();
    by_hash.sort_by_key(|(hash, _)| *hash);
    let same = by_hash.chunk_by(|(left, _), (right, _)| left == right).filter(|same| same.len() > 1);
    let mut repeated: Vec<_> = same.flat_map(repetitions).collect();
    repeated.sort_unstable();
    let path = Path::ROOT.key(element::STATEMENT);
    for (second, first) in repeated {
        if findings.must_stop() {
            return;
        }
        let first = path.item(first).pointer();
        let message = format!("the statement says what the one at `{first}` says");
        findings
            .push(Finding::at(code::REDUNDANT_STATEMENT, &path.item(second), message).with_help("remove one of them"));
    }
}

/// Those of equal hash that repeat an earlier one, each with that.
fn repetitions(same: &[(u64, &StatementView<'_>)]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut first: HashMap<Meaning<'_>, &StatementView<'_>> = HashMap::with_capacity(same.len());
    let mut repeated = Vec::new();
    for statement in same.iter().map(|(_, statement)| *statement).filter(|statement| is_readable(statement)) {
        let first = *first.entry(meaning(statement)).or_insert(statement);
        // Where both have the same name, that is an error and was reported.
        let named_the_same = statement.sid.is_some_and(|sid| !sid.is_empty()) && statement.sid == first.sid;
        if first.index != statement.index && !named_the_same {
            repeated.push((statement.index, first.index));
        }
    }
    repeated
}

/// Whether all of a statement was read: what was not could differ.
pub(super) fn is_readable(statement: &StatementView<'_>) -> bool {
    let are_texts = |list: List<'_>| list.nodes().iter().all(|node| node.as_str().is_some());
    let Node::Object(members) = statement.node else { return false };
    let one = |list: Option<List<'_>>, not: Option<List<'_>>| match (list, not) {
        (Some(list), None) | (None, Some(list)) => are_texts(list),
        _ => false,
    };
    statement.effect.is_some()
        && members.iter().all(|member| element::OF_STATEMENT.contains(&member.key.as_ref()))
        && statement.principal.is_none()
        && statement.not_principal.is_none()
        && one(statement.action, statement.not_action)
        && one(statement.resource, statement.not_resource)
        && statement.conditions.is_some() == members.iter().any(|member| member.key == element::CONDITION)
        && statement.conditions.iter().flatten().all(|block| {
            block.operator.is_some()
                && block.entries.iter().all(|member| List::new(&member.value).nodes().iter().all(is_value))
        })
}

fn is_value(node: &Node<'_>) -> bool {
    matches!(node, Node::String(_) | Node::Number(_) | Node::Bool(_))
}

/// The same for statements of the same meaning, in any order of their lists, and cheap: what it takes for the same is compared word by
/// word. Nothing is allocated.
fn hash(statement: &StatementView<'_>) -> u64 {
    let list = |list: Option<List<'_>>| {
        list.iter().flat_map(|list| list.texts()).map(|(_, text)| hash_of(text)).fold(0, u64::wrapping_add)
    };
    let conditions = statement.conditions.iter().flatten().flat_map(|block| {
        block.entries.iter().map(|member| {
            // `true` and `"true"` mean the same to IAM, so values are only counted.
            mixed(hash_of(&member.key), List::new(&member.value).len() as u64)
        })
    });
    [
        u64::from(statement.effect == Some(Effect::Allow)),
        list(statement.action),
        list(statement.not_action),
        list(statement.resource),
        list(statement.not_resource),
        conditions.fold(0, u64::wrapping_add),
    ]
    .into_iter()
    .fold(0, mixed)
}

fn mixed(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// From the length and the last bytes, in lower case: most texts of a list begin alike.
fn hash_of(text: &str) -> u64 {
    let last = text.bytes().rev().take(7).fold(0, |hash, byte| hash << 8 | u64::from(byte.to_ascii_lowercase()));
    mixed(last, text.len() as u64)
}

/// A value as text: `true` and `"true"` mean the same to IAM.
pub(super) fn value(node: &Node<'_>) -> String {
    match node {
        Node::String(text) => text.to_string(),
        Node::Number(number) => number.to_string(),
        Node::Bool(value) => value.to_string(),
        Node::Null | Node::Array(_) | Node::Object(_) => String::new(),
    }
}

/// All that a statement says, in one order.
#[derive(PartialEq, Eq, Hash)]
struct Meaning<'a> {
    allow: bool,
    is_not_action: bool,
    actions: Vec<String>,
    is_not_resource: bool,
    resources: Vec<&'a str>,
    conditions: Vec<(Option<ConditionOperator>, String, Vec<String>)>,
}

fn meaning<'a>(statement: &StatementView<'a>) -> Meaning<'a> {
    fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
        let mut items: Vec<T> = items.collect();
        items.sort_unstable();
        items
    }
    let texts = |list: Option<List<'a>>| list.into_iter().flat_map(List::texts).map(|(_, text)| text);
    let actions = texts(statement.action.or(statement.not_action)).map(str::to_ascii_lowercase);
    let conditions = statement.conditions.iter().flatten().flat_map(|block| {
        block.entries.iter().map(|member| {
            let values = sorted(List::new(&member.value).nodes().iter().map(value));
            (block.operator, member.key.to_ascii_lowercase(), values)
        })
    });
    Meaning {
        allow: statement.effect == Some(Effect::Allow),
        is_not_action: statement.not_action.is_some(),
        actions: sorted(actions),
        is_not_resource: statement.not_resource.is_some(),
        resources: sorted(texts(statement.resource.or(statement.not_resource))),
        conditions: sorted(conditions),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn places(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::REDUNDANT_STATEMENT);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    #[test]
    fn order_case_of_actions_and_name_do_not_matter() {
        let first = r#"{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::c/*"],"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"s3:authType":["a","b"]}}}"#;
        let second = r#"{"Effect":"Allow","Resource":["arn:aws:s3:::c/*","arn:aws:s3:::b/*"],"Action":["s3:putobject","s3:GetObject"],"Condition":{"stringequals":{"S3:authType":["b","a"]},"Bool":{"aws:SecureTransport":true}}}"#;
        assert_eq!(places(&format!("{first},{second},{second}")), ["/Statement/1", "/Statement/2"]);
    }

    #[test]
    fn what_differs_in_meaning_is_not_the_same() {
        let first = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
        for other in [
            r#"{"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#,
            r#"{"Effect":"Allow","NotAction":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/*"}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::B/*"}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":[]}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Principal":"*"}"#,
        ] {
            assert!(places(&format!("{first},{other}")).is_empty(), "{other}");
        }
    }

    #[test]
    fn two_of_the_same_name_are_an_error_already() {
        let statement = r#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
        assert!(places(&format!("{statement},{statement}")).is_empty());
    }
}
