//! Policy variables in a version of the policy language that does not support them.

use crate::diagnostics::{Finding, message, quote};
use crate::document::{Document, List, StatementView, element};
use crate::grammar::variable::has_variable;
use crate::json::path::Pointer;
use crate::json::{FindingTarget, Path};
use crate::model::Version;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    VARIABLE_UNSUPPORTED_IN_VERSION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy uses variables without `Version` 2012-10-17",
        why: "In version 2008-10-17, which is also the default without `Version`, a variable is plain text: the statement matches nothing, or something else than intended.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2008-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }
}

/// Reports only the first policy variable, because `Version` is the common cause of all findings.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let Some((pointer, text)) = first_variable(document) else { return };
    let message = message!(
        "policy variable in {}: variables require `\"Version\": \"{}\"`",
        quote(text),
        Version::V2012.as_str()
    );
    let finding = Finding::new(VARIABLE_UNSUPPORTED_IN_VERSION, pointer, FindingTarget::Value, message);
    cx.report(finding.with_help(message!("write `\"Version\": \"{}\"`", Version::V2012.as_str())));
}

/// Returns the first text with a policy variable in an element that supports variables.
pub(crate) fn first_variable<'a>(document: &Document<'a>) -> Option<(Pointer, &'a str)> {
    let statements = Path::ROOT.key(element::STATEMENT);
    document.statements.iter().find_map(|statement| {
        let path = statements.item(statement.index);
        in_resources(statement, &path).or_else(|| in_conditions(statement, &path))
    })
}

fn in_resources<'a>(statement: &StatementView<'a>, path: &Path<'_>) -> Option<(Pointer, &'a str)> {
    let elements = [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)];
    elements.into_iter().find_map(|(name, list)| {
        let (index, text) = list?.texts().find(|(_, text)| has_variable(text))?;
        Some((path.key(name).item(index).pointer(), text))
    })
}

fn in_conditions<'a>(statement: &StatementView<'a>, path: &Path<'_>) -> Option<(Pointer, &'a str)> {
    let conditions = path.key(element::CONDITION);
    statement.conditions.iter().flatten().find_map(|block| {
        let operator = conditions.key(block.name);
        block.entries.iter().find_map(|member| {
            let (index, text) = List::new(&member.value).texts().find(|(_, text)| has_variable(text))?;
            Some((operator.key(&member.key).item(index).pointer(), text))
        })
    })
}
