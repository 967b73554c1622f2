//! Statements that can be compared with each other.

use crate::document::{List, StatementView, element};
use crate::json::Node;

/// Returns true if every part of a statement was read. An unreadable part could differ from that of another statement.
pub(crate) fn is_comparable(statement: &StatementView<'_>) -> bool {
    let are_texts = |list: List<'_>| list.nodes().iter().all(|node| node.as_str().is_some());
    let Node::Object(members) = statement.node else { return false };
    let has_one = |list: Option<List<'_>>, not: Option<List<'_>>| match (list, not) {
        (Some(list), None) | (None, Some(list)) => are_texts(list),
        _ => false,
    };
    statement.effect.is_some()
        && members.iter().all(|member| element::STATEMENT_ELEMENTS.contains(&member.key.as_ref()))
        && statement.principal.is_none()
        && statement.not_principal.is_none()
        && has_one(statement.action, statement.not_action)
        && has_one(statement.resource, statement.not_resource)
        && statement.conditions.is_some() == members.iter().any(|member| member.key == element::CONDITION)
        && statement.conditions.iter().flatten().all(|block| {
            block.operator.is_some()
                && block.entries.iter().all(|member| List::new(&member.value).nodes().iter().all(is_value))
        })
}

fn is_value(node: &Node<'_>) -> bool {
    matches!(node, Node::String(_) | Node::Number(_) | Node::Bool(_))
}

/// A value as text. IAM treats `true` and `"true"` alike.
pub(crate) fn value_text(node: &Node<'_>) -> String {
    match node {
        Node::String(text) => text.to_string(),
        Node::Number(number) => number.to_string(),
        Node::Bool(value) => value.to_string(),
        Node::Null | Node::Array(_) | Node::Object(_) => String::new(),
    }
}
