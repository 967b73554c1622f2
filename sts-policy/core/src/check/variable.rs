//! Checks of policy variables.

use crate::catalogue::variable as code;
use crate::document::{Document, element};
use crate::finding::{Finding, Findings, quote};
use crate::grammar::variable::{Variable, has_variable, variables};
use crate::json::path::Pointer;
use crate::json::{Node, Path};
use crate::model::Version;

/// All that can be wrong inside the braces of a text that has variables. `path` is that of the text.
pub(super) fn syntax(text: &str, path: &Path<'_>, findings: &mut Findings) {
    for variable in variables(text).filter(|variable| !variable.is_escape()) {
        if findings.must_stop() {
            break;
        }
        if let Some(finding) = problem(variable, path) {
            let is_unclosed = finding.code() == code::MISSING_BRACE_IN_VARIABLE;
            findings.push(finding);
            // Where one variable ends is not known, so nor is where the next one does.
            if is_unclosed {
                break;
            }
        }
    }
}

fn problem(variable: Variable<'_>, path: &Path<'_>) -> Option<Finding> {
    let shown = format!("${{{}", variable.inner);
    if !variable.closed {
        let message = format!("policy variable {} is not closed", quote(&shown));
        return Some(Finding::at(code::MISSING_BRACE_IN_VARIABLE, path, message).with_help("add the missing `}`"));
    }
    let shown = format!("{shown}}}");
    let (name, default) = variable.parts();
    if name.trim().is_empty() {
        let message = format!("policy variable {} has no name", quote(&shown));
        return Some(Finding::at(code::EMPTY_VARIABLE, path, message));
    }
    if name.contains(char::is_whitespace) {
        let message = format!("policy variable {} has a space in its name", quote(&shown));
        let trimmed = name.trim();
        let finding = Finding::at(code::UNSUPPORTED_SPACE_IN_VARIABLE, path, message);
        return Some(if trimmed.contains(char::is_whitespace) {
            finding.with_help("a tag whose key has a space cannot be used as a variable; use another tag")
        } else {
            finding.with_help(format!("write {}", quote(&format!("${{{trimmed}}}"))))
        });
    }
    let default = default?.trim();
    let quoted = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
    (!quoted).then(|| {
        let message = format!("the default value of policy variable {} is not in single quotes", quote(&shown));
        let quoted = format!("${{{name}, '{}'}}", default.trim_matches(['\'', '"']));
        Finding::at(code::MISSING_QUOTE_IN_VARIABLE, path, message).with_help(format!("write {}", quote(&quoted)))
    })
}

/// Whether the end of a variable is missing.
pub(super) fn is_unclosed(text: &str) -> bool {
    variables(text).any(|variable| !variable.closed)
}

/// Whether a text that takes no variables has one; then it was reported.
pub(super) fn unsupported_in_element(text: &str, element: &str, path: &Path<'_>, findings: &mut Findings) -> bool {
    let found = has_variable(text);
    if found {
        findings.push(Finding::at(code::VARIABLE_UNSUPPORTED_IN_ELEMENT, path, unsupported(text, element)));
    }
    found
}

/// The same for a condition key.
pub(super) fn unsupported_in_key(key: &str, path: &Path<'_>, findings: &mut Findings) -> bool {
    let found = has_variable(key);
    if found {
        let message = unsupported(key, "a condition key");
        findings.push(Finding::at_key(code::VARIABLE_UNSUPPORTED_IN_ELEMENT, path, message));
    }
    found
}

pub(super) fn unsupported(text: &str, element: &str) -> String {
    format!("{} has a policy variable, and IAM replaces none in {element}", quote(text))
}

/// One finding for all variables of a policy whose version has none: the cause is the version.
pub(super) fn unsupported_in_version(document: &Document<'_>, findings: &mut Findings) {
    let Some((pointer, text)) = first(document) else { return };
    let message =
        format!("{} has a policy variable, which is plain text without `Version` {}", quote(text), Version::V2012);
    let finding = Finding::new(code::VARIABLE_UNSUPPORTED_IN_VERSION, pointer, crate::finding::Part::Value, message);
    findings.push(finding.with_help(format!("say `\"Version\": \"{}\"`", Version::V2012)));
}

/// The first text with a variable where variables have a meaning.
pub(super) fn first<'a>(document: &Document<'a>) -> Option<(Pointer, &'a str)> {
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
