//! The link between an action and a resource type.

use std::fmt;

use crate::condition_key::ConditionKey;
use crate::resource_type::ResourceType;

/// A resource type that an action supports.
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
    pub(crate) fn new(resource_type: ResourceType<'a>, is_required: bool, keys: u16) -> Self {
        Self { resource_type, is_required, keys }
    }

    /// Returns the resource type.
    pub fn resource_type(self) -> ResourceType<'a> {
        self.resource_type
    }

    /// Returns true if a statement that lists resources for the action must list one of this type.
    pub fn is_required(self) -> bool {
        self.is_required
    }

    /// Returns the condition keys that the action supports on this resource type, in addition to the keys of the resource type itself.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        let service = self.resource_type.service();
        service.table.list(self.keys).map(move |index| ConditionKey::new(service, index))
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
