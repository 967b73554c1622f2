//! A condition operator.

use std::fmt;

use crate::blob::{IF_EXISTS, NEGATED, OperatorRecord, SET, WILDCARDS};
use crate::{ConditionType, Reference};

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
    reference: &'a Reference,
    index: u16,
}

impl<'a> ConditionOperator<'a> {
    pub(crate) fn new(reference: &'a Reference, index: u16) -> Self {
        Self { reference, index }
    }

    fn record(self) -> OperatorRecord {
        self.reference.record(self.index.into())
    }

    /// Its name, such as `StringEquals`.
    pub fn name(self) -> &'a str {
        self.reference.text(self.record().name)
    }

    /// The type of the values that it compares; none if it fits every key, as `Null` does.
    pub fn value_type(self) -> Option<ConditionType> {
        ConditionType::ALL.get(usize::from(self.record().value_type)).copied()
    }

    /// Whether it holds where the values do not match.
    pub fn is_negated(self) -> bool {
        self.record().flags & NEGATED != 0
    }

    /// Whether `*` and `?` in its values are wildcards.
    pub fn takes_wildcards(self) -> bool {
        self.record().flags & WILDCARDS != 0
    }

    /// Whether it may end in `IfExists`.
    pub fn takes_if_exists(self) -> bool {
        self.record().flags & IF_EXISTS != 0
    }

    /// Whether it may start with `ForAllValues:` or `ForAnyValue:`.
    pub fn takes_set_operator(self) -> bool {
        self.record().flags & SET != 0
    }
}

impl fmt::Debug for ConditionOperator<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConditionOperator({})", self.name())
    }
}
