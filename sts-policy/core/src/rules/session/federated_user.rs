//! Actions that sessions of `GetFederationToken` cannot perform, whatever their policies allow.
//!
//! Source: AWS STS API Reference, `GetFederationToken`, "Permissions". Such a session can call operations of IAM in the console only. The
//! only operation of STS that it can call is `GetCallerIdentity`.

use crate::diagnostics::{Message, RuleScope, message, quote};
use crate::document::{StatementView, element};
use crate::model::Effect;
use crate::pattern::{self, Case};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ACTION_NEVER_ALLOWED {
        severity: Warning,
        origin: Project,
        scope: Federation,
        reference: false,
        macros: BySeverity,
        summary: "a policy for `GetFederationToken` allows an action that the session cannot perform",
        why: "The only operation of STS that a session of `GetFederationToken` can perform is `GetCallerIdentity`, whatever its policies allow.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sts:GetCallerIdentity", "sts:AssumeRole"],
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:GetCallerIdentity",
    "Resource": "*"
  }]
}"#,
    }

    ACTION_ALLOWED_IN_CONSOLE_ONLY {
        severity: Suggestion,
        origin: Project,
        scope: Federation,
        reference: false,
        macros: BySeverity,
        summary: "a policy for `GetFederationToken` allows actions of IAM",
        why: "A session of `GetFederationToken` can call operations of IAM in the console only, not with the CLI or the API, whatever its policies allow. `iam:PassRole` is a permission for other services and works.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
    }
}

/// Actions of STS that a session can perform. The second one is not an operation but a permission that other services require.
const STS_ACTIONS: [&str; 2] = ["sts:GetCallerIdentity", "sts:GetServiceBearerToken"];

/// Actions of IAM that are not operations but permissions that other services require.
const IAM_ACTIONS: [&str; 2] = ["iam:PassRole", "iam:CreateServiceLinkedRole"];

/// Reports each service of a statement once, at the first of its actions. The path is that of the statement.
pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !cx.is_in_scope(RuleScope::Federation) || statement.effect != Some(Effect::Allow) {
        return;
    }
    let (mut sts, mut iam) = (Actions::default(), Actions::default());
    for (index, text) in statement.action.iter().flat_map(|list| list.texts()) {
        let Some((service, _)) = text.split_once(':') else { continue };
        if service.eq_ignore_ascii_case("sts") {
            // A pattern that matches an allowed action has an effect.
            if !STS_ACTIONS.iter().any(|action| pattern::matches(text, action, Case::Ignored)) {
                sts.push(index, text);
            }
        } else if service.eq_ignore_ascii_case("iam")
            && !IAM_ACTIONS.iter().any(|action| text.eq_ignore_ascii_case(action))
        {
            iam.push(index, text);
        }
    }
    let cx = &mut cx.key(element::ACTION);
    if let Some((index, text)) = sts.first {
        let finding = cx.item(index).finding(ACTION_NEVER_ALLOWED, describe_sts(text, sts.count_others()));
        cx.report(finding.with_help("remove the actions of STS, or assume a role, whose sessions can perform them"));
    }
    if let Some((index, text)) = iam.first {
        let finding = cx.item(index).finding(ACTION_ALLOWED_IN_CONSOLE_ONLY, describe_iam(text, iam.count_others()));
        cx.report(finding.with_help(
            "remove the actions of IAM unless the session is for the console, or assume a role, whose sessions can perform them",
        ));
    }
}

fn describe_sts(action: &str, others: usize) -> Message {
    let action = quote(action);
    match others {
        0 => message!("a session of `GetFederationToken` cannot perform {}, regardless of its policies", action),
        1 => message!(
            "a session of `GetFederationToken` cannot perform {} and 1 other action of the statement, regardless of its policies",
            action
        ),
        others => message!(
            "a session of `GetFederationToken` cannot perform {} and {} other actions of the statement, regardless of its policies",
            action,
            others
        ),
    }
}

fn describe_iam(text: &str, others: usize) -> Message {
    let action = quote(text);
    let exception = IAM_ACTIONS.iter().find(|action| pattern::matches(text, action, Case::Ignored));
    match (exception.map(|exception| quote(exception)), others) {
        (None, 0) => message!(
            "a session of `GetFederationToken` can perform {} in the console only, not with the CLI or the API",
            action
        ),
        (None, 1) => message!(
            "a session of `GetFederationToken` can perform {} and 1 other action of the statement in the console only, not with the CLI or the API",
            action
        ),
        (None, others) => message!(
            "a session of `GetFederationToken` can perform {} and {} other actions of the statement in the console only, not with the CLI or the API",
            action,
            others
        ),
        (Some(exception), 0) => message!(
            "a session of `GetFederationToken` can perform {} (except {}) in the console only, not with the CLI or the API",
            action,
            exception
        ),
        (Some(exception), 1) => message!(
            "a session of `GetFederationToken` can perform {} (except {}) and 1 other action of the statement in the console only, not with the CLI or the API",
            action,
            exception
        ),
        (Some(exception), others) => message!(
            "a session of `GetFederationToken` can perform {} (except {}) and {} other actions of the statement in the console only, not with the CLI or the API",
            action,
            exception,
            others
        ),
    }
}

/// The first action of a service, and the number of all.
#[derive(Default)]
struct Actions<'a> {
    first: Option<(Option<usize>, &'a str)>,
    count: usize,
}

impl<'a> Actions<'a> {
    fn push(&mut self, index: Option<usize>, text: &'a str) {
        self.first = self.first.or(Some((index, text)));
        self.count += 1;
    }

    /// Number of actions after the first one.
    fn count_others(&self) -> usize {
        self.count.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::RuleScope;
    use crate::request::{Operation, SessionRequest};
    use crate::{Checker, code};

    fn text(statement: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Resource":"*",{statement}}}}}"#)
    }

    /// The codes of the findings about federated users.
    fn codes(checker: &Checker, statement: &str) -> Vec<&'static str> {
        let report = checker.check(&text(statement));
        let ours = [code::ACTION_NEVER_ALLOWED, code::ACTION_ALLOWED_IN_CONSOLE_ONLY];
        let found = report.findings().iter().map(|finding| finding.code());
        found.filter(|code| ours.contains(code)).map(crate::Code::as_str).collect()
    }

    #[test]
    fn reports_actions_that_the_session_cannot_perform() {
        for (action, expected) in [
            ("sts:AssumeRole", Some("ACTION_NEVER_ALLOWED")),
            ("STS:assume*", Some("ACTION_NEVER_ALLOWED")),
            ("sts:TagSession", Some("ACTION_NEVER_ALLOWED")),
            ("iam:GetUser", Some("ACTION_ALLOWED_IN_CONSOLE_ONLY")),
            ("iam:*", Some("ACTION_ALLOWED_IN_CONSOLE_ONLY")),
            ("IAM:Pass*", Some("ACTION_ALLOWED_IN_CONSOLE_ONLY")),
            ("iam:passrole", None),
            ("iam:CreateServiceLinkedRole", None),
            ("sts:GetCallerIdentity", None),
            ("sts:GetServiceBearerToken", None),
            ("sts:Get*", None),
            ("sts:*", None),
            ("*", None),
            ("iamx:Get", None),
        ] {
            let statement = format!(r#""Effect":"Allow","Action":["s3:ListBucket","{action}"]"#);
            assert_eq!(
                codes(&Checker::for_scope(RuleScope::Federation), &statement),
                Vec::from_iter(expected),
                "{action}"
            );
            assert!(codes(&Checker::session(), &statement).is_empty(), "{action}");
            assert!(codes(&Checker::identity(), &statement).is_empty(), "{action}");
        }
        assert!(
            codes(&Checker::for_scope(RuleScope::Federation), r#""Effect":"Deny","Action":"sts:AssumeRole""#)
                .is_empty()
        );
        assert!(
            codes(&Checker::for_scope(RuleScope::Federation), r#""Effect":"Allow","NotAction":"sts:AssumeRole""#)
                .is_empty()
        );
    }

    #[test]
    fn reports_each_service_once() {
        let statement = r#""Effect":"Allow","Action":["iam:PassRole","iam:Get*","sts:AssumeRole","iam:List*","iam:Tag*","sts:TagSession"]"#;
        let report = Checker::for_scope(RuleScope::Federation).check(&text(statement));
        let found = report.findings().iter().filter(|finding| finding.message().contains("GetFederationToken"));
        let shown: Vec<String> = found.map(|finding| format!("{} {}", finding.pointer(), finding.message())).collect();
        let [sts, iam] = shown.as_slice() else { panic!("{shown:?}") };
        assert!(
            sts.starts_with("/Statement/Action/2 ") && sts.contains("`sts:AssumeRole` and 1 other action"),
            "{sts}"
        );
        assert!(iam.starts_with("/Statement/Action/1 ") && iam.contains("`iam:Get*` and 2 other actions"), "{iam}");
    }

    #[test]
    fn rule_applies_to_one_operation() {
        let statement = r#""Effect":"Allow","Action":"sts:AssumeRole""#;
        let checker = |operation| Checker::for_request(SessionRequest::new(operation));
        assert_eq!(codes(&checker(Operation::GetFederationToken), statement), ["ACTION_NEVER_ALLOWED"]);
        assert!(codes(&checker(Operation::AssumeRole), statement).is_empty());
        assert!(checker(Operation::GetFederationToken).session_policy(&text(statement)).is_ok());
    }
}
