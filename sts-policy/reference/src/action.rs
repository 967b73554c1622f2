//! An action, and the resource types it acts on.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::blob::{ActionRecord, LEVEL, PERMISSION_ONLY, REQUIRED, ResourceTypeRecord, ServiceRecord};
use crate::{ConditionKey, Reference, ResourceType, Service};

/// How AWS classifies what an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Lists resources, without their contents.
    List,
    /// Reads contents.
    Read,
    /// Creates, changes or deletes.
    Write,
    /// Changes nothing but tags.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// Every access level.
    pub const ALL: [Self; 5] = [Self::List, Self::Read, Self::Write, Self::Tagging, Self::PermissionsManagement];

    /// The level as AWS writes it, such as `Permissions management`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

impl fmt::Display for AccessLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

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
    /// Among the actions of all services.
    index: u16,
}

impl<'a> Action<'a> {
    pub(crate) fn new(service: Service<'a>, index: usize) -> Self {
        Self { service, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    /// The action at a position among those of all services.
    fn at(reference: &'a Reference, index: u16) -> Self {
        let services = reference.services();
        // The last of the services that start at or before the action; services without actions start with their successor.
        let (mut low, mut high) = (0, u16::try_from(services.len()).unwrap_or(u16::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            let run = reference.record::<ServiceRecord>(middle.into()).actions;
            if run.range().end <= usize::from(index) { low = middle + 1 } else { high = middle }
        }
        Self { service: Service::new(reference, low), index }
    }

    #[inline]
    fn record(self) -> ActionRecord {
        self.service.reference.record(self.index.into())
    }

    /// Its service.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// Its name, without prefix.
    pub fn name(self) -> &'a str {
        self.service.reference.text(self.record().name)
    }

    /// How AWS classifies it.
    pub fn access_level(self) -> AccessLevel {
        let level = usize::from(self.record().flags & LEVEL);
        AccessLevel::ALL.get(level).copied().unwrap_or(AccessLevel::Write)
    }

    /// Whether no operation of AWS's API has its name: it is a mere permission. As of [`Reference::legacy_date`].
    pub fn is_permission_only(self) -> bool {
        self.record().flags & PERMISSION_ONLY != 0
    }

    /// The condition keys that hold for it whatever the resource. For all that it accepts, see [`Action::accepts`].
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        self.service.reference.list(self.record().keys).map(move |index| ConditionKey::new(self.service, index))
    }

    /// The resource types that it acts on. Without any, only `*` fits it. Where several are given and none is required, any one of
    /// them will do.
    pub fn resources(self) -> impl ExactSizeIterator<Item = ResourceLink<'a>> + Clone {
        let service = self.service;
        let first = usize::from(service.record().resource_types.start);
        service.reference.pairs(self.record().links).map(move |(resource, keys)| ResourceLink {
            resource_type: ResourceType::new(service, first + usize::from(resource & !REQUIRED)),
            is_required: resource & REQUIRED != 0,
            keys,
        })
    }

    /// What else a caller must be allowed, of this service or others, for the action to succeed. As of [`Reference::legacy_date`].
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let action = Reference::embedded().action("lambda", "CreateFunction").unwrap();
    /// assert!(action.dependent_actions().any(|needed| needed.to_string() == "iam:PassRole"));
    /// ```
    pub fn dependent_actions(self) -> impl ExactSizeIterator<Item = Action<'a>> + Clone {
        let reference = self.service.reference;
        reference.list(self.record().dependents).map(move |index| Self::at(reference, index))
    }

    /// Whether the condition key, of the same service, may be in a request for the action: it is among the action's own keys, those
    /// of its links to resource types, or those of these resource types. Global keys are accepted besides.
    pub fn accepts(self, key: ConditionKey<'a>) -> bool {
        if key.service != self.service {
            return false;
        }
        let reference = self.service.reference;
        let among = |list: u16| reference.lists(list, key.index);
        let record = self.record();
        let first = usize::from(self.service.record().resource_types.start);
        among(record.keys)
            || reference.pairs(record.links).any(|(resource, keys)| {
                let resource_type: ResourceTypeRecord = reference.record(first + usize::from(resource & !REQUIRED));
                among(keys) || among(resource_type.keys)
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

/// With the prefix, as in `s3:GetObject`.
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

/// That an action acts on a resource type.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let action = Reference::embedded().action("ec2", "RunInstances").unwrap();
/// let link = action.resources().find(|link| link.resource_type().name() == "image").unwrap();
/// assert!(link.is_required());
/// assert!(link.condition_keys().any(|key| key.name() == "ec2:ImageType"));
/// ```
#[derive(Clone, Copy)]
pub struct ResourceLink<'a> {
    resource_type: ResourceType<'a>,
    is_required: bool,
    keys: u16,
}

impl<'a> ResourceLink<'a> {
    /// The resource type.
    pub fn resource_type(self) -> ResourceType<'a> {
        self.resource_type
    }

    /// Whether a statement that names resources for the action needs one of this type.
    pub fn is_required(self) -> bool {
        self.is_required
    }

    /// The condition keys that hold for the action on this resource type. Those of the resource type itself come on top.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        let service = self.resource_type.service();
        service.reference.list(self.keys).map(move |index| ConditionKey::new(service, index))
    }
}

impl fmt::Debug for ResourceLink<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResourceLink")
            .field("resource_type", &self.resource_type().name())
            .field("is_required", &self.is_required())
            .finish()
    }
}
