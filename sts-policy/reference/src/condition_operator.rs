//! A condition operator.

use std::fmt;

use crate::condition_type::ConditionType;
use crate::table::{IF_EXISTS, NEGATED, OperatorRecord, SET, Table, WILDCARDS};

/// A condition operator, without `ForAllValues:`, `ForAnyValue:` and `IfExists`.
///
/// ```
/// use sts_policy_reference::{ConditionType, Reference};
///
/// let operator = Reference::embedded().condition_operators().find(|operator| operator.name() == "StringNotLike").unwrap();
/// assert_eq!(operator.value_type(), Some(ConditionType::String));
/// assert!(operator.is_negated() && operator.takes_wildcards() && operator.takes_if_exists() && operator.takes_set_operator());
/// ```
#[derive(Clone, Copy)]
pub struct ConditionOperator<'a> {
    table: &'a Table,
    index: u16,
}

impl<'a> ConditionOperator<'a> {
    pub(crate) fn new(table: &'a Table, index: u16) -> Self {
        Self { table, index }
    }

    fn record(self) -> OperatorRecord {
        self.table.record(self.index.into())
    }

    /// Returns the name, such as `StringEquals`.
    pub fn name(self) -> &'a str {
        self.table.text(self.record().name)
    }

    /// Returns the type of the values that the operator compares, or `None` if it applies to every key, as `Null` does.
    pub fn value_type(self) -> Option<ConditionType> {
        ConditionType::ALL.get(usize::from(self.record().value_type)).copied()
    }

    /// Returns true if the operator is negated, as `StringNotEquals` is.
    pub fn is_negated(self) -> bool {
        self.record().flags & NEGATED != 0
    }

    /// Returns true if `*` and `?` in the values are wildcards.
    pub fn takes_wildcards(self) -> bool {
        self.record().flags & WILDCARDS != 0
    }

    /// Returns true if the operator allows the suffix `IfExists`.
    pub fn takes_if_exists(self) -> bool {
        self.record().flags & IF_EXISTS != 0
    }

    /// Returns true if the operator allows the prefixes `ForAllValues:` and `ForAnyValue:`.
    pub fn takes_set_operator(self) -> bool {
        self.record().flags & SET != 0
    }
}

impl fmt::Debug for ConditionOperator<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConditionOperator({})", self.name())
    }
}
