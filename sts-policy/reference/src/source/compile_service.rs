//! Compiles one service.

use super::builder::{Builder, Positions, Result, to_u16};
use super::convert::{flag, key_types, sorted};
use super::model::{Action, ConditionKey, ResourceLink, ResourceType, Service};
use super::parse::{arn_fields, qualified};
use crate::access_level::AccessLevel;
use crate::error::InvalidReference;
use crate::table::{
    ActionRecord, FormatRecord, KeyRecord, PERMISSION_ONLY, REQUIRED, RecordRange, ResourceTypeRecord, ServiceRecord,
};
use crate::text::is_template;

/// A service with its parts in the order of the table.
pub(super) struct SortedService<'a> {
    service: &'a Service,
    actions: Vec<&'a Action>,
    resource_types: Vec<&'a ResourceType>,
    /// Keys with placeholders last.
    keys: Vec<&'a ConditionKey>,
}

/// The positions of the names that an action may refer to.
struct Names<'a> {
    keys: Positions<String>,
    resource_types: Positions<&'a str>,
}

impl<'a> SortedService<'a> {
    pub(super) fn new(service: &'a Service) -> Result<Self> {
        let list = |what: &str| format!("the list of {what} of service `{}`", service.name);
        let mut keys = sorted(&service.condition_keys, |key| &key.name, &list("condition keys"))?;
        keys.sort_by_key(|key| is_template(&key.name));
        Ok(Self {
            service,
            actions: sorted(&service.actions, |action| &action.name, &list("actions"))?,
            resource_types: sorted(&service.resources, |resource| &resource.name, &list("resource types"))?,
            keys,
        })
    }

    /// Returns the names of the actions for comparisons, in the order of the table.
    pub(super) fn qualified_actions(&self) -> impl Iterator<Item = String> {
        self.actions.iter().map(|action| qualified(&self.service.name, &action.name))
    }

    /// Returns the ARN formats in the order of the table.
    pub(super) fn arn_formats(&self) -> impl Iterator<Item = &'a String> {
        self.resource_types.iter().flat_map(|resource_type| &resource_type.arn_formats)
    }

    /// Writes the records of the service.
    pub(super) fn compile(&self, builder: &mut Builder, actions: &Positions<String>) -> Result<()> {
        let (keys, key_range, templates) = self.compile_keys(builder)?;
        let (resource_types, resource_type_range) = self.compile_resource_types(&keys, builder)?;
        let names = Names { keys, resource_types };
        let first_action = builder.next_index::<ActionRecord>()?;
        for action in &self.actions {
            self.compile_action(action, &names, actions, builder)?;
        }
        let record = ServiceRecord {
            prefix: builder.text(&self.service.name)?,
            display_name: builder.text(&self.service.display_name)?,
            actions: RecordRange { start: first_action, count: to_u16(self.actions.len(), "actions in a service")? },
            resource_types: resource_type_range,
            keys: key_range,
            templates,
        };
        builder.push(record);
        Ok(())
    }

    /// Returns the positions of all keys, the range of keys without placeholders, and the number of keys with placeholders.
    fn compile_keys(&self, builder: &mut Builder) -> Result<(Positions<String>, RecordRange, u16)> {
        let mut positions = Positions::new();
        let start = builder.next_index::<KeyRecord>()?;
        for (position, key) in self.keys.iter().enumerate() {
            positions.insert(key.name.to_ascii_lowercase(), to_u16(position, "condition keys in a service")?);
            let record = KeyRecord { name: builder.text(&key.name)?, types: key_types(&key.name, &key.types)? };
            builder.push(record);
        }
        let templates = self.keys.iter().filter(|key| is_template(&key.name)).count();
        let count = to_u16(self.keys.len() - templates, "condition keys in a service")?;
        Ok((positions, RecordRange { start, count }, to_u16(templates, "condition keys in a service")?))
    }

    fn compile_resource_types(
        &self,
        keys: &Positions<String>,
        builder: &mut Builder,
    ) -> Result<(Positions<&'a str>, RecordRange)> {
        // The highest bit of a link marks the resource type as required.
        let max = usize::from(REQUIRED);
        if self.resource_types.len() > max {
            return Err(InvalidReference::new(format!(
                "service `{}` has {} resource types: must be at most {max}",
                self.service.name,
                self.resource_types.len()
            )));
        }
        let mut positions = Positions::new();
        let start = builder.next_index::<ResourceTypeRecord>()?;
        for (position, resource_type) in self.resource_types.iter().enumerate() {
            positions.insert(resource_type.name.as_str(), to_u16(position, "resource types in a service")?);
            self.compile_resource_type(resource_type, keys, builder)?;
        }
        let count = to_u16(self.resource_types.len(), "resource types in a service")?;
        Ok((positions, RecordRange { start, count }))
    }

    fn compile_resource_type(
        &self,
        resource_type: &ResourceType,
        keys: &Positions<String>,
        builder: &mut Builder,
    ) -> Result<()> {
        let first_format = builder.next_index::<FormatRecord>()?;
        for format in &resource_type.arn_formats {
            let Some([partition, service, region, account, resource]) = arn_fields(format) else {
                return Err(InvalidReference::new(format!(
                    "invalid ARN format `{format}` of resource type `{}` of service `{}`: must have `arn:` and five fields",
                    resource_type.name, self.service.name
                )));
            };
            let record = FormatRecord {
                partition: builder.text(partition)?,
                service: builder.text(service)?,
                region: builder.text(region)?,
                account: builder.text(account)?,
                resource: builder.text(resource)?,
            };
            builder.push(record);
        }
        let count = resource_type.arn_formats.len();
        let formats = u8::try_from(count).map_err(|_| {
            InvalidReference::new(format!(
                "resource type `{}` has {count} ARN formats: must be at most 255",
                resource_type.name
            ))
        })?;
        let keys = self.key_list(&resource_type.name, &resource_type.condition_keys, keys, builder)?;
        let record = ResourceTypeRecord { name: builder.text(&resource_type.name)?, keys, first_format, formats };
        builder.push(record);
        Ok(())
    }

    fn compile_action(
        &self,
        action: &Action,
        names: &Names<'_>,
        actions: &Positions<String>,
        builder: &mut Builder,
    ) -> Result<()> {
        let level: AccessLevel = action
            .access_level
            .parse()
            .map_err(|_| self.unknown("access level", &action.access_level, &action.name))?;
        let own_keys = self.key_list(&action.name, &action.action_condition_keys, &names.keys, builder)?;
        let mut links = Vec::new();
        for ResourceLink { name, required, condition_keys } in &action.resources {
            let position = names
                .resource_types
                .get(&name.as_str())
                .ok_or_else(|| self.unknown("resource type", name, &action.name))?;
            links.push(position | if *required { REQUIRED } else { 0 });
            links.push(self.key_list(&action.name, condition_keys, &names.keys, builder)?);
        }
        let dependents = action
            .dependent_actions
            .iter()
            .map(|name| {
                actions
                    .get(&name.to_ascii_lowercase())
                    .ok_or_else(|| self.unknown("dependent action", name, &action.name))
            })
            .collect::<Result<Vec<_>>>()?;
        let record = ActionRecord {
            name: builder.text(&action.name)?,
            flags: level as u8 | flag(action.permission_only, PERMISSION_ONLY),
            keys: own_keys,
            links: builder.list(links)?,
            dependents: builder.list(dependents)?,
        };
        builder.push(record);
        Ok(())
    }

    fn key_list(&self, owner: &str, names: &[String], keys: &Positions<String>, builder: &mut Builder) -> Result<u16> {
        let positions = names
            .iter()
            .map(|name| keys.get(&name.to_ascii_lowercase()).ok_or_else(|| self.unknown("condition key", name, owner)))
            .collect::<Result<Vec<_>>>()?;
        builder.list(positions)
    }

    /// The error for a name in the facts of `owner`, an action or a resource type of the service.
    fn unknown(&self, what: &str, name: &str, owner: &str) -> InvalidReference {
        InvalidReference::new(format!("unknown {what} `{name}` of `{owner}` in service `{}`", self.service.name))
    }
}
