//! Converts the table to its source.

use super::model::{
    Action, ConditionKey, ConditionOperator, FORMAT, GlobalConditionKey, Partition, ResourceLink, ResourceType,
    Service, Source,
};
use crate::condition_type::{ConditionType, ConditionTypes};
use crate::reference::Reference;
use crate::text::compare;

impl Source {
    /// Returns the source that compiles to the same bytes as the reference. [`Source::sources`] is empty.
    pub fn from_reference(reference: &Reference) -> Self {
        let mut global_condition_keys: Vec<_> = reference.global_condition_keys().map(global_condition_key).collect();
        global_condition_keys.sort_by(|left, right| compare(&left.name, &right.name));
        Self {
            format: FORMAT.to_owned(),
            data_date: reference.data_date().to_owned(),
            legacy_date: reference.legacy_date().to_owned(),
            sources: Vec::new(),
            partitions: reference.partitions().map(partition).collect(),
            condition_types: ConditionType::ALL.map(|value_type| value_type.as_str().to_owned()).to_vec(),
            set_operators: ["ForAllValues", "ForAnyValue"].map(str::to_owned).to_vec(),
            condition_operators: reference.condition_operators().map(condition_operator).collect(),
            global_condition_keys,
            removed_actions: reference.removed_actions().map(str::to_owned).collect(),
            services: reference.services().map(service).collect(),
        }
    }
}

fn types(types: ConditionTypes) -> Vec<String> {
    types.iter().map(|value_type| value_type.as_str().to_owned()).collect()
}

fn names<'a>(keys: impl Iterator<Item = crate::condition_key::ConditionKey<'a>>) -> Vec<String> {
    keys.map(|key| key.name().to_owned()).collect()
}

fn partition(partition: crate::partition::Partition<'_>) -> Partition {
    Partition {
        id: partition.id().to_owned(),
        dns_suffix: partition.dns_suffix().to_owned(),
        region_regex: partition.region_regex().to_owned(),
        regions: partition.regions().map(str::to_owned).collect(),
    }
}

fn condition_operator(operator: crate::condition_operator::ConditionOperator<'_>) -> ConditionOperator {
    ConditionOperator {
        name: operator.name().to_owned(),
        value_type: operator.value_type().map_or("Null", ConditionType::as_str).to_owned(),
        negated: operator.is_negated(),
        wildcards: operator.takes_wildcards(),
        if_exists: operator.takes_if_exists(),
        set: operator.takes_set_operator(),
    }
}

fn global_condition_key(key: crate::global_condition_key::GlobalConditionKey<'_>) -> GlobalConditionKey {
    GlobalConditionKey {
        name: key.name().to_owned(),
        types: types(key.types()),
        category: key.category().to_owned(),
        sensitive: key.is_sensitive(),
        deprecated: key.is_deprecated(),
    }
}

fn service(service: crate::service::Service<'_>) -> Service {
    let mut condition_keys: Vec<_> = service
        .condition_keys()
        .map(|key| ConditionKey { name: key.name().to_owned(), types: types(key.types()) })
        .collect();
    condition_keys.sort_by(|left, right| compare(&left.name, &right.name));
    Service {
        name: service.prefix().to_owned(),
        display_name: service.display_name().to_owned(),
        actions: service.actions().map(action).collect(),
        resources: service.resource_types().map(resource_type).collect(),
        condition_keys,
    }
}

fn action(action: crate::action::Action<'_>) -> Action {
    Action {
        name: action.name().to_owned(),
        access_level: action.access_level().as_str().to_owned(),
        permission_only: action.is_permission_only(),
        action_condition_keys: names(action.condition_keys()),
        resources: action
            .resources()
            .map(|link| ResourceLink {
                name: link.resource_type().name().to_owned(),
                required: link.is_required(),
                condition_keys: names(link.condition_keys()),
            })
            .collect(),
        dependent_actions: action.dependent_actions().map(|action| action.to_string()).collect(),
    }
}

fn resource_type(resource_type: crate::resource_type::ResourceType<'_>) -> ResourceType {
    ResourceType {
        name: resource_type.name().to_owned(),
        arn_formats: resource_type.arn_formats().map(|format| format.to_string()).collect(),
        condition_keys: names(resource_type.condition_keys()),
    }
}
