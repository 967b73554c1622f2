//! A condition key of a service.

use std::fmt;

use crate::condition_type::ConditionTypes;
use crate::service::Service;
use crate::table::KeyRecord;

/// A condition key of a service.
///
/// ```
/// use sts_policy_reference::{ConditionType, Reference};
///
/// let key = Reference::embedded().service("dynamodb").unwrap().condition_key("dynamodb:LeadingKeys").unwrap();
/// assert!(key.types().contains(ConditionType::ArrayOfString));
/// assert!(key.is_multivalued());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConditionKey<'a> {
    pub(crate) service: Service<'a>,
    /// Index among the keys of the service.
    pub(crate) index: u16,
}

impl<'a> ConditionKey<'a> {
    pub(crate) fn new(service: Service<'a>, index: u16) -> Self {
        Self { service, index }
    }

    fn record(self) -> KeyRecord {
        let first = usize::from(self.service.record().keys.start);
        self.service.table.record(first + usize::from(self.index))
    }

    /// Returns the service that lists the key.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// Returns the name, which may have a placeholder, as in `s3:ExistingObjectTag/${TagKey}`.
    pub fn name(self) -> &'a str {
        self.service.table.text(self.record().name)
    }

    /// Returns the types of the values.
    pub fn types(self) -> ConditionTypes {
        ConditionTypes::from_bits(self.record().types)
    }

    /// Returns true if a request may have several values of the key. Conditions on it need a set operator.
    pub fn is_multivalued(self) -> bool {
        self.types().is_multivalued()
    }
}

impl fmt::Debug for ConditionKey<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConditionKey({}, {})", self.service, self.name())
    }
}
