//! Compiles the source to the table.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::builder::{Builder, Positions, Result, to_u16};
use super::compile_service::SortedService;
use super::convert::{flag, key_types, sorted};
use super::model::{ConditionOperator, GlobalConditionKey, Partition, Source};
use super::parse::{arn_fields, check_date, region_prefixes};
use crate::condition_type::ConditionType;
use crate::error::InvalidReference;
use crate::reference::Reference;
use crate::table::{
    ANY_TYPE, AboutRecord, ArnServiceRecord, DEPRECATED, GlobalKeyRecord, IF_EXISTS, NEGATED, NameRecord,
    OperatorRecord, PartitionRecord, RecordRange, RemovedRecord, SENSITIVE, SET, TEMPLATE, WILDCARDS,
};
use crate::text::is_template;

impl Source {
    /// Compiles the table. The order of services, actions, resource types and condition keys does not change the bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if a date, an access level, a type, an ARN format or an expression for regions is invalid, if a name is
    /// duplicate or undefined, or if a number exceeds the limit of the table.
    pub fn compile(&self) -> Result<Reference> {
        self.check_completeness()?;
        let services = sorted(&self.services, |service| &service.name, "the reference")?;
        let mut builder = Builder::new();
        let about =
            AboutRecord { data_date: builder.text(&self.data_date)?, legacy_date: builder.text(&self.legacy_date)? };
        builder.push(about);
        let services = services.into_iter().map(SortedService::new).collect::<Result<Vec<_>>>()?;
        let actions = action_positions(&services)?;
        for service in &services {
            service.compile(&mut builder, &actions)?;
        }
        compile_arn_services(&services, &mut builder)?;
        self.compile_globals(&mut builder)?;
        for partition in &self.partitions {
            compile_partition(partition, &mut builder)?;
        }
        for operator in &self.condition_operators {
            compile_operator(operator, &mut builder)?;
        }
        for action in sorted(&self.removed_actions, |action| action, "the list of removed actions")? {
            let record = RemovedRecord { action: builder.text(action)? };
            builder.push(record);
        }
        builder.finish()
    }

    fn check_completeness(&self) -> Result<()> {
        for date in [&self.data_date, &self.legacy_date] {
            check_date(date)?;
        }
        for (list, is_empty) in [
            ("services", self.services.is_empty()),
            ("partitions", self.partitions.is_empty()),
            ("global condition keys", self.global_condition_keys.is_empty()),
            ("condition operators", self.condition_operators.is_empty()),
        ] {
            if is_empty {
                return Err(InvalidReference::new(format!("the source has no {list}: must have at least one")));
            }
        }
        Ok(())
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
}

/// Returns the positions of all actions. Dependent actions may belong to any service.
fn action_positions(services: &[SortedService<'_>]) -> Result<Positions<String>> {
    let mut positions = Positions::new();
    for (position, name) in services.iter().flat_map(SortedService::qualified_actions).enumerate() {
        positions.insert(name, to_u16(position, "actions")?);
    }
    Ok(positions)
}

fn compile_operator(operator: &ConditionOperator, builder: &mut Builder) -> Result<()> {
    let value_type = match operator.value_type.as_str() {
        "Null" => ANY_TYPE,
        name => name.parse::<ConditionType>().map(|value_type| value_type as u8).map_err(|_| {
            InvalidReference::new(format!("unknown type `{name}` of condition operator `{}`", operator.name))
        })?,
    };
    let flags = flag(operator.negated, NEGATED)
        | flag(operator.wildcards, WILDCARDS)
        | flag(operator.if_exists, IF_EXISTS)
        | flag(operator.set, SET);
    let record = OperatorRecord { name: builder.text(&operator.name)?, value_type, flags };
    builder.push(record);
    Ok(())
}

/// Groups the ARN formats by their service field, which may differ from the prefix of the service that defines them.
fn compile_arn_services(services: &[SortedService<'_>], builder: &mut Builder) -> Result<()> {
    let formats = services.iter().flat_map(SortedService::arn_formats);
    // Sorted by resource: formats that start with a placeholder, and match most ARNs, come first.
    let mut by_service: BTreeMap<&str, BTreeSet<(&str, u16)>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (position, format) in formats.enumerate() {
        if let Some([_, service, .., resource]) = arn_fields(format)
            && seen.insert(format)
        {
            by_service.entry(service).or_default().insert((resource, to_u16(position, "ARN formats")?));
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
            "unsupported expression `{}` for the regions of partition `{}`: must have the form `^(us|eu)\\-\\w+\\-\\d+$`",
            partition.region_regex, partition.id
        ))
    })?;
    let record = PartitionRecord {
        id: builder.text(&partition.id)?,
        dns_suffix: builder.text(&partition.dns_suffix)?,
        region_regex: builder.text(&partition.region_regex)?,
        regions: compile_names(&partition.regions, builder)?,
        prefixes: compile_names(&prefixes, builder)?,
    };
    builder.push(record);
    Ok(())
}

fn compile_names(names: &[String], builder: &mut Builder) -> Result<RecordRange> {
    let start = builder.next_index::<NameRecord>()?;
    for name in names {
        let record = NameRecord { name: builder.text(name)? };
        builder.push(record);
    }
    Ok(RecordRange { start, count: to_u16(names.len(), "names in a list")? })
}
