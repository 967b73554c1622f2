//! two statements say the same.

use std::collections::HashMap;

use super::readable::{is_readable, value_text};
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
        summary: "two statements say the same",
        why: "One of them has no effect, and a change to the other only is easily made.",
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

/// Statements that are the same but for their names and the order of what they list.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    if document.statements.len() < 2 {
        return;
    }
    let mut by_hash: Vec<(u64, &StatementView<'_>)> =
        document.statements.iter().map(|statement| (hash(statement), statement)).collect();
    by_hash.sort_by_key(|(hash, _)| *hash);
    let same = by_hash.chunk_by(|(left, _), (right, _)| left == right).filter(|same| same.len() > 1);
    let mut repeated: Vec<_> = same.flat_map(repetitions).collect();
    repeated.sort_unstable();
    let cx = &mut cx.key(element::STATEMENT);
    for (second, first) in repeated {
        if cx.must_stop() {
            return;
        }
        let first = cx.path.item(first).pointer();
        let message = format!("the statement says what the one at `{first}` says");
        let cx = &mut cx.item(second);
        cx.report(cx.finding(REDUNDANT_STATEMENT, message).with_help("remove one of them"));
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
            let values = sorted(List::new(&member.value).nodes().iter().map(value_text));
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
