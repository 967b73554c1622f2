//! `Action` is an empty array.

use crate::document::{ItemList, element};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    EMPTY_ARRAY_ACTION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Action` is an empty array",
        why: "Without actions the statement has no effect: name some, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain actions\").",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": [], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }

    EMPTY_ARRAY_RESOURCE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Resource` is an empty array",
        why: "Without resources the statement has no effect: name some, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain resources\").",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [] }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*"] }]
}"#,
    }

    EMPTY_ARRAY_NOT_ELEMENT {
        severity: SecurityWarning,
        origin: Ours,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` or `NotResource` is an empty array",
        why: "All but nothing is everything: such a statement is about every action, or every resource. A list of exceptions that happens to be empty must not open the door; where everything is meant, say `*`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": [], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }
}

const NAME_OR_REMOVE: &str = "name some or remove the statement; IAM may refuse the policy as it is";

pub(crate) fn check(&ItemList { element, list }: &ItemList<'_>, cx: &mut Context<'_, '_>) {
    if list.len() > 0 {
        return;
    }
    let everything = |what: &str| format!("`{element}` is empty, so the statement is about every {what}");
    let nothing = format!("`{element}` is empty, so the statement has no effect");
    cx.report(match element {
        element::ACTION => cx.finding(EMPTY_ARRAY_ACTION, nothing).with_help(NAME_OR_REMOVE),
        element::RESOURCE => cx.finding(EMPTY_ARRAY_RESOURCE, nothing).with_help(NAME_OR_REMOVE),
        element::NOT_ACTION => cx
            .finding(EMPTY_ARRAY_NOT_ELEMENT, everything("action"))
            .with_help("if that is meant, write `\"Action\": \"*\"`"),
        _ => cx
            .finding(EMPTY_ARRAY_NOT_ELEMENT, everything("resource"))
            .with_help("if that is meant, write `\"Resource\": \"*\"`"),
    });
}
