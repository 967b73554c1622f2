//! The canonical form of a policy, and serde.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::condition::Block;
use super::{
    Action, ActionElement, ConditionKey, ConditionOperator, ConditionValue, Conditions, Effect, Id, Policy, Principal,
    PrincipalElement, Resource, ResourceElement, Sid, Statement, Version,
};
use crate::diagnostics::Quoted;
use crate::grammar::element;
use crate::json::escape_beyond_latin1;

impl Policy {
    /// Writes the canonical form: compact, elements in a fixed order, a list of one item as the item (except `Statement`), characters
    /// above U+00FF as `\uXXXX` escapes. Equal policies give equal bytes.
    pub fn to_json(&self) -> String {
        escape_beyond_latin1(text_or_empty(serde_json::to_string(self)))
    }

    /// Writes the canonical form with line breaks and an indentation of two spaces, without a newline at the end.
    pub fn to_json_pretty(&self) -> String {
        escape_beyond_latin1(text_or_empty(serde_json::to_string_pretty(self)))
    }
}

/// Returns the written text. Writing fails only for maps whose keys are not strings, and all keys of a policy are strings. If it failed
/// nevertheless, the empty text would grant no permission, and every reader would reject it.
fn text_or_empty(result: serde_json::Result<String>) -> String {
    result.unwrap_or_default()
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { version, id, statements } = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(version) = version {
            map.serialize_entry(element::VERSION, version)?;
        }
        if let Some(id) = id {
            map.serialize_entry(element::ID, id)?;
        }
        map.serialize_entry(element::STATEMENT, statements)?;
        map.end()
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { sid, effect, principal, action, resource, condition } = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(sid) = sid {
            map.serialize_entry(element::SID, sid)?;
        }
        map.serialize_entry(element::EFFECT, effect)?;
        match principal {
            None => {}
            Some(PrincipalElement::Principal(principal)) => map.serialize_entry(element::PRINCIPAL, principal)?,
            Some(PrincipalElement::NotPrincipal(principal)) => {
                map.serialize_entry(element::NOT_PRINCIPAL, principal)?;
            }
        }
        match action {
            ActionElement::Action(actions) => map.serialize_entry(element::ACTION, &OneOrMany(actions))?,
            ActionElement::NotAction(actions) => map.serialize_entry(element::NOT_ACTION, &OneOrMany(actions))?,
        }
        match resource {
            ResourceElement::Resource(list) => map.serialize_entry(element::RESOURCE, &OneOrMany(list))?,
            ResourceElement::NotResource(list) => map.serialize_entry(element::NOT_RESOURCE, &OneOrMany(list))?,
        }
        if !condition.is_empty() {
            map.serialize_entry(element::CONDITION, condition)?;
        }
        map.end()
    }
}

/// A list that is written as its item if it has only one.
struct OneOrMany<'a, T>(&'a [T]);

impl<T: Serialize> Serialize for OneOrMany<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let [one] = self.0 {
            return one.serialize(serializer);
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            list.serialize_element(item)?;
        }
        list.end()
    }
}

impl Serialize for Conditions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.blocks().iter().map(|block| (block.operator.to_string(), block)))
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries.iter().map(|(key, values)| (key, OneOrMany(values))))
    }
}

impl Serialize for ConditionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ConditionValue::String(text) => serializer.serialize_str(text),
            ConditionValue::Number(number) => number.serialize(serializer),
            ConditionValue::Bool(value) => serializer.serialize_bool(*value),
        }
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Principal::Any => serializer.serialize_str("*"),
            Principal::Named(kinds) => {
                serializer.collect_map(kinds.iter().map(|(kind, identifiers)| (kind, OneOrMany(identifiers))))
            }
        }
    }
}

/// Implements serde for types that are a JSON string.
macro_rules! as_string {
    ($($name:ty: $read:expr;)*) => {
        $(
            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    let read: fn(&str) -> Option<$name> = $read;
                    read(&text).ok_or_else(|| D::Error::custom(format_args!("unknown value {}", Quoted(&text))))
                }
            }
        )*
    };
}

as_string! {
    Action: |text| Some(text.into());
    ConditionKey: |text| Some(text.into());
    ConditionOperator: |text| text.parse().ok();
    Effect: |text| text.parse().ok();
    Id: |text| Some(text.into());
    Resource: |text| Some(text.into());
    Sid: |text| Some(text.into());
    Version: |text| text.parse().ok();
}
