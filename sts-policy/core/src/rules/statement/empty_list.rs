//! Empty lists of actions and resources.

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
        why: "A statement without actions has no effect: add actions, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain actions\").",
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
        why: "A statement without resources has no effect: add resources, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain resources\").",
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
        origin: Project,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` or `NotResource` is an empty array",
        why: "Without exceptions, the statement applies to every action, or to every resource. A generated list of exceptions can be empty by mistake. If everything is intended, write `*`.",
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

pub(crate) fn check(&ItemList { element, list }: &ItemList<'_>, cx: &mut Context<'_, '_>) {
    if list.len() > 0 {
        return;
    }
    let (code, message, help) = match element {
        element::ACTION => (
            EMPTY_ARRAY_ACTION,
            "`Action` is empty: the statement has no effect",
            "add actions, or remove the statement; IAM may refuse the policy",
        ),
        element::RESOURCE => (
            EMPTY_ARRAY_RESOURCE,
            "`Resource` is empty: the statement has no effect",
            "add resources, or remove the statement; IAM may refuse the policy",
        ),
        element::NOT_ACTION => (
            EMPTY_ARRAY_NOT_ELEMENT,
            "`NotAction` is empty: the statement applies to every action",
            "write `\"Action\": \"*\"` if every action is intended",
        ),
        _ => (
            EMPTY_ARRAY_NOT_ELEMENT,
            "`NotResource` is empty: the statement applies to every resource",
            "write `\"Resource\": \"*\"` if every resource is intended",
        ),
    };
    cx.report(cx.finding(code, message).with_help(help));
}
