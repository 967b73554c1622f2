//! Tags of resources in conditions, and actions that do not support them.

use sts_policy_reference::Action;

use super::resolve::{ResolvedEntry, finding_at_action};
use crate::Code;
use crate::diagnostics::{Message, message, quote};
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::model::{Effect, Operator};
use crate::rules::action::action_ref::{ResolvedActions, matching_actions};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an `Allow` requires a tag of the resource, but an action does not support tags",
        why: "The condition never holds for the action, so the statement never allows it.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
    },
    { "Effect": "Allow", "Action": "secretsmanager:ListSecrets", "Resource": "*" }
  ]
}"#,
    }

    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "a `Deny` requires a tag of the resource, but an action does not support tags",
        why: "IAM evaluates the condition as if the resource had no tags: the statement never denies the action, or always if the operator is negated.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}

/// Keys of which an action must have one to support tags. Like Access Analyzer, the rule accepts the tags of a request.
const TAG_KEYS: [&str; 3] = ["aws:ResourceTag/key", "aws:RequestTag/key", "aws:TagKeys"];

/// Reports the actions that do not support tags, in one finding for the statement. The path is that of the key.
pub(crate) fn check(entry: &ResolvedEntry<'_, '_>, cx: &mut Context<'_, '_>) {
    if !entry.tags_checked.get() && requires_tag(entry) {
        entry.tags_checked.set(true);
        check_actions(entry, cx);
    }
}

/// Returns true if the condition may fail for a resource without tags.
fn requires_tag(entry: &ResolvedEntry<'_, '_>) -> bool {
    let Some(operator) = entry.operator else { return false };
    if operator.if_exists || !is_resource_tag(entry.key.text) {
        return false;
    }
    let is_true = || entry.values.nodes().iter().all(|node| boolean::from_node(node) == Some(true));
    // A resource without tags satisfies `Null` with `true`.
    operator.operator != Operator::Null || !is_true()
}

fn check_actions(entry: &ResolvedEntry<'_, '_>, cx: &mut Context<'_, '_>) {
    let Some(effect) = entry.statement.effect else { return };
    let mut unsupported =
        entry.actions.iter().filter_map(|action| Some((action, action_without_tags(action.resolved)?)));
    let Some((first, action)) = unsupported.next() else { return };
    let pattern = matches!(first.resolved, ResolvedActions::Some(..)).then_some(first.text);
    let action = if pattern.is_some() { action.to_string() } else { first.text.to_owned() };
    let (code, message) = describe(effect, pattern, &action, entry.key.text);
    let help = match unsupported.count() {
        0 => Message::from("move it to a statement without the condition"),
        1 => Message::from("move it and 1 other action without tags to a statement without the condition"),
        others => message!("move it and {} other actions without tags to a statement without the condition", others),
    };
    let finding = finding_at_action(code, first, message, cx);
    cx.report_by_reference(finding.with_help(help));
}

fn describe(effect: Effect, pattern: Option<&str>, action: &str, key: &str) -> (Code, Message) {
    let (action, key) = (quote(action), quote(key));
    let code = match effect {
        Effect::Allow => ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
        Effect::Deny => DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
    };
    let message = match (effect, pattern) {
        (Effect::Allow, None) => {
            message!("{} does not support tag conditions: with {}, it is never allowed", action, key)
        }
        (Effect::Allow, Some(pattern)) => message!(
            "{} matches {}, which does not support tag conditions: with {}, it is never allowed",
            quote(pattern),
            action,
            key
        ),
        (Effect::Deny, None) => {
            message!("{} does not support tag conditions: IAM evaluates {} as if the resource had no tags", action, key)
        }
        (Effect::Deny, Some(pattern)) => message!(
            "{} matches {}, which does not support tag conditions: IAM evaluates {} as if the resource had no tags",
            quote(pattern),
            action,
            key
        ),
    };
    (code, message)
}

/// Returns the first of the actions that does not support tags.
fn action_without_tags<'r>(actions: ResolvedActions<'r>) -> Option<Action<'r>> {
    let is_unsupported = |action: &Action<'r>| {
        let service = action.service();
        !TAG_KEYS.iter().any(|key| service.condition_key(key).is_some_and(|key| action.accepts(key)))
    };
    match actions {
        ResolvedActions::One(action) => Some(action).filter(is_unsupported),
        ResolvedActions::Some(service, pattern) => matching_actions(service, pattern).find(is_unsupported),
        ResolvedActions::All | ResolvedActions::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn is_found(value: &str) -> bool {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"secretsmanager:ListSecrets","Resource":"*","Condition":{{"Null":{{"aws:ResourceTag/team":{value}}}}}}}}}"#
        );
        let report = Checker::session().check(&text);
        let code = code::ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE;
        report.findings().iter().any(|finding| finding.code() == code)
    }

    #[test]
    fn null_with_true_in_any_case_is_accepted() {
        for value in ["true", r#""true""#, r#""True""#, r#"["TRUE"]"#] {
            assert!(!is_found(value), "{value}");
        }
        for value in ["false", r#""false""#, r#""False""#] {
            assert!(is_found(value), "{value}");
        }
    }
}
