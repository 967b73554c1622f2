//! The reader of a statement.

use super::condition::conditions;
use crate::diagnostics::{message, quote};
use crate::document::{StatementView, element};
use crate::json::{Member, Node};
use crate::rules::context::Context;
use crate::rules::statement::{effect, elements};
use crate::rules::structure::data_type::{self, text, texts};
use crate::rules::structure::{duplicate_json_key, unknown_element};

/// Reads a statement; `None` if the node is not an object, which the caller reports. The path is that of the statement.
pub(crate) fn statement<'a>(
    node: &'a Node<'a>,
    index: Option<usize>,
    cx: &mut Context<'_, '_>,
) -> Option<StatementView<'a>> {
    let Node::Object(members) = node else { return None };
    let members = duplicate_json_key::effective_members(members, cx);
    let counts = unknown_element::ElementCounts::new(&members);
    let mut statement = StatementView::new(node, index);
    let mut has_effect = false;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        if cx.must_stop() {
            break;
        }
        let element_cx = &mut cx.key(key);
        match key.as_ref() {
            element::SID => statement.sid = text(value, element::SID, element_cx),
            element::EFFECT => {
                has_effect = true;
                statement.effect = effect::read(value, element_cx);
            }
            element::PRINCIPAL => statement.principal = Some(principal(value, element::PRINCIPAL, element_cx)),
            element::NOT_PRINCIPAL => {
                statement.not_principal = Some(principal(value, element::NOT_PRINCIPAL, element_cx))
            }
            element::ACTION => statement.action = Some(texts(value, element::ACTION, element_cx)),
            element::NOT_ACTION => statement.not_action = Some(texts(value, element::NOT_ACTION, element_cx)),
            element::RESOURCE => statement.resource = Some(texts(value, element::RESOURCE, element_cx)),
            element::NOT_RESOURCE => statement.not_resource = Some(texts(value, element::NOT_RESOURCE, element_cx)),
            element::CONDITION => statement.conditions = conditions(value, element_cx),
            unknown => misspelt.extend(unknown_element::check(unknown, &element::STATEMENT_ELEMENTS, &counts, cx)),
        }
    }
    if !has_effect && !misspelt.contains(&element::EFFECT) {
        effect::report_missing(cx);
    }
    elements::check(&statement, &misspelt, cx);
    Some(statement)
}

fn principal<'a>(value: &'a Node<'a>, element: &str, cx: &mut Context<'_, '_>) -> &'a Node<'a> {
    match value {
        Node::String(text) if text == "*" => {}
        Node::Object(members) => {
            for Member { key, value } in duplicate_json_key::effective_members(members, cx).iter() {
                if cx.must_stop() {
                    break;
                }
                texts(value, key, &mut cx.key(key));
            }
        }
        other => {
            let message = message!("{} is {}: must be `\"*\"` or an object", quote(element), other.kind());
            data_type::report(message, cx);
        }
    }
    value
}
