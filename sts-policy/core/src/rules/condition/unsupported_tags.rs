//! Tags of resources in conditions, and actions that look at no tags.

use sts_policy_reference::Action;

use super::resolve::ResolvedUsage;
use crate::diagnostics::{Finding, quote};
use crate::document::element;
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::model::{Effect, Operator};
use crate::rules::action::resolve::{ResolvedActions, matching};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "an Allow asks for tags of the resource, and an action looks at none",
        why: "The condition never holds for that action, so it is never allowed by the statement.",
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
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "a Deny asks for tags of the resource, and an action looks at none",
        why: "The condition is judged as if the resource had no tags: what should be denied is not, or all is.",
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

/// The keys by which an action looks at tags at all. One that takes tags for what it makes is taken for one that looks at them, as
/// Access Analyzer does.
const OF_TAGS: [&str; 3] = ["aws:ResourceTag/key", "aws:RequestTag/key", "aws:TagKeys"];

/// Actions for which the condition can never be told, one finding for all of them. `path` is that of the actions. Whether there was
/// something to look at.
pub(crate) fn check(usage: &ResolvedUsage<'_, '_>, cx: &mut Context<'_, '_>) {
    if !usage.tags_reported.get() {
        usage.tags_reported.set(has_tags(usage, cx));
    }
}

fn has_tags(usage: &ResolvedUsage<'_, '_>, cx: &mut Context<'_, '_>) -> bool {
    let key = usage.key.text;
    let Some(operator) = usage.operator.filter(|operator| is_resource_tag(key) && !operator.if_exists) else {
        return false;
    };
    // That there is no tag holds where there can be none.
    if operator.operator == Operator::Null
        && usage.values.nodes().iter().all(|node| boolean::from_node(node) == Some(true))
    {
        return false;
    }
    let mut without = usage.actions.iter().filter_map(|named| Some((named, blind(named.resolved)?)));
    let Some((named, action)) = without.next() else { return true };
    let (code, consequence) = match usage.statement.effect {
        Some(Effect::Allow) => (ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "it is never allowed"),
        Some(Effect::Deny) => (
            DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
            "the condition is judged as if the resource had no tags",
        ),
        None => return true,
    };
    let what = match named.resolved {
        ResolvedActions::Some(..) => format!("`{action}`, which {} matches,", quote(named.text)),
        _ => quote(named.text).to_string(),
    };
    let others = match without.count() {
        0 => String::new(),
        1 => ", as does one other action".to_owned(),
        count => format!(", as do {count} other actions"),
    };
    let message = format!("{what} looks at no tags{others}: with {}, {consequence}", quote(key));
    // The path of the key ends with the condition, the operator and the key.
    let statement = cx.path.parent().parent().parent();
    let finding = Finding::at(code, &statement.key(element::ACTION).item(named.index), message);
    cx.report_by_reference(finding.with_help("move it to a statement without the condition"));
    true
}

/// The first action meant that looks at no tags.
fn blind<'r>(resolved: ResolvedActions<'r>) -> Option<Action<'r>> {
    let is_blind = |action: &Action<'r>| {
        let service = action.service();
        !OF_TAGS.iter().any(|key| service.condition_key(key).is_some_and(|key| action.accepts(key)))
    };
    match resolved {
        ResolvedActions::One(action) => Some(action).filter(is_blind),
        ResolvedActions::Some(service, pattern) => matching(service, pattern).find(is_blind),
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
    fn that_there_is_no_tag_may_be_said_in_any_case() {
        for value in ["true", r#""true""#, r#""True""#, r#"["TRUE"]"#] {
            assert!(!is_found(value), "{value}");
        }
        for value in ["false", r#""false""#, r#""False""#] {
            assert!(is_found(value), "{value}");
        }
    }
}
