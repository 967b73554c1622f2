//! Checks of what the sessions of `GetFederationToken` cannot do, whatever their policies say.
//!
//! Source: AWS STS API Reference, `GetFederationToken`, "Permissions": no operation of IAM but in the console, and no operation of
//! STS but `GetCallerIdentity`.

use crate::diagnostics::{PolicyScope, quote};
use crate::document::{StatementView, element};
use crate::model::Effect;
use crate::pattern::{self, Case};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ACTION_NEVER_ALLOWED {
        severity: Warning,
        origin: Ours,
        scope: Federation,
        reference: false,
        macros: BySeverity,
        summary: "a policy for `GetFederationToken` allows an action that its sessions cannot perform",
        why: "STS lets the sessions of `GetFederationToken` perform `GetCallerIdentity` and no other operation of its own, whatever their policies allow.",
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
        origin: Ours,
        scope: Federation,
        reference: false,
        macros: BySeverity,
        summary: "a policy for `GetFederationToken` allows actions of IAM",
        why: "The sessions of `GetFederationToken` can call no operation of IAM with the CLI or the API, whatever their policies allow; only in the console they can. `iam:PassRole` is no operation, and works.",
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

/// What a session may do of IAM and STS: beside the one operation, what is no operation but a right that other services ask for.
const OF_STS: [&str; 2] = ["sts:GetCallerIdentity", "sts:GetServiceBearerToken"];

const OF_IAM: [&str; 2] = ["iam:PassRole", "iam:CreateServiceLinkedRole"];

/// One finding for each service in a statement, at the first of its actions. `path` is that of the statement.
pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if !cx.is_in(PolicyScope::Federation) || statement.effect != Some(Effect::Allow) {
        return;
    }
    let (mut of_sts, mut of_iam) = (Found::default(), Found::default());
    for (index, text) in statement.action.iter().flat_map(|list| list.texts()) {
        let Some((service, _)) = text.split_once(':') else { continue };
        if service.eq_ignore_ascii_case("sts") {
            // Part of what such a pattern says is right.
            if !OF_STS.iter().any(|action| pattern::matches(text, action, Case::Ignored)) {
                of_sts.push(index, text);
            }
        } else if service.eq_ignore_ascii_case("iam") && !OF_IAM.iter().any(|action| text.eq_ignore_ascii_case(action))
        {
            of_iam.push(index, text);
        }
    }
    let cx = &mut cx.key(element::ACTION);
    if let Some((index, text)) = of_sts.first {
        let more = of_sts.more();
        let message = format!(
            "no session of `GetFederationToken` can perform {}{more}, whatever its policies allow",
            quote(text)
        );
        let finding = cx.item(index).finding(ACTION_NEVER_ALLOWED, message);
        cx.report(finding.with_help("remove what is never allowed, or assume a role, whose sessions can perform it"));
    }
    if let Some((index, text)) = of_iam.first {
        let but = OF_IAM.iter().find(|action| pattern::matches(text, action, Case::Ignored));
        let but = but.map(|action| format!(" (but for `{action}`)")).unwrap_or_default();
        let more = of_iam.more();
        let message = format!(
            "a session of `GetFederationToken` can perform {}{but}{more} in the console only, not with the CLI or the API",
            quote(text)
        );
        let finding = cx.item(index).finding(ACTION_ALLOWED_IN_CONSOLE_ONLY, message);
        cx.report(finding.with_help(
            "remove what is of IAM unless the session is for the console, or assume a role, whose sessions have no such limit",
        ));
    }
}

/// The first action of its sort, and how many there are.
#[derive(Default)]
struct Found<'a> {
    first: Option<(Option<usize>, &'a str)>,
    count: usize,
}

impl<'a> Found<'a> {
    fn push(&mut self, index: Option<usize>, text: &'a str) {
        self.first = self.first.or(Some((index, text)));
        self.count += 1;
    }

    /// Those behind the first one.
    fn more(&self) -> String {
        match self.count {
            0 | 1 => String::new(),
            2 => " and one other action of the statement".to_owned(),
            count => format!(" and {} other actions of the statement", count - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::PolicyScope;
    use crate::request::{Operation, SessionRequest};
    use crate::{Checker, code};

    fn text(statement: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Resource":"*",{statement}}}}}"#)
    }

    /// The codes of this module that are found.
    fn codes(checker: &Checker, statement: &str) -> Vec<&'static str> {
        let report = checker.check(&text(statement));
        let ours = [code::ACTION_NEVER_ALLOWED, code::ACTION_ALLOWED_IN_CONSOLE_ONLY];
        let found = report.findings().iter().map(|finding| finding.code());
        found.filter(|code| ours.contains(code)).map(crate::Code::as_str).collect()
    }

    #[test]
    fn what_such_a_session_cannot_do() {
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
            assert_eq!(codes(&Checker::for_scope(PolicyScope::Federation), &statement), Vec::from_iter(expected), "{action}");
            assert!(codes(&Checker::session(), &statement).is_empty(), "{action}");
            assert!(codes(&Checker::identity(), &statement).is_empty(), "{action}");
        }
        assert!(codes(&Checker::for_scope(PolicyScope::Federation), r#""Effect":"Deny","Action":"sts:AssumeRole""#).is_empty());
        assert!(codes(&Checker::for_scope(PolicyScope::Federation), r#""Effect":"Allow","NotAction":"sts:AssumeRole""#).is_empty());
    }

    #[test]
    fn one_finding_for_each_service() {
        let statement = r#""Effect":"Allow","Action":["iam:PassRole","iam:Get*","sts:AssumeRole","iam:List*","iam:Tag*","sts:TagSession"]"#;
        let report = Checker::for_scope(PolicyScope::Federation).check(&text(statement));
        let found = report.findings().iter().filter(|finding| finding.message().contains("GetFederationToken"));
        let shown: Vec<String> = found.map(|finding| format!("{} {}", finding.pointer(), finding.message())).collect();
        let [sts, iam] = shown.as_slice() else { panic!("{shown:?}") };
        assert!(
            sts.starts_with("/Statement/Action/2 ") && sts.contains("`sts:AssumeRole` and one other action"),
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
