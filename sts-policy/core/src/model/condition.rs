use std::fmt;

use super::{ConditionKey, ConditionOperator, Number};

/// The conditions of a statement. All must hold.
///
/// An operator has each key at most once, ignoring case as IAM does. The order is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Conditions(Vec<Block>);

/// The conditions under one operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Block {
    pub(crate) operator: ConditionOperator,
    pub(crate) entries: Vec<(ConditionKey, Vec<ConditionValue>)>,
}

impl Conditions {
    /// No conditions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition: the operator compares the values of the key in a request with these.
    ///
    /// # Errors
    ///
    /// If the operator already has the key.
    pub fn insert(
        &mut self,
        operator: ConditionOperator,
        key: ConditionKey,
        values: Vec<ConditionValue>,
    ) -> Result<(), DuplicateCondition> {
        let entry = (key, values);
        match self.0.iter_mut().find(|block| block.operator == operator) {
            None => self.0.push(Block { operator, entries: vec![entry] }),
            Some(block) => {
                if block.entries.iter().any(|(key, _)| key.as_str().eq_ignore_ascii_case(entry.0.as_str())) {
                    return Err(DuplicateCondition { operator, key: entry.0 });
                }
                block.entries.push(entry);
            }
        }
        Ok(())
    }

    /// Returns true if the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Operator, key and values of each condition.
    pub fn iter(&self) -> impl Iterator<Item = (ConditionOperator, &ConditionKey, &[ConditionValue])> {
        self.0
            .iter()
            .flat_map(|block| block.entries.iter().map(move |(key, values)| (block.operator, key, values.as_slice())))
    }

    /// The conditions of blocks without duplicate operators and keys.
    pub(crate) fn from_blocks(blocks: Vec<Block>) -> Self {
        Self(blocks)
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.0
    }
}

/// The same condition key twice under one operator. JSON cannot express it, and IAM refuses it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateCondition {
    /// The operator.
    pub operator: ConditionOperator,
    /// The key that the operator already has.
    pub key: ConditionKey,
}

impl fmt::Display for DuplicateCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operator, key } = self;
        write!(formatter, "duplicate condition key `{key}` under `{operator}`: give all values of a key at once")
    }
}

impl std::error::Error for DuplicateCondition {}

/// A value of a condition. IAM accepts numbers and booleans with and without quotes; the form is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConditionValue {
    /// Text, which may hold wildcards and policy variables.
    String(String),
    /// A number without quotes.
    Number(Number),
    /// `true` or `false` without quotes.
    Bool(bool),
}

impl From<&str> for ConditionValue {
    fn from(text: &str) -> Self {
        ConditionValue::String(text.to_owned())
    }
}

impl From<String> for ConditionValue {
    fn from(text: String) -> Self {
        ConditionValue::String(text)
    }
}

impl From<bool> for ConditionValue {
    fn from(value: bool) -> Self {
        ConditionValue::Bool(value)
    }
}

impl From<Number> for ConditionValue {
    fn from(number: Number) -> Self {
        ConditionValue::Number(number)
    }
}

impl From<u64> for ConditionValue {
    fn from(number: u64) -> Self {
        ConditionValue::Number(number.into())
    }
}

impl From<i64> for ConditionValue {
    fn from(number: i64) -> Self {
        ConditionValue::Number(number.into())
    }
}
