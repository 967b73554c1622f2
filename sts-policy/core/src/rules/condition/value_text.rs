//! The text of a condition value.

use std::borrow::Cow;

use crate::json::Node;

/// Returns the text of a string, a number or a boolean. Another rule reports values of other JSON types.
pub(super) fn value_text<'n>(node: &'n Node<'_>) -> Option<Cow<'n, str>> {
    match node {
        Node::String(text) => Some(Cow::Borrowed(text)),
        Node::Number(number) => Some(Cow::Owned(number.to_string())),
        Node::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}
