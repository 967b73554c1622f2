//! Booleans in conditions. IAM treats `true` and `"true"` as the same, and ignores case.

use crate::json::Node;

/// Parses a boolean.
pub(crate) fn parse(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Returns the boolean that a value of a condition stands for.
pub(crate) fn from_node(node: &Node<'_>) -> Option<bool> {
    match node {
        Node::Bool(value) => Some(*value),
        node => node.as_str().and_then(parse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_text_and_json_values() {
        for (text, value) in [("true", Some(true)), ("False", Some(false)), ("TRUE", Some(true)), (" true", None)] {
            assert_eq!(parse(text), value, "{text}");
            assert_eq!(from_node(&Node::String(text.into())), value, "{text}");
        }
        assert_eq!(from_node(&Node::Bool(false)), Some(false));
        assert_eq!(from_node(&Node::Null), None);
        assert_eq!(from_node(&Node::Array([Node::Bool(true)].into())), None);
    }
}
