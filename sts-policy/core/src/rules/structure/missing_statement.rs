//! Policies without statements.

use crate::document::{Members, element as name};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_STATEMENT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the policy has no statement",
        why: "IAM refuses a policy without statements. To allow nothing, deny everything.",
        bad at "/Statement": r#"{ "Version": "2012-10-17", "Statement": [] }"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }]
}"#,
    }
}

/// Returns true if a document is a statement instead of a policy.
pub(crate) fn is_bare_statement(members: &Members<'_>) -> bool {
    let has = |element: &str| members.iter().any(|member| member.key == element);
    !has(name::STATEMENT) && has(name::EFFECT) && (has(name::ACTION) || has(name::NOT_ACTION))
}

/// Reports a policy without statements.
pub(crate) fn report(cx: &mut Context<'_, '_>) {
    cx.report(cx.finding(MISSING_STATEMENT, "the policy has no `Statement`"));
}

/// Reports an empty list of statements. The path is that of `Statement`.
pub(crate) fn report_empty(cx: &mut Context<'_, '_>) {
    cx.report(cx.finding(MISSING_STATEMENT, "`Statement` is empty: must have at least one statement"));
}

/// Reports a statement in place of the policy.
pub(crate) fn report_bare_statement(cx: &mut Context<'_, '_>) {
    let finding =
        cx.finding(MISSING_STATEMENT, "the elements of a statement are outside of `Statement`: must be inside");
    cx.report(finding.with_help("wrap them, as in `\"Statement\": [{ … }]`"));
}
