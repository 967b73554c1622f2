//! An action.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::access_level::AccessLevel;
use crate::condition_key::ConditionKey;
use crate::resource_link::ResourceLink;
use crate::resource_type::ResourceType;
use crate::service::Service;
use crate::table::{ActionRecord, LEVEL, PERMISSION_ONLY, REQUIRED, ResourceTypeRecord, ServiceRecord, Table};

/// An action of a service.
///
/// ```
/// use sts_policy_reference::{AccessLevel, Reference};
///
/// let reference = Reference::embedded();
/// let action = reference.action("ec2", "RunInstances").unwrap();
/// assert_eq!(action.access_level(), AccessLevel::Write);
/// assert!(action.resources().any(|link| link.resource_type().name() == "instance"));
/// assert!(action.accepts(action.service().condition_key("ec2:InstanceType").unwrap()));
/// assert!(!reference.action("ec2", "DescribeRegions").unwrap().is_permission_only());
/// ```
#[derive(Clone, Copy)]
pub struct Action<'a> {
    service: Service<'a>,
    /// Index among the actions of all services.
    index: u16,
}

impl<'a> Action<'a> {
    pub(crate) fn new(service: Service<'a>, index: usize) -> Self {
        Self { service, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    /// The action with this index among the actions of all services.
    fn at(table: &'a Table, index: u16) -> Self {
        // Searches the last service that starts at or before the action. A service without actions starts where the next one does.
        let (mut low, mut high) = (0, table.count::<ServiceRecord>());
        while low < high {
            let middle = low + (high - low) / 2;
            let actions = table.record::<ServiceRecord>(middle.into()).actions;
            if actions.range().end <= usize::from(index) { low = middle + 1 } else { high = middle }
        }
        Self { service: Service::new(table, low), index }
    }

    #[inline]
    fn record(self) -> ActionRecord {
        self.service.table.record(self.index.into())
    }

    /// Returns the service of the action.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// Returns the name without prefix.
    pub fn name(self) -> &'a str {
        self.service.table.text(self.record().name)
    }

    /// Returns AWS's classification of the action.
    pub fn access_level(self) -> AccessLevel {
        let level = usize::from(self.record().flags & LEVEL);
        AccessLevel::ALL.get(level).copied().unwrap_or(AccessLevel::Write)
    }

    /// Returns true if the action is only a permission, without an API operation of its name, as of
    /// [`Reference::legacy_date`](crate::Reference::legacy_date).
    pub fn is_permission_only(self) -> bool {
        self.record().flags & PERMISSION_ONLY != 0
    }

    /// Returns the condition keys that the action supports for every resource. [`Action::accepts`] covers all of its keys.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        self.service.table.list(self.record().keys).map(move |index| ConditionKey::new(self.service, index))
    }

    /// Returns the resource types that the action supports. An action without resource types supports only `*`. If an action has
    /// several resource types and requires none, any one of them is enough.
    pub fn resources(self) -> impl ExactSizeIterator<Item = ResourceLink<'a>> + Clone {
        let service = self.service;
        let first = usize::from(service.record().resource_types.start);
        service.table.pairs(self.record().links).map(move |(resource, keys)| {
            let resource_type = ResourceType::new(service, first + usize::from(resource & !REQUIRED));
            ResourceLink::new(resource_type, resource & REQUIRED != 0, keys)
        })
    }

    /// Returns the actions of this or other services that a caller needs as well, as of
    /// [`Reference::legacy_date`](crate::Reference::legacy_date).
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let action = Reference::embedded().action("lambda", "CreateFunction").unwrap();
    /// assert!(action.dependent_actions().any(|needed| needed.to_string() == "iam:PassRole"));
    /// ```
    pub fn dependent_actions(self) -> impl ExactSizeIterator<Item = Action<'a>> + Clone {
        let table = self.service.table;
        table.list(self.record().dependents).map(move |index| Self::at(table, index))
    }

    /// Returns true if a request for the action may contain the condition key: a key of the same service that the action, one of its
    /// resource links, or one of its resource types lists. Global keys are not considered.
    pub fn accepts(self, key: ConditionKey<'a>) -> bool {
        if key.service != self.service {
            return false;
        }
        let table = self.service.table;
        let contains = |list: u16| table.list_contains(list, key.index);
        let record = self.record();
        let first = usize::from(self.service.record().resource_types.start);
        contains(record.keys)
            || table.pairs(record.links).any(|(resource, keys)| {
                let resource_type: ResourceTypeRecord = table.record(first + usize::from(resource & !REQUIRED));
                contains(keys) || contains(resource_type.keys)
            })
    }
}

impl PartialEq for Action<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.service == other.service && self.index == other.index
    }
}

impl Eq for Action<'_> {}

impl Hash for Action<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

/// Writes prefix and name, as in `s3:GetObject`.
impl fmt::Display for Action<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service.prefix(), self.name())
    }
}

impl fmt::Debug for Action<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Action({self})")
    }
}
