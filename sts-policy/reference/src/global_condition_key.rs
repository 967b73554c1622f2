//! A condition key that holds for all services.

use std::fmt;

use crate::blob::{DEPRECATED, GlobalKeyRecord, SENSITIVE};
use crate::{ConditionTypes, Reference};

/// A condition key that holds for all services.
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
    reference: &'a Reference,
    index: u16,
}

impl<'a> GlobalConditionKey<'a> {
    pub(crate) fn new(reference: &'a Reference, index: u16) -> Self {
        Self { reference, index }
    }

    pub(crate) fn record(self) -> GlobalKeyRecord {
        self.reference.record(self.index.into())
    }

    /// Its name, perhaps with a placeholder, as in `aws:RequestTag/${TagKey}`.
    pub fn name(self) -> &'a str {
        self.reference.text(self.record().name)
    }

    /// The types of its values.
    pub fn types(self) -> ConditionTypes {
        ConditionTypes::from_bits(self.record().types)
    }

    /// Whether a request may have several values of it, so that a condition on it takes a set operator.
    pub fn is_multivalued(self) -> bool {
        self.types().is_multivalued()
    }

    /// What it is about, as AWS's documentation groups them: `principal`, `session`, `network`, `resource` or `request`.
    pub fn category(self) -> &'a str {
        self.reference.text(self.record().category)
    }

    /// Whether AWS marks it as sensitive: wildcards in its values grant more than is meant.
    pub fn is_sensitive(self) -> bool {
        self.record().flags & SENSITIVE != 0
    }

    /// Whether AWS advises against it.
    pub fn is_deprecated(self) -> bool {
        self.record().flags & DEPRECATED != 0
    }
}

impl PartialEq for GlobalConditionKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.reference, other.reference) && self.index == other.index
    }
}

impl Eq for GlobalConditionKey<'_> {}

impl fmt::Debug for GlobalConditionKey<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GlobalConditionKey({})", self.name())
    }
}
