//! From the source to the table.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::builder::{Builder, Positions, narrow};
use super::{Action, ConditionKey, GlobalConditionKey, Partition, ResourceType, Service, Source};
use crate::blob::{
    ANY_TYPE, AboutRecord, ActionRecord, ArnServiceRecord, DEPRECATED, FormatRecord, GlobalKeyRecord, IF_EXISTS,
    KeyRecord, NEGATED, NameRecord, OperatorRecord, PERMISSION_ONLY, PartitionRecord, REQUIRED, RemovedRecord,
    ResourceTypeRecord, Run, SENSITIVE, SET, ServiceRecord, TEMPLATE, WILDCARDS,
};
use crate::text::{compare, is_template};
use crate::{AccessLevel, ConditionType, ConditionTypes, InvalidReference, Reference};

type Result<T> = std::result::Result<T, InvalidReference>;

impl Source {
    /// Makes the table. The same source gives the same bytes, in whatever order its services, actions, resource types and condition
    /// keys are.
    ///
    /// # Errors
    ///
    /// If a date, an access level, a type, an ARN or an expression for regions is not of the form it has to be, a name is defined
    /// twice or used without a definition, or there are more of something than the table can hold.
    pub fn compile(&self) -> Result<Reference> {
        for date in [&self.data_date, &self.legacy_date] {
            check_date(date)?;
        }
        for (what, is_missing) in [
            ("services", self.services.is_empty()),
            ("partitions", self.partitions.is_empty()),
            ("global condition keys", self.global_condition_keys.is_empty()),
            ("condition operators", self.condition_operators.is_empty()),
        ] {
            if is_missing {
                return Err(InvalidReference::new(format!("the source has no {what}: it is not whole")));
            }
        }
        let services = sorted(&self.services, |service| &service.name, "the reference")?;
        let mut builder = Builder::new();
        let about =
            AboutRecord { data_date: builder.text(&self.data_date)?, legacy_date: builder.text(&self.legacy_date)? };
        builder.push(about);
        let services = services.into_iter().map(Sorted::new).collect::<Result<Vec<_>>>()?;

        // Dependent actions may be of any service.
        let mut actions = Positions::new();
        let all = services.iter().flat_map(|service| service.actions.iter().map(|action| (service.service, *action)));
        for (position, (service, action)) in all.enumerate() {
            actions.insert(qualified(&service.name, &action.name), narrow(position, "actions")?);
        }
        for service in &services {
            service.compile(&mut builder, &actions)?;
        }
        compile_arn_services(&services, &mut builder)?;
        self.compile_globals(&mut builder)?;
        for partition in &self.partitions {
            compile_partition(partition, &mut builder)?;
        }
        self.compile_operators(&mut builder)?;
        for action in sorted(&self.removed_actions, |action| action, "the list of removed actions")? {
            let record = RemovedRecord { action: builder.text(action)? };
            builder.push(record);
        }
        builder.finish()
    }

    fn compile_globals(&self, builder: &mut Builder) -> Result<()> {
        let mut keys = sorted(&self.global_condition_keys, |key| &key.name, "the list of global condition keys")?;
        keys.sort_by_key(|key| is_template(&key.name));
        for key in keys {
            let GlobalConditionKey { name, types, category, sensitive, deprecated } = key;
            let flags = flag(is_template(name), TEMPLATE) | flag(*sensitive, SENSITIVE) | flag(*deprecated, DEPRECATED);
            let record = GlobalKeyRecord {
                name: builder.text(name)?,
                types: key_types(name, types)?,
                category: builder.text(category)?,
                flags,
            };
            builder.push(record);
        }
        Ok(())
    }

    fn compile_operators(&self, builder: &mut Builder) -> Result<()> {
        for operator in &self.condition_operators {
            let value_type = match operator.value_type.as_str() {
                "Null" => ANY_TYPE,
                name => condition_type(name).map(|value_type| value_type as u8).ok_or_else(|| {
                    InvalidReference::new(format!(
                        "condition operator `{}` has the unknown type `{name}`",
                        operator.name
                    ))
                })?,
            };
            let flags = flag(operator.negated, NEGATED)
                | flag(operator.wildcards, WILDCARDS)
                | flag(operator.if_exists, IF_EXISTS)
                | flag(operator.set, SET);
            let record = OperatorRecord { name: builder.text(&operator.name)?, value_type, flags };
            builder.push(record);
        }
        Ok(())
    }
}

/// Fails unless the text is a date as in `2026-10-27`.
pub(super) fn check_date(date: &str) -> Result<()> {
    let fits = date.len() == 10
        && date.bytes().enumerate().all(
            |(index, byte)| {
                if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
            },
        );
    let number = |range| date.get(range).and_then(|digits: &str| digits.parse::<u8>().ok()).unwrap_or(0);
    let is_day = || (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10));
    if fits && is_day() {
        Ok(())
    } else {
        Err(InvalidReference::new(format!("`{date}` is no date: write it as in `2026-10-27`")))
    }
}

pub(super) fn condition_type(name: &str) -> Option<ConditionType> {
    ConditionType::ALL.into_iter().find(|value_type| value_type.as_str() == name)
}

/// `prefix:name`, as names are compared.
pub(super) fn qualified(prefix: &str, name: &str) -> String {
    format!("{prefix}:{name}").to_ascii_lowercase()
}

fn key_types(key: &str, types: &[String]) -> Result<u16> {
    let known: ConditionTypes = types
        .iter()
        .map(|name| {
            condition_type(name)
                .ok_or_else(|| InvalidReference::new(format!("condition key `{key}` has the unknown type `{name}`")))
        })
        .collect::<Result<_>>()?;
    Ok(known.bits())
}

fn flag(holds: bool, bit: u8) -> u8 {
    if holds { bit } else { 0 }
}

/// The items by their lower-cased names; fails if two names are the same but for case.
fn sorted<'a, T>(items: &'a [T], name: impl Fn(&T) -> &String, what: &str) -> Result<Vec<&'a T>> {
    let mut items: Vec<&T> = items.iter().collect();
    items.sort_by(|left, right| compare(name(left), name(right)));
    for pair in items.windows(2) {
        if let [left, right] = pair
            && name(left).eq_ignore_ascii_case(name(right))
        {
            return Err(InvalidReference::new(format!("{what} has `{}` twice", name(right))));
        }
    }
    Ok(items)
}

/// A service with its parts in the order of the table.
struct Sorted<'a> {
    service: &'a Service,
    actions: Vec<&'a Action>,
    resource_types: Vec<&'a ResourceType>,
    /// Those with placeholders last.
    keys: Vec<&'a ConditionKey>,
}

impl<'a> Sorted<'a> {
    fn new(service: &'a Service) -> Result<Self> {
        let of = |what: &str| format!("the list of {what} of service `{}`", service.name);
        let mut keys = sorted(&service.condition_keys, |key| &key.name, &of("condition keys"))?;
        keys.sort_by_key(|key| is_template(&key.name));
        Ok(Self {
            service,
            actions: sorted(&service.actions, |action| &action.name, &of("actions"))?,
            resource_types: sorted(&service.resources, |resource| &resource.name, &of("resource types"))?,
            keys,
        })
    }

    fn compile(&self, builder: &mut Builder, actions: &Positions<String>) -> Result<()> {
        let mut keys = Positions::new();
        let first_key = builder.next::<KeyRecord>()?;
        for (position, key) in self.keys.iter().enumerate() {
            keys.insert(key.name.to_ascii_lowercase(), narrow(position, "condition keys in a service")?);
            let record = KeyRecord { name: builder.text(&key.name)?, types: key_types(&key.name, &key.types)? };
            builder.push(record);
        }
        let templates = self.keys.iter().filter(|key| is_template(&key.name)).count();

        let mut resource_types = Positions::new();
        let first_resource_type = builder.next::<ResourceTypeRecord>()?;
        for (position, resource_type) in self.resource_types.iter().enumerate() {
            // The greatest bit of a link marks it as required.
            if position >= usize::from(REQUIRED) {
                return Err(InvalidReference::new(format!(
                    "service `{}` has too many resource types",
                    self.service.name
                )));
            }
            resource_types.insert(resource_type.name.as_str(), narrow(position, "resource types in a service")?);
            self.compile_resource_type(resource_type, &keys, builder)?;
        }

        let first_action = builder.next::<ActionRecord>()?;
        for action in &self.actions {
            self.compile_action(action, &keys, &resource_types, actions, builder)?;
        }
        let record = ServiceRecord {
            prefix: builder.text(&self.service.name)?,
            display_name: builder.text(&self.service.display_name)?,
            actions: Run { start: first_action, count: narrow(self.actions.len(), "actions in a service")? },
            resource_types: Run {
                start: first_resource_type,
                count: narrow(self.resource_types.len(), "resource types in a service")?,
            },
            keys: Run { start: first_key, count: narrow(self.keys.len() - templates, "condition keys in a service")? },
            templates: narrow(templates, "condition keys in a service")?,
        };
        builder.push(record);
        Ok(())
    }

    fn compile_resource_type(
        &self,
        resource_type: &ResourceType,
        keys: &Positions<String>,
        builder: &mut Builder,
    ) -> Result<()> {
        let first_format = builder.next::<FormatRecord>()?;
        for format in &resource_type.arn_formats {
            let Some([partition, service, region, account, resource]) = arn_fields(format) else {
                return Err(InvalidReference::new(format!(
                    "`{format}`, of resource type `{}` of service `{}`, is no ARN: it has no `arn:` and five fields",
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
        let formats = u8::try_from(resource_type.arn_formats.len()).map_err(|_| {
            InvalidReference::new(format!("resource type `{}` has more than 255 ARN formats", resource_type.name))
        })?;
        let keys = self.key_list(&resource_type.name, &resource_type.condition_keys, keys, builder)?;
        let record = ResourceTypeRecord { name: builder.text(&resource_type.name)?, keys, first_format, formats };
        builder.push(record);
        Ok(())
    }

    fn compile_action(
        &self,
        action: &Action,
        keys: &Positions<String>,
        resource_types: &Positions<&str>,
        actions: &Positions<String>,
        builder: &mut Builder,
    ) -> Result<()> {
        let level = AccessLevel::ALL
            .into_iter()
            .find(|level| level.as_str() == action.access_level)
            .ok_or_else(|| self.wrong(&action.name, "has the unknown access level", &action.access_level))?;
        let own_keys = self.key_list(&action.name, &action.action_condition_keys, keys, builder)?;
        let mut links = Vec::new();
        for link in &action.resources {
            let position = resource_types
                .get(&link.name.as_str())
                .ok_or_else(|| self.wrong(&action.name, "acts on a resource type that is not defined,", &link.name))?;
            links.push(position | if link.required { REQUIRED } else { 0 });
            links.push(self.key_list(&action.name, &link.condition_keys, keys, builder)?);
        }
        let dependents = action
            .dependent_actions
            .iter()
            .map(|name| {
                actions
                    .get(&name.to_ascii_lowercase())
                    .ok_or_else(|| self.wrong(&action.name, "depends on an action that is not defined,", name))
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

    fn key_list(&self, of: &str, names: &[String], keys: &Positions<String>, builder: &mut Builder) -> Result<u16> {
        let positions = names
            .iter()
            .map(|name| {
                keys.get(&name.to_ascii_lowercase())
                    .ok_or_else(|| self.wrong(of, "names a condition key that is not defined,", name))
            })
            .collect::<Result<Vec<_>>>()?;
        builder.list(positions)
    }

    fn wrong(&self, of: &str, what: &str, name: &str) -> InvalidReference {
        InvalidReference::new(format!("`{of}` of service `{}` {what} `{name}`", self.service.name))
    }
}

/// The formats by what they have as service, which need not be the prefix of the service that defines them.
fn compile_arn_services(services: &[Sorted<'_>], builder: &mut Builder) -> Result<()> {
    let resource_types = services.iter().flat_map(|service| &service.resource_types);
    let formats = resource_types.flat_map(|resource_type| &resource_type.arn_formats);
    // Sorted by what they are of: those that begin with a placeholder, and fit most, come first.
    let mut by_service: BTreeMap<&str, BTreeSet<(&str, u16)>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (position, format) in formats.enumerate() {
        if let Some([_, service, .., resource]) = arn_fields(format)
            && seen.insert(format)
        {
            by_service.entry(service).or_default().insert((resource, narrow(position, "ARN formats")?));
        }
    }
    for (service, formats) in by_service {
        let formats = formats.into_iter().map(|(_, position)| position).collect();
        let record = ArnServiceRecord { service: builder.text(service)?, formats: builder.list(formats)? };
        builder.push(record);
    }
    Ok(())
}

fn compile_partition(partition: &Partition, builder: &mut Builder) -> Result<()> {
    let prefixes = region_prefixes(&partition.region_regex).ok_or_else(|| {
        InvalidReference::new(format!(
            "partition `{}` has an expression for regions of a new form, `{}`: the compiler must learn it",
            partition.id, partition.region_regex
        ))
    })?;
    let record = PartitionRecord {
        id: builder.text(&partition.id)?,
        dns_suffix: builder.text(&partition.dns_suffix)?,
        region_regex: builder.text(&partition.region_regex)?,
        regions: names(&partition.regions, builder)?,
        prefixes: names(&prefixes, builder)?,
    };
    builder.push(record);
    Ok(())
}

fn names(names: &[String], builder: &mut Builder) -> Result<Run> {
    let start = builder.next::<NameRecord>()?;
    for name in names {
        let record = NameRecord { name: builder.text(name)? };
        builder.push(record);
    }
    Ok(Run { start, count: narrow(names.len(), "names in a list")? })
}

/// The five fields after `arn:`.
pub(super) fn arn_fields(arn: &str) -> Option<[&str; 5]> {
    let mut fields = arn.strip_prefix("arn:")?.splitn(5, ':');
    let fields = [fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    Some(fields)
}

/// With what regions start, by AWS's expression for them: `^(us|eu)\-\w+\-\d+$` or `^us\-gov\-\w+\-\d+$`, for `us` and `eu`, or
/// `us-gov`. What follows is always a word and a number.
fn region_prefixes(regex: &str) -> Option<Vec<String>> {
    let start = regex.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?.replace(r"\-", "-");
    let prefixes: Vec<String> = match start.split_once('(') {
        Some((before, rest)) => {
            let (alternatives, after) = rest.split_once(')')?;
            alternatives.split('|').map(|alternative| format!("{before}{alternative}{after}")).collect()
        }
        None => vec![start],
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    prefixes.iter().all(|prefix| !prefix.is_empty() && prefix.bytes().all(is_plain)).then_some(prefixes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_for_regions() {
        assert_eq!(region_prefixes(r"^(us|eu)\-\w+\-\d+$"), Some(vec!["us".to_owned(), "eu".to_owned()]));
        assert_eq!(region_prefixes(r"^us\-gov\-\w+\-\d+$"), Some(vec!["us-gov".to_owned()]));
        assert_eq!(region_prefixes(r"^eusc\-(de)\-\w+\-\d+$"), Some(vec!["eusc-de".to_owned()]));
        for unknown in [r"^us\-\w+$", r"^.*\-\w+\-\d+$", r"^(us|)\-\w+\-\d+$", r"^(a|b)(c)\-\w+\-\d+$", ""] {
            assert_eq!(region_prefixes(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn fields_of_arns() {
        assert_eq!(arn_fields("arn:a:b:c:d:e:f"), Some(["a", "b", "c", "d", "e:f"]));
        assert_eq!(arn_fields("arn:a:b:c:d"), None);
    }
}
