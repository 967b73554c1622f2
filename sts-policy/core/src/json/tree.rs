//! JSON text as a tree that borrows from the text, and keeps duplicate keys and the order of keys.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::model::Number;
use crate::steps;

/// A JSON value. Strings without escapes are slices of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    String(Cow<'a, str>),
    Array(Box<[Node<'a>]>),
    Object(Box<[Member<'a>]>),
}

/// One `"key": value` of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Node<'a>,
}

impl Node<'_> {
    /// Returns the kind of value with its article, for messages.
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

    /// Length of the value as compact JSON, in bytes.
    pub(crate) fn compact_bytes(&self) -> usize {
        // An array or object of n parts has two brackets and n - 1 commas.
        let punctuation = |parts: usize| parts.max(1) + 1;
        match self {
            Node::Null => 4,
            Node::Bool(value) => 5 - usize::from(*value),
            Node::Number(number) => serde_json::to_string(number).map_or(0, |text| text.len()),
            Node::String(text) => compact_string_bytes(text),
            Node::Array(nodes) => punctuation(nodes.len()) + nodes.iter().map(Node::compact_bytes).sum::<usize>(),
            Node::Object(members) => {
                let member = |member: &Member<'_>| compact_string_bytes(&member.key) + 1 + member.value.compact_bytes();
                punctuation(members.len()) + members.iter().map(member).sum::<usize>()
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
        let mut open = OpenContainers { nodes: Vec::new(), members: Vec::new() };
        NodeVisitor { open: &mut open }.deserialize(deserializer)
    }
}

/// The parts of the open containers, the innermost last. A closed container has no unused capacity.
struct OpenContainers<'a> {
    nodes: Vec<Node<'a>>,
    members: Vec<Member<'a>>,
}

/// Minimum number of parts of a container that takes over the buffer, which avoids a copy.
const MIN_LONG: usize = 1_024;

/// Removes the parts of the innermost container, which begin at `start`.
fn close<T>(parts: &mut Vec<T>, start: usize) -> Box<[T]> {
    if start == 0 && parts.len() >= MIN_LONG {
        return std::mem::take(parts).into_boxed_slice();
    }
    parts.drain(start..).collect()
}

/// The key of a number in serde_json's data model, if any crate of the build enables its `arbitrary_precision`.
const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

struct NodeVisitor<'s, 'de> {
    open: &'s mut OpenContainers<'de>,
}

impl<'de> DeserializeSeed<'de> for NodeVisitor<'_, 'de> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        steps::add(1);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeVisitor<'_, 'de> {
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
        self.deserialize(deserializer)
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
        Number::from_f64(value).map(Node::Number).ok_or_else(|| E::custom("number is infinite or not a number"))
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
        let start = self.open.nodes.len();
        while let Some(node) = items.next_element_seed(NodeVisitor { open: self.open })? {
            self.open.nodes.push(node);
        }
        Ok(Node::Array(close(&mut self.open.nodes, start)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let start = self.open.members.len();
        while let Some(Key { text: key, is_borrowed }) = map.next_key()? {
            let value = if is_borrowed && key == ARBITRARY_PRECISION {
                match map.next_value_seed(MaybeNumber(NodeVisitor { open: self.open }))? {
                    Value::Number(number) => return Ok(Node::Number(number)),
                    Value::Node(node) => node,
                }
            } else {
                map.next_value_seed(NodeVisitor { open: self.open })?
            };
            self.open.members.push(Member { key, value });
        }
        Ok(Node::Object(close(&mut self.open.members, start)))
    }
}

/// The value of the key that serde_json uses for a number of arbitrary precision.
///
/// An object in a text may have this key too. The two cases differ in the type of the value: for a number, serde_json passes a borrowed key
/// and an owned `String`. It never passes both for a string of a text or a `Value`.
struct MaybeNumber<'s, 'de>(NodeVisitor<'s, 'de>);

enum Value<'de> {
    Number(Number),
    Node(Node<'de>),
}

impl<'de> DeserializeSeed<'de> for MaybeNumber<'_, 'de> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MaybeNumber<'_, 'de> {
    type Value = Value<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Number::from_json(&text).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.0.visit_unit().map(Value::Node)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.0.visit_none().map(Value::Node)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.visit_some(deserializer).map(Value::Node)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.visit_bool(value).map(Value::Node)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.visit_u64(value).map(Value::Node)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.visit_i64(value).map(Value::Node)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.0.visit_f64(value).map(Value::Node)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.visit_borrowed_str(text).map(Value::Node)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.visit_str(text).map(Value::Node)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(items).map(Value::Node)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map).map(Value::Node)
    }
}

/// Length of a text as a compact JSON string, in bytes.
pub(crate) fn compact_string_bytes(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.len() + 2 + text.bytes().map(escaped).sum::<usize>()
}

/// A key, borrowed if possible (serde's `Cow` is always owned).
struct Key<'a> {
    text: Cow<'a, str>,
    is_borrowed: bool,
}

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key { text: Cow::Borrowed(text), is_borrowed: true })
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key { text: Cow::Owned(text.to_owned()), is_borrowed: false })
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};

    use super::*;

    #[test]
    fn keeps_duplicate_keys_and_their_order() {
        let node: Node<'_> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        let Node::Object(members) = node else { panic!("not an object") };
        let keys: Vec<&str> = members.iter().map(|member| member.key.as_ref()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
    }

    /// Passes a number as serde_json does in a build in which another crate enables `arbitrary_precision`.
    struct ArbitraryPrecision(&'static str);

    impl<'de> Deserializer<'de> for ArbitraryPrecision {
        type Error = serde::de::value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            let key = BorrowedStrDeserializer::new(ARBITRARY_PRECISION);
            visitor.visit_map(MapDeserializer::new([(key, self.0.to_owned())].into_iter()))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn numbers_of_arbitrary_precision_are_numbers() {
        for (text, number) in [("7", Number::from(7_u64)), ("-7", Number::from(-7_i64))] {
            assert_eq!(Node::deserialize(ArbitraryPrecision(text)).unwrap(), Node::Number(number));
        }
        assert!(Node::deserialize(ArbitraryPrecision("1e999")).is_err());
    }

    #[test]
    fn an_object_with_a_private_key_of_serde_json_is_an_object() {
        for key in [ARBITRARY_PRECISION, "$serde_json::private::RawValue"] {
            for value in ["\"300\"", "\"\\u0033\"", "300", "null", "true", "-1", "0.5", "[\"300\"]", "{\"a\":1}"] {
                for json in [format!("{{\"{key}\":{value}}}"), format!("{{\"{key}\":{value},\"{key}\":2}}")] {
                    let node: Node<'_> = serde_json::from_str(&json).unwrap();
                    let Node::Object(members) = &node else { panic!("{json} is {}", node.kind()) };
                    assert!(members.iter().all(|member| member.key == key), "{json}");
                    let expected: Node<'_> = serde_json::from_str(value).unwrap();
                    assert_eq!(members[0].value, expected, "{json}");
                }
            }
        }
        let value = serde_json::Value::Object([(ARBITRARY_PRECISION.to_owned(), "300".into())].into_iter().collect());
        for node in [Node::deserialize(&value).unwrap(), Node::deserialize(value.clone()).unwrap()] {
            assert!(matches!(node, Node::Object(_)), "{node:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn compact_bytes_agree_with_serde_json(text: String, number: i64, float: f64, flag: bool) {
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
