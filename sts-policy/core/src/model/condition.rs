use std::fmt;

use super::{ConditionKey, ConditionOperator, Number};

/// The conditions of a statement: all must hold.
///
/// JSON allows each key once for an operator, so this collection does too, ignoring case as IAM does. The order is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conditions(Vec<Block>);

/// The conditions under one operator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) operator: ConditionOperator,
    pub(crate) entries: Vec<(ConditionKey, Vec<ConditionValue>)>,
}

impl Conditions {
    /// No condition.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition: `key`, compared by `operator`, must match one of the values.
    ///
    /// # Errors
    ///
    /// When the operator already has the key.
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

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Operator, key and values of each condition.
    pub fn iter(&self) -> impl Iterator<Item = (ConditionOperator, &ConditionKey, &[ConditionValue])> {
        self.0
            .iter()
            .flat_map(|block| block.entries.iter().map(move |(key, values)| (block.operator, key, values.as_slice())))
    }

    /// The conditions of blocks in which no key and no operator stands twice.
    pub(crate) fn from_blocks(blocks: Vec<Block>) -> Self {
        Self(blocks)
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.0
    }
}

/// The same operator and condition key twice in one statement: JSON cannot say that, and IAM takes it for an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateCondition {
    /// The operator.
    pub operator: ConditionOperator,
    /// The key that the operator already has.
    pub key: ConditionKey,
}

impl fmt::Display for DuplicateCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operator, key } = self;
        write!(formatter, "`{operator}` already has the condition key `{key}`; give all values of a key at once")
    }
}

impl std::error::Error for DuplicateCondition {}

/// One value of a condition. IAM takes numbers and booleans bare or in quotes; what was written is kept.
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionValue {
    /// Text, in which wildcards and policy variables may have a meaning.
    String(String),
    /// A bare number.
    Number(Number),
    /// A bare `true` or `false`.
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
