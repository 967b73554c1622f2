//! `aws:username`, which only the requests of IAM users have.
//!
//! Source: User Guide, "IAM policy elements: Variables and tags", the table of principal key values. Neither federated users of
//! `GetFederationToken` nor sessions of roles have the key.

use crate::diagnostics::{Finding, RuleScope, message, quote};
use crate::document::{List, StatementView, element};
use crate::grammar::boolean;
use crate::grammar::variable::{has_variable, variables};
use crate::json::FindingTarget;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::located_texts::located_texts;
use crate::rules::rule;

rule! {
    USERNAME_NEVER_SET {
        severity: Warning,
        origin: Project,
        scope: Session,
        reference: false,
        macros: BySeverity,
        summary: "a session policy uses `aws:username`, which sessions do not have",
        why: "Only the requests of IAM users have `aws:username`. Session policies apply to roles and federated users, whose requests do not have it. A text with the variable matches nothing. Use `aws:userid`, or a session tag.",
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

const HELP: &str = "use `aws:userid`, or set a session tag and use it, such as `aws:PrincipalTag/name`";

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !cx.is_in_scope(RuleScope::Session) {
        return;
    }
    if cx.has_variables() {
        check_texts(statement, cx);
    }
    check_keys(statement, cx);
}

/// Reports texts with the variable. The path is that of the statement.
fn check_texts(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !has_variables(statement) {
        return;
    }
    for located in located_texts(statement, &[OperatorFamily::String, OperatorFamily::Arn]) {
        if !has_variable(located.text) {
            continue;
        }
        let mut closed = variables(located.text).filter(|variable| variable.is_closed);
        let Some(variable) = closed.find(|variable| variable.inner.eq_ignore_ascii_case(USERNAME)) else { continue };
        if cx.must_stop() {
            return;
        }
        let shown = format!("${{{}}}", variable.inner);
        let message = message!("sessions do not have {}: {} matches nothing", quote(&shown), quote(located.text));
        let finding = Finding::new(USERNAME_NEVER_SET, located.pointer(&cx.path), FindingTarget::Value, message);
        cx.report(finding.with_help(HELP));
    }
}

/// Returns true if the statement has a variable, which most statements do not.
fn has_variables(statement: &StatementView<'_>) -> bool {
    let any = |list: List<'_>| list.nodes().iter().any(|node| node.as_str().is_some_and(has_variable));
    statement.resource.is_some_and(any)
        || statement.not_resource.is_some_and(any)
        || (statement.conditions.iter().flatten())
            .any(|block| block.entries.iter().any(|member| any(List::new(&member.value))))
}

/// Reports conditions that need the key. The path is that of the statement.
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
                list.len() > 0 && list.nodes().iter().all(|node| boolean::from_node(node) == Some(false))
            } else {
                operator.needs_key()
            };
            if !needs_key {
                continue;
            }
            if cx.must_stop() {
                return;
            }
            let message = message!("sessions do not have {}: the condition never holds", quote(&member.key));
            let finding = cx.key(&member.key).key_finding(USERNAME_NEVER_SET, message);
            cx.report(finding.with_help(HELP));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::RuleScope;
    use crate::{Checker, code};

    fn pointers(scope: RuleScope, version: &str, rest: &str) -> Vec<String> {
        let text =
            format!(r#"{{"Version":"{version}","Statement":{{"Effect":"Allow","Action":"s3:ListBucket",{rest}}}}}"#);
        let report = Checker::for_scope(scope).check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::USERNAME_NEVER_SET);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn session(rest: &str) -> Vec<String> {
        pointers(RuleScope::Session, "2012-10-17", rest)
    }

    #[test]
    fn reports_each_text_once() {
        let rest = r#""Resource":["arn:aws:s3:::a","arn:aws:s3:::${AWS:UserName}-${aws:username}"],"Condition":{
            "StringNotLike":{"s3:prefix":["a/*","${aws:username}/*"]}}"#;
        let expected = ["/Statement/Resource/1", "/Statement/Condition/StringNotLike/s3:prefix/1"];
        assert_eq!(session(rest), expected);
        assert_eq!(pointers(RuleScope::Federation, "2012-10-17", rest), expected);
        assert!(pointers(RuleScope::Identity, "2012-10-17", rest).is_empty());
        // This version has no variables, which another rule reports.
        assert!(pointers(RuleScope::Session, "2008-10-17", rest).is_empty());
    }

    #[test]
    fn accepts_other_variables_and_defaults() {
        for resource in ["${aws:username, 'nobody'}", "${aws:userid}", "aws:username", "${aws:username"] {
            assert!(session(&format!(r#""Resource":"arn:aws:s3:::{resource}""#)).is_empty(), "{resource}");
        }
    }

    #[test]
    fn reports_conditions_that_need_the_key() {
        let findings = |condition: &str| session(&format!(r#""Resource":"*","Condition":{{{condition}}}"#)).len();
        for condition in [
            r#""StringEquals":{"aws:username":"alice"}"#,
            r#""ForAnyValue:StringLike":{"AWS:UserName":"a*"}"#,
            r#""Null":{"aws:username":"False"}"#,
            r#""Null":{"aws:username":false}"#,
        ] {
            assert_eq!(findings(condition), 1, "{condition}");
        }
        for condition in [
            r#""StringEqualsIfExists":{"aws:username":"alice"}"#,
            r#""StringNotEquals":{"aws:username":"alice"}"#,
            r#""ForAllValues:StringEquals":{"aws:username":"alice"}"#,
            r#""Null":{"aws:username":"true"}"#,
            r#""Null":{"aws:username":[]}"#,
            r#""StringEquals":{"aws:userid":"alice"}"#,
        ] {
            assert_eq!(findings(condition), 0, "{condition}");
        }
    }
}
