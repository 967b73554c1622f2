//! One statement.

use super::condition::conditions;
use super::value::{text, texts, type_mismatch};
use super::{element, members};
use crate::catalogue::structure as code;
use crate::document::{StatementView, element as name};
use crate::finding::{Finding, Findings, quote};
use crate::json::{Member, Node, Path};
use crate::model::Effect;
use crate::suggest::closest;

/// The statement of an object; `None` where the node is none, which is for the caller to report.
pub(crate) fn statement<'a>(
    node: &'a Node<'a>,
    index: Option<usize>,
    path: &Path<'_>,
    findings: &mut Findings,
) -> Option<StatementView<'a>> {
    let Node::Object(members) = node else { return None };
    let members = members::effective(members, path, findings);
    let names = element::Names::new(&members);
    let mut statement = StatementView::new(node, index);
    let mut has_effect = false;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        if findings.must_stop() {
            break;
        }
        let here = path.key(key);
        match key.as_ref() {
            name::SID => statement.sid = text(value, &here, name::SID, findings),
            name::EFFECT => {
                has_effect = true;
                statement.effect = effect(value, &here, findings);
            }
            name::PRINCIPAL => statement.principal = Some(principal(value, &here, name::PRINCIPAL, findings)),
            name::NOT_PRINCIPAL => {
                statement.not_principal = Some(principal(value, &here, name::NOT_PRINCIPAL, findings));
            }
            name::ACTION => statement.action = Some(texts(value, &here, name::ACTION, findings)),
            name::NOT_ACTION => statement.not_action = Some(texts(value, &here, name::NOT_ACTION, findings)),
            name::RESOURCE => statement.resource = Some(texts(value, &here, name::RESOURCE, findings)),
            name::NOT_RESOURCE => statement.not_resource = Some(texts(value, &here, name::NOT_RESOURCE, findings)),
            name::CONDITION => statement.conditions = conditions(value, &here, findings),
            unknown => misspelt.extend(element::unknown(unknown, path, &name::OF_STATEMENT, &names, findings)),
        }
    }
    if !has_effect && !misspelt.contains(&name::EFFECT) {
        let message = "the statement has no `Effect`, so it neither allows nor denies";
        let finding = Finding::at(code::MISSING_EFFECT, path, message);
        findings.push(finding.with_help("say `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`"));
    }
    presence(&statement, &misspelt, path, findings);
    Some(statement)
}

/// Of each pair of opposite elements a statement has exactly one; of the principals at most one. What is only misspelt was
/// reported as such.
fn presence(statement: &StatementView<'_>, misspelt: &[&str], path: &Path<'_>, findings: &mut Findings) {
    let pairs = [
        (
            (name::ACTION, statement.action.is_some()),
            (name::NOT_ACTION, statement.not_action.is_some()),
            Some(code::MISSING_ACTION),
        ),
        (
            (name::RESOURCE, statement.resource.is_some()),
            (name::NOT_RESOURCE, statement.not_resource.is_some()),
            Some(code::MISSING_RESOURCE),
        ),
        (
            (name::PRINCIPAL, statement.principal.is_some()),
            (name::NOT_PRINCIPAL, statement.not_principal.is_some()),
            None,
        ),
    ];
    for ((positive, has_positive), (negative, has_negative), missing) in pairs {
        match (has_positive, has_negative, missing) {
            (true, true, _) => {
                let message = format!("a statement has `{positive}` or `{negative}`, not both");
                let path = path.key(negative);
                findings.push(Finding::at_key(code::UNSUPPORTED_ELEMENT_COMBINATION, &path, message));
            }
            (false, false, Some(code)) if !misspelt.contains(&positive) && !misspelt.contains(&negative) => {
                let message = format!("the statement has neither `{positive}` nor `{negative}`");
                findings.push(Finding::at(code, path, message));
            }
            _ => {}
        }
    }
}

fn effect(value: &Node<'_>, path: &Path<'_>, findings: &mut Findings) -> Option<Effect> {
    let name = text(value, path, name::EFFECT, findings)?;
    let effect = Effect::from_name(name);
    if effect.is_none() {
        let message = format!("effect {} is neither `Allow` nor `Deny`", quote(name));
        let finding = Finding::at(code::INVALID_EFFECT, path, message);
        findings.push(match closest(name, Effect::ALL.map(Effect::as_str)) {
            None => finding.with_help("write `Allow` or `Deny`"),
            Some(meant) => {
                let finding = finding.with_help(format!("did you mean `{meant}`?"));
                // Another case is a slip; another word may be another thought.
                if meant.eq_ignore_ascii_case(name) { finding.with_value(meant) } else { finding }
            }
        });
    }
    effect
}

fn principal<'a>(value: &'a Node<'a>, path: &Path<'_>, element: &str, findings: &mut Findings) -> &'a Node<'a> {
    match value {
        Node::String(text) if text == "*" => {}
        Node::Object(members) => {
            for Member { key, value } in members::effective(members, path, findings).iter() {
                if findings.must_stop() {
                    break;
                }
                texts(value, &path.key(key), key, findings);
            }
        }
        other => findings.push(type_mismatch(path, &format!("`{element}`"), other, "`\"*\"` or an object")),
    }
    value
}
