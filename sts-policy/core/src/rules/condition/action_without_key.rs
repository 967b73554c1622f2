//! Actions whose requests never have a condition key of the statement.

use super::resolve::{ResolvedEntry, finding_at_action};
use crate::diagnostics::{Message, message, quote};
use crate::grammar::case;
use crate::model::{Effect, Operator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ACTION_WITHOUT_CONDITION_KEY {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an `Allow` requires a condition key that requests for one of its actions never have",
        why: "The condition never holds for the action, so the statement never allows it. Often, an action on a bucket stands beside an action on its objects, and only one of them has the key.",
        bad at "/Statement/0/Action/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
    },
    { "Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
    }
}

/// Reports the first action of the statement without the key. The path is that of the key.
///
/// The rule compares keys and actions of one service: a service documents the keys of its own actions.
pub(crate) fn check<'a>(entry: &ResolvedEntry<'_, 'a>, cx: &mut Context<'_, 'a>) {
    let (Some(reference), Some(key)) = (cx.reference(), entry.key.service) else { return };
    let text = entry.key.text;
    let is_of_service =
        case::starts_with(text, key.service().prefix()) && reference.global_condition_key(text).is_none();
    if entry.statement.effect != Some(Effect::Allow) || !requires_key(entry) || !is_of_service {
        return;
    }
    let Some((first, count)) = entry.keys.without_key(key) else { return };
    let message = message!(
        "requests for {} never have the key {}: the statement never allows it",
        quote(first.text),
        quote(text)
    );
    let help = match count {
        1 => Message::from("move it to a statement without the condition"),
        2 => Message::from("move it and 1 other action without the key to a statement without the condition"),
        _ => message!("move it and {} other actions without the key to a statement without the condition", count - 1),
    };
    let finding = finding_at_action(ACTION_WITHOUT_CONDITION_KEY, first, message, cx);
    cx.report_by_reference(finding.with_help(help));
}

/// Returns true if the condition does not hold for a request without the key.
fn requires_key(entry: &ResolvedEntry<'_, '_>) -> bool {
    entry.operator.is_some_and(|operator| operator.operator != Operator::Null && operator.needs_key())
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn count(effect: &str, actions: &str, condition: &str) -> usize {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Action":{actions},"Resource":"*","Condition":{condition}}}}}"#
        );
        let report = Checker::session().check(&text);
        report.findings().iter().filter(|finding| finding.code() == code::ACTION_WITHOUT_CONDITION_KEY).count()
    }

    #[test]
    fn reports_named_actions_without_the_key() {
        for actions in [
            r#"["s3:GetBucketLocation","s3:ListBucket"]"#,
            r#"["s3:ListBucket","s3:ListBucketMultipartUploads"]"#,
            r#"["s3:ListBucket","s3:GetObject","s3:PutObject"]"#,
            r#"["s3:List*","s3:GetObject"]"#,
        ] {
            assert_eq!(count("Allow", actions, r#"{"StringLike":{"s3:prefix":"a/*"}}"#), 1, "{actions}");
        }
    }

    #[test]
    fn accepts_conditions_that_hold_without_the_key() {
        let actions = r#"["s3:GetObject","s3:ListBucket"]"#;
        for condition in [
            r#"{"StringLikeIfExists":{"s3:prefix":"a/*"}}"#,
            r#"{"StringNotLike":{"s3:prefix":"a/*"}}"#,
            r#"{"Null":{"s3:prefix":"true"}}"#,
            r#"{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
        ] {
            assert_eq!(count("Allow", actions, condition), 0, "{condition}");
        }
        assert_eq!(count("Deny", actions, r#"{"StringLike":{"s3:prefix":"a/*"}}"#), 0);
    }

    #[test]
    fn accepts_actions_with_the_key_and_patterns() {
        for actions in [r#"["s3:ListBucket","s3:ListBucketVersions"]"#, r#"["s3:ListBucket","s3:Get*"]"#, r#""s3:*""#] {
            assert_eq!(count("Allow", actions, r#"{"StringLike":{"s3:prefix":"a/*"}}"#), 0, "{actions}");
        }
    }

    /// Another rule reports the key.
    #[test]
    fn reports_nothing_if_no_action_has_the_key() {
        assert_eq!(count("Allow", r#""s3:GetObject""#, r#"{"StringLike":{"s3:prefix":"a/*"}}"#), 0);
    }
}
