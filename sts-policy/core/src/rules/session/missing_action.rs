//! Actions that a condition on session tags or on the source identity requires.

use crate::diagnostics::{Finding, message, quote};
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
        summary: "a condition requires a session tag or a source identity that no statement allows to set",
        why: "A request that tags a session needs `sts:TagSession`, and one that sets a source identity needs `sts:SetSourceIdentity`. Without that permission, the condition never holds.",
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

/// Reports conditions on keys that only a request with a second permission can have. Source: User Guide, "Passing session tags in AWS STS"
/// and "Monitor and control actions taken with assumed roles".
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let mut required = [RequiredAction::new(TAG_SESSION), RequiredAction::new(SET_SOURCE_IDENTITY)];
    for statement in document.statements.iter().filter(|statement| allows_only_new_sessions(statement)) {
        let cx = &mut cx.key(element::STATEMENT);
        let cx = &mut cx.item(statement.index);
        let cx = &mut cx.key(element::CONDITION);
        for block in statement.conditions.iter().flatten() {
            // A condition that also holds without the key may be intended for requests without it.
            let needs_key =
                block.operator.is_some_and(|operator| operator.needs_key() && operator.operator != Operator::Null);
            for member in block.entries.iter().filter(|_| needs_key) {
                if cx.must_stop() {
                    return;
                }
                let Some(name) = required_action(&member.key) else { continue };
                let Some(required) = required.iter_mut().find(|required| required.name == name) else { continue };
                if !required.is_allowed(document) {
                    let cx = &mut cx.key(block.name);
                    let cx = &mut cx.key(&member.key);
                    cx.report(finding(name, &member.key, cx));
                }
            }
        }
    }
}

/// An action that a condition requires.
struct RequiredAction {
    name: &'static str,
    /// True if a statement allows the action. It is computed when it is first needed.
    is_allowed: Option<bool>,
}

impl RequiredAction {
    fn new(name: &'static str) -> Self {
        Self { name, is_allowed: None }
    }

    fn is_allowed(&mut self, document: &Document<'_>) -> bool {
        let name = self.name;
        *self.is_allowed.get_or_insert_with(|| document.statements.iter().any(|statement| allows(statement, name)))
    }
}

fn finding(action: &str, key: &str, cx: &Context<'_, '_>) -> Finding {
    let message = message!("the condition on {} never holds: no statement allows {}", quote(key), quote(action));
    cx.key_finding(MISSING_ACTION_FOR_CONDITION_KEY, message)
        .with_help(message!("add {} to the actions of the statement", quote(action)))
}

/// The action without which a request does not have the condition key.
fn required_action(key: &str) -> Option<&'static str> {
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

/// Returns true if a statement allows only actions that create sessions. With other actions, the condition may be intended for those.
fn allows_only_new_sessions(statement: &StatementView<'_>) -> bool {
    const ACTIONS: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
    let is_one = |text: &str| ACTIONS.iter().any(|action| text.eq_ignore_ascii_case(action));
    let are_all = |list: List<'_>| list.len() > 0 && list.nodes().iter().all(|node| node.as_str().is_some_and(is_one));
    statement.effect == Some(Effect::Allow) && statement.conditions.is_some() && statement.action.is_some_and(are_all)
}

fn allows(statement: &StatementView<'_>, action: &str) -> bool {
    let lists = |list: List<'_>| list.texts().any(|(_, text)| pattern::matches(text, action, Case::Ignored));
    statement.effect == Some(Effect::Allow)
        && (statement.action.is_some_and(lists) || statement.not_action.is_some_and(|list| !lists(list)))
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn is_reported(statements: &str) -> bool {
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
    fn accepts_the_action_in_any_statement() {
        let tag = r#""StringEquals":{"aws:RequestTag/team":"a"}"#;
        let assume = statement(r#""sts:AssumeRole""#, tag);
        assert!(is_reported(&assume));
        assert!(!is_reported(&statement(r#"["sts:AssumeRole","sts:TagSession"]"#, tag)));
        for more in [r#""sts:TagSession""#, r#""sts:*""#, r#""*""#] {
            let more = format!(r#"{{"Effect":"Allow","Action":{more},"Resource":"*"}}"#);
            assert!(!is_reported(&format!("{assume},{more}")), "{more}");
        }
        let other = r#"{"Effect":"Deny","Action":"sts:TagSession","Resource":"*"}"#;
        assert!(is_reported(&format!("{assume},{other}")));
    }

    #[test]
    fn accepts_conditions_that_hold_without_the_key() {
        for condition in [
            r#""StringEqualsIfExists":{"aws:RequestTag/team":"a"}"#,
            r#""ForAllValues:StringEquals":{"aws:TagKeys":"team"}"#,
            r#""StringNotEquals":{"aws:RequestTag/team":"a"}"#,
            r#""Null":{"aws:RequestTag/team":"true"}"#,
            r#""StringEquals":{"aws:PrincipalTag/team":"a"}"#,
        ] {
            assert!(!is_reported(&statement(r#""sts:AssumeRole""#, condition)), "{condition}");
        }
        assert!(is_reported(&statement(r#""sts:AssumeRole""#, r#""StringLike":{"sts:SourceIdentity":"a-*"}"#)));
        assert!(!is_reported(&statement(
            r#"["sts:AssumeRole","ec2:CreateTags"]"#,
            r#""StringEquals":{"aws:RequestTag/team":"a"}"#
        )));
    }
}
