//! Tags of resources in conditions of statements with `NotAction`.

use super::entry::ConditionEntry;
use crate::diagnostics::{message, quote};
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::model::{Effect, Operator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "an `Allow` with `NotAction` requires a tag of the resource",
        why: "Many actions do not support tags of resources. The statement does not allow them, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:*", "ec2:TerminateInstances"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["ec2:StartInstances", "ec2:StopInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }

    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a `Deny` with `NotAction` requires a tag of the resource",
        why: "Many actions do not support tags of resources. The statement does not deny them, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "NotAction": "ec2:StartInstances",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": ["ec2:StopInstances", "ec2:TerminateInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if !is_resource_tag(entry.key) || entry.statement.not_action.is_none() || !fails_without_key(entry) {
        return;
    }
    let key = quote(entry.key);
    let (code, message) = match entry.statement.effect {
        Some(Effect::Allow) => (
            ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
            message!(
                "with `NotAction`, the statement covers actions that do not support the key {}: it does not allow them",
                key
            ),
        ),
        Some(Effect::Deny) => (
            DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
            message!(
                "with `NotAction`, the statement covers actions that do not support the key {}: it does not deny them",
                key
            ),
        ),
        None => return,
    };
    let finding = cx.key_finding(code, message);
    cx.report(finding.with_help("list the intended actions in `Action`"));
}

/// Returns true if the condition fails for a request without the key.
fn fails_without_key(entry: &ConditionEntry<'_>) -> bool {
    if entry.operator.operator != Operator::Null {
        return entry.operator.needs_key();
    }
    entry.values.nodes().iter().all(|node| boolean::from_node(node) == Some(false))
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::codes_in_statement;

    #[test]
    fn reports_conditions_that_require_a_tag() {
        let codes = |effect: &str, operator: &str, value: &str| {
            codes_in_statement(&format!(
                r#""Effect":"{effect}","NotAction":"iam:*","Resource":"*","Condition":{{"{operator}":{{"aws:ResourceTag/a":"{value}"}}}}"#
            ))
        };
        let allow = ["ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"];
        let deny = ["DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"];
        assert_eq!(codes("Allow", "StringEquals", "b"), allow);
        assert_eq!(codes("Deny", "StringLike", "b*"), deny);
        assert_eq!(codes("Deny", "Null", "false"), deny);
        // These also hold without the key.
        assert!(codes("Deny", "Null", "true").is_empty());
        assert!(codes("Deny", "StringNotEquals", "b").is_empty());
        assert!(codes("Allow", "StringEqualsIfExists", "b").is_empty());
    }
}
