//! A resource type.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::arn_format::ArnFormat;
use crate::condition_key::ConditionKey;
use crate::service::Service;
use crate::table::{FormatRecord, RecordRange, ResourceTypeRecord};

/// A type of resource of a service.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let queue = Reference::embedded().service("sqs").unwrap().resource_type("queue").unwrap();
/// let formats: Vec<String> = queue.arn_formats().map(|format| format.to_string()).collect();
/// assert_eq!(formats, ["arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"]);
/// ```
#[derive(Clone, Copy)]
pub struct ResourceType<'a> {
    service: Service<'a>,
    /// Index among the resource types of all services.
    index: u16,
}

impl<'a> ResourceType<'a> {
    pub(crate) fn new(service: Service<'a>, index: usize) -> Self {
        Self { service, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    #[inline]
    fn record(self) -> ResourceTypeRecord {
        self.service.table.record(self.index.into())
    }

    /// Returns the service of the resource type.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// Returns the name. Some names have spaces or slashes, such as `function alias`.
    pub fn name(self) -> &'a str {
        self.service.table.text(self.record().name)
    }

    /// Returns the ARN formats: one, rarely more.
    pub fn arn_formats(self) -> impl ExactSizeIterator<Item = ArnFormat<'a>> + Clone {
        let (table, record) = (self.service.table, self.record());
        let formats = RecordRange { start: record.first_format, count: record.formats.into() };
        table.clamped_indexes::<FormatRecord>(formats).map(move |index| ArnFormat::new(table, index))
    }

    /// Returns the condition keys that every action on this resource type supports.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        self.service.table.list(self.record().keys).map(move |index| ConditionKey::new(self.service, index))
    }
}

impl PartialEq for ResourceType<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.service == other.service && self.index == other.index
    }
}

impl Eq for ResourceType<'_> {}

impl Hash for ResourceType<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl fmt::Debug for ResourceType<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResourceType({}, {})", self.service, self.name())
    }
}
