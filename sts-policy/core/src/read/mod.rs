//! The reader: from the JSON tree of a policy to the document that the rules check.
//!
//! The reader runs the rules of structure. A document without their findings converts to a [`Policy`](crate::Policy).

mod condition;
mod statement;
mod typed;

pub(crate) use condition::conditions;
pub(crate) use statement::statement;

use crate::diagnostics::message;
use crate::document::{Document, Element, List, StatementView, element};
use crate::json::{Member, Node};
use crate::rules::context::Context;
use crate::rules::structure::{data_type, duplicate_json_key, missing_statement, unknown_element, version};

pub(crate) fn document<'a>(root: &'a Node<'a>, cx: &mut Context<'_, '_>) -> Document<'a> {
    let Node::Object(members) = root else {
        data_type::report(message!("the document is {}: must be a JSON object", root.kind()), cx);
        return Document::default();
    };
    let members = duplicate_json_key::effective_members(members, cx);
    if missing_statement::is_bare_statement(&members) {
        missing_statement::report_bare_statement(cx);
        return Document::default();
    }
    let mut document = Document::default();
    let counts = unknown_element::ElementCounts::new(&members);
    let mut statement = None;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        if cx.must_stop() {
            break;
        }
        match key.as_ref() {
            element::VERSION => document.version = version::read(value, &mut cx.key(key)),
            element::ID => document.id = data_type::text(value, element::ID, &mut cx.key(key)),
            element::STATEMENT => statement = Some(value),
            unknown => misspelt.extend(unknown_element::check(unknown, &element::POLICY_ELEMENTS, &counts, cx)),
        }
    }
    // A misspelt element has a finding of its own, so it is not reported as missing.
    if misspelt.contains(&element::VERSION) && document.version == Element::Absent {
        document.version = Element::Unreadable;
    }
    match statement {
        Some(node) => document.statements = statements(node, &mut cx.key(element::STATEMENT)),
        None if misspelt.contains(&element::STATEMENT) => {}
        None => missing_statement::report(cx),
    }
    document
}

/// Maximum number of statements for which memory is reserved in advance.
const MAX_RESERVED_STATEMENTS: usize = 64;

/// Reads the statements. The path is that of `Statement`.
fn statements<'a>(node: &'a Node<'a>, cx: &mut Context<'_, '_>) -> Vec<StatementView<'a>> {
    let list = List::new(node);
    if list.len() == 0 {
        missing_statement::report_empty(cx);
    }
    // A hostile list has almost as many items as bytes, but reading stops early in it.
    let mut statements = Vec::with_capacity(list.len().min(MAX_RESERVED_STATEMENTS));
    for (index, node) in list.items() {
        if cx.must_stop() {
            break;
        }
        let cx = &mut cx.item(index);
        match (node, index) {
            (Node::Object(_), _) => statements.extend(statement(node, index, cx)),
            (other, Some(_)) => {
                data_type::report(message!("the statement is {}: must be an object", other.kind()), cx);
            }
            (other, None) => {
                let message = message!("`Statement` is {}: must be an object or an array of objects", other.kind());
                data_type::report(message, cx);
            }
        }
    }
    statements
}
