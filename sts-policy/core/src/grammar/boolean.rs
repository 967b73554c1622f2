//! Truth values in conditions: IAM takes `true` and `"true"` for the same, and minds no case.

use crate::json::Node;

/// What the text says, if it is a truth value.
pub(crate) fn read(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// What a value of a condition says, if it is a truth value.
pub(crate) fn of(node: &Node<'_>) -> Option<bool> {
    match node {
        Node::Bool(value) => Some(*value),
        node => node.as_str().and_then(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_values() {
        for (text, value) in [("true", Some(true)), ("False", Some(false)), ("TRUE", Some(true)), (" true", None)] {
            assert_eq!(read(text), value, "{text}");
            assert_eq!(of(&Node::String(text.into())), value, "{text}");
        }
        assert_eq!(of(&Node::Bool(false)), Some(false));
        assert_eq!(of(&Node::Null), None);
        assert_eq!(of(&Node::Array([Node::Bool(true)].into())), None);
    }
}
