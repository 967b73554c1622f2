//! Writes a source as JSON with one item per line, so that a refresh gives a short diff.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::model::Source;
use crate::access_level::AccessLevel;

impl Source {
    /// Returns the source as JSON with one item per line. The member `Counts` has the current number of items.
    pub fn to_json(&self) -> String {
        let mut text = String::from("{\n");
        for (name, value) in
            [("Format", &self.format), ("DataDate", &self.data_date), ("LegacyDate", &self.legacy_date)]
        {
            member(&mut text, name, value);
        }
        list(&mut text, "Sources", &self.sources);
        member(&mut text, "Counts", &self.counts());
        list(&mut text, "Partitions", &self.partitions);
        member(&mut text, "ConditionTypes", &self.condition_types);
        member(&mut text, "SetOperators", &self.set_operators);
        list(&mut text, "ConditionOperators", &self.condition_operators);
        list(&mut text, "GlobalConditionKeys", &self.global_condition_keys);
        list(&mut text, "RemovedActions", &self.removed_actions);
        text.push_str("\"Services\":[\n");
        for (index, service) in self.services.iter().enumerate() {
            if index > 0 {
                text.push_str(",\n");
            }
            write(&mut text, "{\"Name\":", &service.name);
            write(&mut text, ",\"DisplayName\":", &service.display_name);
            text.push_str(",\n");
            list(&mut text, "Actions", &service.actions);
            list(&mut text, "Resources", &service.resources);
            list(&mut text, "ConditionKeys", &service.condition_keys);
            close(&mut text, "\n}");
        }
        text.push_str("\n]}\n");
        text
    }

    fn counts(&self) -> Counts {
        let actions = || self.services.iter().flat_map(|service| &service.actions);
        let resource_types = || self.services.iter().flat_map(|service| &service.resources);
        let levels = AccessLevel::ALL.map(AccessLevel::as_str);
        Counts {
            services: self.services.len(),
            actions: actions().count(),
            action_resource_links: actions().map(|action| action.resources.len()).sum(),
            actions_without_resource_type: actions().filter(|action| action.resources.is_empty()).count(),
            resource_types: resource_types().count(),
            arn_formats: resource_types().map(|resource_type| resource_type.arn_formats.len()).sum(),
            condition_keys: self.services.iter().map(|service| service.condition_keys.len()).sum(),
            global_condition_keys: self.global_condition_keys.len(),
            dependent_action_links: actions().map(|action| action.dependent_actions.len()).sum(),
            permission_only_actions: actions().filter(|action| action.permission_only).count(),
            removed_actions: self.removed_actions.len(),
            partitions: self.partitions.len(),
            condition_operators: self.condition_operators.len(),
            by_access_level: levels
                .into_iter()
                .map(|level| (level, actions().filter(|action| action.access_level == level).count()))
                .collect(),
        }
    }
}

/// Number of items of each kind, for readers of the file.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Counts {
    services: usize,
    actions: usize,
    action_resource_links: usize,
    actions_without_resource_type: usize,
    resource_types: usize,
    #[serde(rename = "ARNFormats")]
    arn_formats: usize,
    condition_keys: usize,
    global_condition_keys: usize,
    dependent_action_links: usize,
    permission_only_actions: usize,
    removed_actions: usize,
    partitions: usize,
    condition_operators: usize,
    by_access_level: BTreeMap<&'static str, usize>,
}

fn write(text: &mut String, before: &str, value: &impl Serialize) {
    // Strings, lists and structs of them always serialize.
    let value = serde_json::to_string(value).unwrap_or_default();
    let _ = write!(text, "{before}{value}");
}

fn member(text: &mut String, name: &str, value: &impl Serialize) {
    write(text, &format!("\"{name}\":"), value);
    text.push_str(",\n");
}

fn list(text: &mut String, name: &str, items: &[impl Serialize]) {
    let _ = write!(text, "\"{name}\":[");
    for (index, item) in items.iter().enumerate() {
        write(text, if index > 0 { ",\n" } else { "\n" }, item);
    }
    text.push_str(if items.is_empty() { "],\n" } else { "\n],\n" });
}

/// Removes the comma after the last member and closes the object.
fn close(text: &mut String, end: &str) {
    text.truncate(text.trim_end_matches(",\n").len());
    text.push_str(end);
}
