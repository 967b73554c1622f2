//! Checks of `aws:username`, which only the requests of IAM users have.
//!
//! Source: User Guide, "IAM policy elements: Variables and tags", the table of principal key values: neither those who are
//! federated by `GetFederationToken` nor the sessions of roles have it.

use crate::diagnostics::{Finding, PolicyScope, quote};
use crate::document::{List, StatementView, element};
use crate::grammar::boolean;
use crate::grammar::variable::{has_variable, variables};
use crate::json::Part;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::places::texts;
use crate::rules::rule;

rule! {
    USERNAME_NEVER_SET {
        severity: Warning,
        origin: Ours,
        scope: Session,
        reference: false,
        macros: BySeverity,
        summary: "a session policy asks for `aws:username`, which no session has",
        why: "Only the requests of IAM users have `aws:username`, not those of roles or federated users, whose sessions take a session policy. A text with the variable matches nothing. Use `aws:userid`, or a session tag.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:username}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/name}/*"
  }]
}"#,
    }
}

const USERNAME: &str = "aws:username";

const HELP: &str =
    "use `aws:userid`, or a session tag such as `aws:PrincipalTag/name`, whose values whoever begins the session gives";

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !cx.is_in(PolicyScope::Session) {
        return;
    }
    if cx.has_variables() {
        check_texts(statement, cx);
    }
    check_keys(statement, cx);
}

/// Texts with the variable: one finding each. `path` is that of the statement.
fn check_texts(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !has_variables(statement) {
        return;
    }
    for place in texts(statement, &[OperatorFamily::String, OperatorFamily::Arn]) {
        if !has_variable(place.text) {
            continue;
        }
        let found =
            variables(place.text).find(|variable| variable.closed && variable.inner.eq_ignore_ascii_case(USERNAME));
        let Some(variable) = found else { continue };
        if cx.must_stop() {
            return;
        }
        let shown = format!("${{{}}}", variable.inner);
        let message = format!("no session has {}, so {} matches nothing", quote(&shown), quote(place.text));
        let finding = Finding::new(USERNAME_NEVER_SET, place.pointer(&cx.path), Part::Value, message);
        cx.report(finding.with_help(HELP));
    }
}

/// Whether there is any variable in the statement: in most there is none.
fn has_variables(statement: &StatementView<'_>) -> bool {
    let any = |list: List<'_>| list.nodes().iter().any(|node| node.as_str().is_some_and(has_variable));
    statement.resource.is_some_and(any)
        || statement.not_resource.is_some_and(any)
        || (statement.conditions.iter().flatten())
            .any(|block| block.entries.iter().any(|member| any(List::new(&member.value))))
}

/// Conditions that ask for the key. `path` is that of the statement.
fn check_keys(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    let cx = &mut cx.key(element::CONDITION);
    for block in statement.conditions.iter().flatten() {
        let Some(operator) = block.operator else { continue };
        let cx = &mut cx.key(block.name);
        for member in block.entries.iter() {
            if !member.key.eq_ignore_ascii_case(USERNAME) {
                continue;
            }
            let list = List::new(&member.value);
            let needs_key = if operator.operator == Operator::Null {
                list.len() > 0 && list.nodes().iter().all(|node| boolean::of(node) == Some(false))
            } else {
                operator.needs_key()
            };
            if !needs_key {
                continue;
            }
            if cx.must_stop() {
                return;
            }
            let message = format!("no session has {}, so the condition never holds", quote(&member.key));
            let finding = cx.key(&member.key).key_finding(USERNAME_NEVER_SET, message);
            cx.report(finding.with_help(HELP));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::PolicyScope;
    use crate::{Checker, code};

    fn places(scope: PolicyScope, version: &str, rest: &str) -> Vec<String> {
        let text =
            format!(r#"{{"Version":"{version}","Statement":{{"Effect":"Allow","Action":"s3:ListBucket",{rest}}}}}"#);
        let report = Checker::for_scope(scope).check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::USERNAME_NEVER_SET);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn session(rest: &str) -> Vec<String> {
        places(PolicyScope::Session, "2012-10-17", rest)
    }

    #[test]
    fn one_finding_for_each_text() {
        let rest = r#""Resource":["arn:aws:s3:::a","arn:aws:s3:::${AWS:UserName}-${aws:username}"],"Condition":{
            "StringNotLike":{"s3:prefix":["a/*","${aws:username}/*"]}}"#;
        let expected = ["/Statement/Resource/1", "/Statement/Condition/StringNotLike/s3:prefix/1"];
        assert_eq!(session(rest), expected);
        assert_eq!(places(PolicyScope::Federation, "2012-10-17", rest), expected);
        assert!(places(PolicyScope::Identity, "2012-10-17", rest).is_empty());
        // There it is plain text, which is reported.
        assert!(places(PolicyScope::Session, "2008-10-17", rest).is_empty());
    }

    #[test]
    fn other_variables_and_defaults_are_right() {
        for resource in ["${aws:username, 'nobody'}", "${aws:userid}", "aws:username", "${aws:username"] {
            assert!(session(&format!(r#""Resource":"arn:aws:s3:::{resource}""#)).is_empty(), "{resource}");
        }
    }

    #[test]
    fn conditions_that_need_the_key() {
        let with = |condition: &str| session(&format!(r#""Resource":"*","Condition":{{{condition}}}"#)).len();
        for condition in [
            r#""StringEquals":{"aws:username":"alice"}"#,
            r#""ForAnyValue:StringLike":{"AWS:UserName":"a*"}"#,
            r#""Null":{"aws:username":"False"}"#,
            r#""Null":{"aws:username":false}"#,
        ] {
            assert_eq!(with(condition), 1, "{condition}");
        }
        for condition in [
            r#""StringEqualsIfExists":{"aws:username":"alice"}"#,
            r#""StringNotEquals":{"aws:username":"alice"}"#,
            r#""ForAllValues:StringEquals":{"aws:username":"alice"}"#,
            r#""Null":{"aws:username":"true"}"#,
            r#""Null":{"aws:username":[]}"#,
            r#""StringEquals":{"aws:userid":"alice"}"#,
        ] {
            assert_eq!(with(condition), 0, "{condition}");
        }
    }
}
