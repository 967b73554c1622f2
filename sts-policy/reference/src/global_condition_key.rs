//! A global condition key.

use std::fmt;

use crate::condition_type::ConditionTypes;
use crate::table::{DEPRECATED, GlobalKeyRecord, SENSITIVE, TEMPLATE, Table};

/// A condition key of all services.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let key = Reference::embedded().global_condition_key("aws:principaltag/team").unwrap();
/// assert_eq!(key.name(), "aws:PrincipalTag/${TagKey}");
/// assert_eq!(key.category(), "principal");
/// assert!(!key.is_multivalued() && !key.is_sensitive() && !key.is_deprecated());
/// ```
#[derive(Clone, Copy)]
pub struct GlobalConditionKey<'a> {
    table: &'a Table,
    index: u16,
}

impl<'a> GlobalConditionKey<'a> {
    pub(crate) fn new(table: &'a Table, index: u16) -> Self {
        Self { table, index }
    }

    fn record(self) -> GlobalKeyRecord {
        self.table.record(self.index.into())
    }

    pub(crate) fn is_template(self) -> bool {
        self.record().flags & TEMPLATE != 0
    }

    /// Returns the name, which may have a placeholder, as in `aws:RequestTag/${TagKey}`.
    pub fn name(self) -> &'a str {
        self.table.text(self.record().name)
    }

    /// Returns the types of the values.
    pub fn types(self) -> ConditionTypes {
        ConditionTypes::from_bits(self.record().types)
    }

    /// Returns true if a request may have several values of the key. Conditions on it need a set operator.
    pub fn is_multivalued(self) -> bool {
        self.types().is_multivalued()
    }

    /// Returns the group in AWS's documentation: `principal`, `session`, `network`, `resource` or `request`.
    pub fn category(self) -> &'a str {
        self.table.text(self.record().category)
    }

    /// Returns true if AWS marks the key as sensitive: wildcards in its values grant too much.
    pub fn is_sensitive(self) -> bool {
        self.record().flags & SENSITIVE != 0
    }

    /// Returns true if AWS marks the key as deprecated.
    pub fn is_deprecated(self) -> bool {
        self.record().flags & DEPRECATED != 0
    }
}

impl PartialEq for GlobalConditionKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.table, other.table) && self.index == other.index
    }
}

impl Eq for GlobalConditionKey<'_> {}

impl fmt::Debug for GlobalConditionKey<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GlobalConditionKey({})", self.name())
    }
}
