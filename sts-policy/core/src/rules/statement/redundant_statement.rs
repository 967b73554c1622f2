//! Equal statements.

use std::collections::HashMap;

use super::comparable::{is_comparable, value_text};
use crate::diagnostics::message;
use crate::document::{Document, List, StatementView, element};
use crate::model::{ConditionOperator, Effect};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    REDUNDANT_STATEMENT {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "two statements are equal",
        why: "One of them has no effect, and a later change to only one of them is easily made by mistake.",
        bad at "/Statement/1": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" },
    { "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
    }
}

/// Reports statements that differ only in `Sid` and in the order of their lists.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    if document.statements.len() < 2 {
        return;
    }
    let mut by_hash: Vec<(u64, &StatementView<'_>)> =
        document.statements.iter().map(|statement| (hash(statement), statement)).collect();
    by_hash.sort_by_key(|(hash, _)| *hash);
    let candidates = by_hash.chunk_by(|(left, _), (right, _)| left == right).filter(|group| group.len() > 1);
    let mut duplicates: Vec<_> = candidates.flat_map(find_duplicates).collect();
    duplicates.sort_unstable();
    let cx = &mut cx.key(element::STATEMENT);
    for (index, first) in duplicates {
        if cx.must_stop() {
            return;
        }
        let first = cx.path.item(first).pointer();
        let message = message!("the statement equals the one at `{}`", first.as_str());
        let cx = &mut cx.item(index);
        cx.report(cx.finding(REDUNDANT_STATEMENT, message).with_help("remove one of them"));
    }
}

/// The indexes of the statements that equal an earlier one, each with the index of the earlier one. All have the same hash.
fn find_duplicates(candidates: &[(u64, &StatementView<'_>)]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut firsts: HashMap<NormalForm<'_>, &StatementView<'_>> = HashMap::with_capacity(candidates.len());
    let mut duplicates = Vec::new();
    for statement in candidates.iter().map(|(_, statement)| *statement).filter(|statement| is_comparable(statement)) {
        let first = *firsts.entry(normal_form(statement)).or_insert(statement);
        // Another rule reports equal `Sid`s, as an error.
        let has_same_sid = statement.sid.is_some_and(|sid| !sid.is_empty()) && statement.sid == first.sid;
        if first.index != statement.index && !has_same_sid {
            duplicates.push((statement.index, first.index));
        }
    }
    duplicates
}

/// A hash that is equal for equal statements, whatever the order of their lists. It allocates no memory; the statements of a hash are
/// compared in full afterwards.
fn hash(statement: &StatementView<'_>) -> u64 {
    let list = |list: Option<List<'_>>| {
        list.iter().flat_map(|list| list.texts()).map(|(_, text)| hash_of(text)).fold(0, u64::wrapping_add)
    };
    let conditions = statement.conditions.iter().flatten().flat_map(|block| {
        block.entries.iter().map(|member| {
            // IAM treats `true` and `"true"` alike, so values are only counted.
            mix(hash_of(&member.key), List::new(&member.value).len() as u64)
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
    .fold(0, mix)
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// Hashes the length and the last bytes, in lower case. Most texts of a list have the same beginning.
fn hash_of(text: &str) -> u64 {
    let last = text.bytes().rev().take(7).fold(0, |hash, byte| hash << 8 | u64::from(byte.to_ascii_lowercase()));
    mix(last, text.len() as u64)
}

/// The parts of a statement without `Sid`, sorted.
#[derive(PartialEq, Eq, Hash)]
struct NormalForm<'a> {
    allow: bool,
    is_not_action: bool,
    actions: Vec<String>,
    is_not_resource: bool,
    resources: Vec<&'a str>,
    conditions: Vec<(Option<ConditionOperator>, String, Vec<String>)>,
}

fn normal_form<'a>(statement: &StatementView<'a>) -> NormalForm<'a> {
    fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
        let mut items: Vec<T> = items.collect();
        items.sort_unstable();
        items
    }
    let texts = |list: Option<List<'a>>| list.into_iter().flat_map(List::texts).map(|(_, text)| text);
    let actions = texts(statement.action.or(statement.not_action)).map(str::to_ascii_lowercase);
    let conditions = statement.conditions.iter().flatten().flat_map(|block| {
        block.entries.iter().map(|member| {
            let values = sorted(List::new(&member.value).nodes().iter().map(value_text));
            (block.operator, member.key.to_ascii_lowercase(), values)
        })
    });
    NormalForm {
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

    fn pointers(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::REDUNDANT_STATEMENT);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    #[test]
    fn ignores_order_sid_and_case_of_actions() {
        let first = r#"{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::c/*"],"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"s3:authType":["a","b"]}}}"#;
        let second = r#"{"Effect":"Allow","Resource":["arn:aws:s3:::c/*","arn:aws:s3:::b/*"],"Action":["s3:putobject","s3:GetObject"],"Condition":{"stringequals":{"S3:authType":["b","a"]},"Bool":{"aws:SecureTransport":true}}}"#;
        assert_eq!(pointers(&format!("{first},{second},{second}")), ["/Statement/1", "/Statement/2"]);
    }

    #[test]
    fn different_statements_are_not_equal() {
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
            assert!(pointers(&format!("{first},{other}")).is_empty(), "{other}");
        }
    }

    #[test]
    fn leaves_equal_sids_to_another_rule() {
        let statement = r#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
        assert!(pointers(&format!("{statement},{statement}")).is_empty());
    }
}
