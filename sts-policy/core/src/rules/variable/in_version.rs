//! a policy uses variables without `Version` 2012-10-17.

use crate::diagnostics::{Finding, quote};
use crate::document::{Document, element};
use crate::grammar::variable::has_variable;
use crate::json::path::Pointer;
use crate::json::{Node, Part, Path};
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
        why: "In the language of 2008-10-17, which is also meant where `Version` is missing, a variable is plain text: the statement matches nothing, or not what it seems to.",
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

/// One finding for all variables of a policy whose version has none: the cause is the version.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let Some((pointer, text)) = first(document) else { return };
    let message =
        format!("{} has a policy variable, which is plain text without `Version` {}", quote(text), Version::V2012);
    let finding = Finding::new(VARIABLE_UNSUPPORTED_IN_VERSION, pointer, Part::Value, message);
    cx.report(finding.with_help(format!("say `\"Version\": \"{}\"`", Version::V2012)));
}

/// The first text with a variable where variables have a meaning.
pub(crate) fn first<'a>(document: &Document<'a>) -> Option<(Pointer, &'a str)> {
    let key = Path::ROOT.key(element::STATEMENT);
    for statement in &document.statements {
        let path = key.item(statement.index);
        for (name, list) in [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)] {
            if let Some((index, text)) = list.and_then(|list| list.texts().find(|(_, text)| has_variable(text))) {
                return Some((path.key(name).item(index).pointer(), text));
            }
        }
        for block in statement.conditions.iter().flatten() {
            for member in block.entries.iter() {
                let list = crate::document::List::new(&member.value);
                let found = list.items().find_map(|(index, node)| match node {
                    Node::String(text) if has_variable(text) => Some((index, text.as_ref())),
                    _ => None,
                });
                if let Some((index, text)) = found {
                    let conditions = path.key(element::CONDITION);
                    let operator = conditions.key(block.name);
                    let key = operator.key(&member.key);
                    return Some((key.item(index).pointer(), text));
                }
            }
        }
    }
    None
}
