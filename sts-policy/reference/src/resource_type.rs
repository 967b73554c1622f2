//! A resource type.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::blob::{FormatRecord, ResourceTypeRecord, Run};
use crate::{ArnFormat, ConditionKey, Service};

/// A type of resource that a service's actions act on.
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
    /// Among the resource types of all services.
    index: u16,
}

impl<'a> ResourceType<'a> {
    pub(crate) fn new(service: Service<'a>, index: usize) -> Self {
        Self { service, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    #[inline]
    pub(crate) fn record(self) -> ResourceTypeRecord {
        self.service.reference.record(self.index.into())
    }

    /// Its service.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// Its name; some have spaces or slashes, such as `function alias`.
    pub fn name(self) -> &'a str {
        self.service.reference.text(self.record().name)
    }

    /// The forms of its ARNs: one, seldom more.
    pub fn arn_formats(self) -> impl ExactSizeIterator<Item = ArnFormat<'a>> + Clone {
        let (reference, record) = (self.service.reference, self.record());
        let run = Run { start: record.first_format, count: record.formats.into() };
        reference.clamped::<FormatRecord>(run).map(move |index| ArnFormat::new(reference, index))
    }

    /// The condition keys that hold for it, whatever the action.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        self.service.reference.list(self.record().keys).map(move |index| ConditionKey::new(self.service, index))
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
