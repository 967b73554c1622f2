//! Checks of conditions on what a session is given: the caller may give nothing to a session without a second action.

use crate::diagnostics::{Finding, quote};
use crate::document::{Document, List, StatementView, element};
use crate::grammar::key::is_request_tag;
use crate::model::{Effect, Operator};
use crate::pattern::{self, Case};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_ACTION_FOR_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition asks what a session is given, and nothing may be given",
        why: "A request that tags a session needs `sts:TagSession`, one that sets a source identity needs `sts:SetSourceIdentity`. Where they are not allowed, the condition can only fail.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestTag~1tenant": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "aws:RequestTag/tenant": "tenant-a" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "aws:RequestTag/tenant": "tenant-a" } }
  }]
}"#,
    }
}

const TAG_SESSION: &str = "sts:TagSession";

const SET_SOURCE_IDENTITY: &str = "sts:SetSourceIdentity";

/// A request that tags a session needs the right to tag it beside the right to begin it, and so with the source identity. Where no
/// statement gives that right, a condition on those can only fail. Source: User Guide, "Passing session tags in AWS STS" and "Monitor
/// and control actions taken with assumed roles".
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let mut companions = [Companion::new(TAG_SESSION), Companion::new(SET_SOURCE_IDENTITY)];
    for statement in document.statements.iter().filter(|statement| begins_sessions_only(statement)) {
        let cx = &mut cx.key(element::STATEMENT);
        let cx = &mut cx.item(statement.index);
        let cx = &mut cx.key(element::CONDITION);
        for block in statement.conditions.iter().flatten() {
            // What also holds for a request that gives nothing can be meant for those.
            let needs_key =
                block.operator.is_some_and(|operator| operator.needs_key() && operator.operator != Operator::Null);
            for member in block.entries.iter().filter(|_| needs_key) {
                if cx.must_stop() {
                    return;
                }
                let Some(companion) = companion(&member.key)
                    .and_then(|name| companions.iter_mut().find(|companion| companion.action == name))
                else {
                    continue;
                };
                if !companion.is_allowed(document) {
                    let cx = &mut cx.key(block.name);
                    let cx = &mut cx.key(&member.key);
                    cx.report(finding(companion.action, &member.key, cx));
                }
            }
        }
    }
}

/// An action, and whether some statement allows it: nobody asks of most policies.
struct Companion {
    action: &'static str,
    allowed: Option<bool>,
}

impl Companion {
    fn new(action: &'static str) -> Self {
        Self { action, allowed: None }
    }

    fn is_allowed(&mut self, document: &Document<'_>) -> bool {
        let action = self.action;
        *self.allowed.get_or_insert_with(|| document.statements.iter().any(|statement| allows(statement, action)))
    }
}

fn finding(action: &str, key: &str, cx: &Context<'_, '_>) -> Finding {
    let message = format!("no statement allows `{action}`, without which no session gets what {} asks for", quote(key));
    cx.key_finding(MISSING_ACTION_FOR_CONDITION_KEY, message)
        .with_help(format!("add `{action}` to the actions of the statement"))
}

/// Which action gives a session what the key looks at.
fn companion(key: &str) -> Option<&'static str> {
    if is_request_tag(key)
        || key.eq_ignore_ascii_case("aws:TagKeys")
        || key.eq_ignore_ascii_case("sts:TransitiveTagKeys")
    {
        Some(TAG_SESSION)
    } else if key.eq_ignore_ascii_case("sts:SourceIdentity") {
        Some(SET_SOURCE_IDENTITY)
    } else {
        None
    }
}

/// Whether a statement allows to begin sessions and nothing else: with other actions, the condition may be there for those.
fn begins_sessions_only(statement: &StatementView<'_>) -> bool {
    const BEGINS: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
    let is_one = |text: &str| BEGINS.iter().any(|action| text.eq_ignore_ascii_case(action));
    let only = |list: List<'_>| list.len() > 0 && list.nodes().iter().all(|node| node.as_str().is_some_and(is_one));
    statement.effect == Some(Effect::Allow) && statement.conditions.is_some() && statement.action.is_some_and(only)
}

fn allows(statement: &StatementView<'_>, action: &str) -> bool {
    let lists = |list: List<'_>| list.texts().any(|(_, text)| pattern::matches(text, action, Case::Ignored));
    statement.effect == Some(Effect::Allow)
        && (statement.action.is_some_and(lists) || statement.not_action.is_some_and(|list| !lists(list)))
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn is_found(statements: &str) -> bool {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        report.findings().iter().any(|finding| finding.code() == code::MISSING_ACTION_FOR_CONDITION_KEY)
    }

    fn statement(action: &str, condition: &str) -> String {
        format!(
            r#"{{"Effect":"Allow","Action":{action},"Resource":"arn:aws:iam::111122223333:role/r","Condition":{{{condition}}}}}"#
        )
    }

    #[test]
    fn the_companion_may_stand_anywhere() {
        let tag = r#""StringEquals":{"aws:RequestTag/team":"a"}"#;
        let assume = statement(r#""sts:AssumeRole""#, tag);
        assert!(is_found(&assume));
        assert!(!is_found(&statement(r#"["sts:AssumeRole","sts:TagSession"]"#, tag)));
        for more in [r#""sts:TagSession""#, r#""sts:*""#, r#""*""#] {
            let more = format!(r#"{{"Effect":"Allow","Action":{more},"Resource":"*"}}"#);
            assert!(!is_found(&format!("{assume},{more}")), "{more}");
        }
        let other = r#"{"Effect":"Deny","Action":"sts:TagSession","Resource":"*"}"#;
        assert!(is_found(&format!("{assume},{other}")));
    }

    #[test]
    fn what_a_plain_request_matches_is_right() {
        for condition in [
            r#""StringEqualsIfExists":{"aws:RequestTag/team":"a"}"#,
            r#""ForAllValues:StringEquals":{"aws:TagKeys":"team"}"#,
            r#""StringNotEquals":{"aws:RequestTag/team":"a"}"#,
            r#""Null":{"aws:RequestTag/team":"true"}"#,
            r#""StringEquals":{"aws:PrincipalTag/team":"a"}"#,
        ] {
            assert!(!is_found(&statement(r#""sts:AssumeRole""#, condition)), "{condition}");
        }
        assert!(is_found(&statement(r#""sts:AssumeRole""#, r#""StringLike":{"sts:SourceIdentity":"a-*"}"#)));
        assert!(!is_found(&statement(
            r#"["sts:AssumeRole","ec2:CreateTags"]"#,
            r#""StringEquals":{"aws:RequestTag/team":"a"}"#
        )));
    }
}
