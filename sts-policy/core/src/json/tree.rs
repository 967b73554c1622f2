//! JSON text as a tree that borrows from the text and forgets nothing: duplicate keys stay, and so does the order of keys.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::model::Number;

/// Any JSON value. Strings without escapes are slices of the text they were read from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<Member<'a>>),
}

/// One `"key": value` of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Node<'a>,
}

impl Node<'_> {
    /// The kind of value with its article, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::String(_) => "a string",
            Node::Array(_) => "an array",
            Node::Object(_) => "an object",
        }
    }

    /// The bytes of the value as compact JSON.
    pub(crate) fn compact_bytes(&self) -> usize {
        // An array or object of n parts has two brackets and n - 1 commas.
        let frame = |parts: usize| parts.max(1) + 1;
        match self {
            Node::Null => 4,
            Node::Bool(value) => 5 - usize::from(*value),
            Node::Number(number) => serde_json::to_string(number).map_or(0, |text| text.len()),
            Node::String(text) => compact_string_bytes(text),
            Node::Array(nodes) => frame(nodes.len()) + nodes.iter().map(Node::compact_bytes).sum::<usize>(),
            Node::Object(members) => {
                let member = |member: &Member<'_>| compact_string_bytes(&member.key) + 1 + member.value.compact_bytes();
                frame(members.len()) + members.iter().map(member).sum::<usize>()
            }
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// The key under which serde_json hides a number of arbitrary precision.
const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Node::Number(Number::from(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(Number::from(value)))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Number::from_f64(value).map(Node::Number).ok_or_else(|| E::custom("a number is neither infinite nor undefined"))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Node::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::String(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Node::String(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Node::Array(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            let value = map.next_value()?;
            // So serde_json hands over a number when any crate of the build asks it for arbitrary precision.
            if let Node::String(text) = &value
                && key == ARBITRARY_PRECISION
            {
                let number = Number::from_json(text);
                return number.map(Node::Number).ok_or_else(|| A::Error::custom("number out of range"));
            }
            members.push(Member { key, value });
        }
        Ok(Node::Object(members))
    }
}

fn compact_string_bytes(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.len() + 2 + text.bytes().map(escaped).sum::<usize>()
}

/// A key, borrowed where it can be (serde's own `Cow` is always owned).
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicate_keys_and_their_order_survive() {
        let node: Node<'_> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        let Node::Object(members) = node else { panic!("not an object") };
        let keys: Vec<&str> = members.iter().map(|member| member.key.as_ref()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
    }

    /// A build in which another crate turns on `arbitrary_precision` reads the same.
    #[test]
    fn numbers_of_arbitrary_precision_are_numbers() {
        for (text, number) in [("7", Number::from(7_u64)), ("-7", Number::from(-7_i64))] {
            let json = format!("{{\"{ARBITRARY_PRECISION}\":\"{text}\"}}");
            assert_eq!(serde_json::from_str::<Node<'_>>(&json).unwrap(), Node::Number(number));
        }
    }

    proptest::proptest! {
        #[test]
        fn compact_bytes_are_those_of_the_compact_form(text: String, number: i64, float: f64, flag: bool) {
            let value = serde_json::json!({ "a": [], "b": {}, &text: [text, number, float, flag, null, { "\u{1}": "\u{7f}" }] });
            let (compact, pretty) = (value.to_string(), format!("{value:#}"));
            let node: Node<'_> = serde_json::from_str(&pretty).unwrap();
            proptest::prop_assert_eq!(node.compact_bytes(), compact.len());
        }
    }

    #[test]
    fn only_strings_with_escapes_are_copied() {
        let node: Node<'_> = serde_json::from_str(r#"["plain","two\nlines"]"#).unwrap();
        let Node::Array(nodes) = node else { panic!("not an array") };
        assert!(matches!(&nodes[0], Node::String(Cow::Borrowed("plain"))));
        assert!(matches!(&nodes[1], Node::String(Cow::Owned(text)) if text == "two\nlines"));
    }
}
