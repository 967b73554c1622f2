//! Merges one service document with the known facts of its service.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::aws::{self, Document};
use super::model::{Action, ConditionKey, GlobalConditionKey, ResourceLink, ResourceType, Service};
use super::parse::arn_fields;
use crate::text::compare;

/// The changes of a refresh.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Prefixes of the replaced and added services.
    pub services: Vec<String>,
    /// Added actions, as `prefix:Name`.
    pub added_actions: Vec<String>,
    /// Removed actions, as `prefix:Name`.
    pub removed_actions: Vec<String>,
    /// Ignored and assumed facts, as messages for users.
    pub remarks: Vec<String>,
}

/// Replaces the spellings of a tag key in AWS's documents with `${TagKey}`.
fn with_tag_placeholder(key: &str) -> String {
    let key = key.replace("<key>", "${TagKey}");
    if let Some(start) = key.strip_suffix("/tag-key") {
        format!("{start}/${{TagKey}}")
    } else if key.ends_with("Tag/") {
        format!("{key}${{TagKey}}")
    } else {
        key
    }
}

/// The merge of one document with the known facts of its service.
pub(super) struct Merge<'a> {
    old: &'a Service,
    global_keys: &'a [GlobalConditionKey],
    changes: &'a mut Changes,
}

impl<'a> Merge<'a> {
    pub(super) fn new(old: &'a Service, global_keys: &'a [GlobalConditionKey], changes: &'a mut Changes) -> Self {
        Self { old, global_keys, changes }
    }

    /// Returns the merged service.
    pub(super) fn service(mut self, document: Document) -> Service {
        let mut keys = Keys::default();
        for key in document.condition_keys {
            keys.define(&with_tag_placeholder(&key.name), key.types);
        }
        let resources = self.resource_types(document.resources, &mut keys);
        let mut resources: Vec<ResourceType> = resources.into_values().collect();
        let mut actions: BTreeMap<String, Action> = BTreeMap::new();
        for action in document.actions {
            let action = self.action(action, &mut resources, &mut keys);
            match actions.entry(action.name.to_ascii_lowercase()) {
                Entry::Vacant(entry) => {
                    entry.insert(action);
                }
                Entry::Occupied(_) => {
                    self.remark(format!("ignored the duplicate action `{}`", action.name));
                }
            }
        }
        let name = &self.old.name;
        for action in actions.values() {
            if !self.old.actions.iter().any(|old| old.name.eq_ignore_ascii_case(&action.name)) {
                self.changes.added_actions.push(format!("{name}:{}", action.name));
            }
        }
        for old in &self.old.actions {
            if !actions.contains_key(&old.name.to_ascii_lowercase()) {
                self.changes.removed_actions.push(format!("{name}:{}", old.name));
            }
        }
        self.changes.services.push(name.clone());
        resources.sort_by(|left, right| compare(&left.name, &right.name));
        let condition_keys = self.defined_keys(keys);
        Service {
            name: name.clone(),
            display_name: self.old.display_name.clone(),
            actions: actions.into_values().collect(),
            resources,
            condition_keys,
        }
    }

    /// Returns the resource types by their lower-cased names.
    fn resource_types(&mut self, resources: Vec<aws::ResourceType>, keys: &mut Keys) -> BTreeMap<String, ResourceType> {
        let mut types: BTreeMap<String, ResourceType> = BTreeMap::new();
        for resource in resources {
            let (formats, invalid): (Vec<_>, Vec<_>) =
                resource.arn_formats.into_iter().partition(|format| arn_fields(format).is_some());
            for format in invalid {
                self.remark(format!("ignored the invalid ARN format `{format}` of resource type `{}`", resource.name));
            }
            let condition_keys = keys.record_use(resource.condition_keys);
            let known = types.entry(resource.name.to_ascii_lowercase()).or_insert_with(|| ResourceType {
                name: resource.name,
                arn_formats: Vec::new(),
                condition_keys: Vec::new(),
            });
            known.arn_formats.extend(formats);
            known.arn_formats.sort();
            known.arn_formats.dedup();
            known.condition_keys = union(std::mem::take(&mut known.condition_keys), condition_keys);
        }
        types
    }

    fn action(&mut self, action: aws::Action, resources: &mut Vec<ResourceType>, keys: &mut Keys) -> Action {
        let old = self.old.actions.iter().find(|old| old.name.eq_ignore_ascii_case(&action.name));
        let access_level = action
            .annotations
            .map(|annotations| annotations.access_level().to_owned())
            .or_else(|| old.map(|old| old.access_level.clone()))
            .unwrap_or_else(|| "Read".to_owned());
        let mut links: BTreeMap<String, ResourceLink> = BTreeMap::new();
        for link in action.resources {
            let name = self.resource_name(&link.name, resources, keys);
            let condition_keys = keys.record_use(link.condition_keys);
            let required = old.is_some_and(|old| {
                old.resources.iter().any(|old| old.required && old.name.eq_ignore_ascii_case(&name))
            });
            let known = links.entry(name.to_ascii_lowercase()).or_insert_with(|| ResourceLink {
                name,
                required,
                condition_keys: Vec::new(),
            });
            known.condition_keys = union(std::mem::take(&mut known.condition_keys), condition_keys);
        }
        Action {
            name: action.name,
            access_level,
            permission_only: old.is_some_and(|old| old.permission_only),
            action_condition_keys: union(keys.record_use(action.action_condition_keys), Vec::new()),
            resources: links.into_values().collect(),
            dependent_actions: old.map(|old| old.dependent_actions.clone()).unwrap_or_default(),
        }
    }

    /// Returns the defined name of a resource type. A type that the document does not define keeps its known definition, or else gets
    /// one that matches any ARN, so that a gap in AWS's data does not cause findings in correct policies.
    fn resource_name(&mut self, name: &str, resources: &mut Vec<ResourceType>, keys: &mut Keys) -> String {
        let same = |resource: &&ResourceType| resource.name.eq_ignore_ascii_case(name);
        if let Some(known) = resources.iter().find(same) {
            return known.name.clone();
        }
        self.remark(format!("resource type `{name}` is used but not defined"));
        let mut resource = self.old.resources.iter().find(same).cloned().unwrap_or_else(|| ResourceType {
            name: name.to_owned(),
            arn_formats: vec!["arn:*:*:*:*:*".to_owned()],
            condition_keys: Vec::new(),
        });
        resource.condition_keys = keys.record_use(resource.condition_keys);
        let name = resource.name.clone();
        resources.push(resource);
        name
    }

    /// Returns the keys. A key that is used without a definition keeps its known types, or else gets `String`.
    fn defined_keys(&mut self, mut keys: Keys) -> Vec<ConditionKey> {
        for (lower, name) in std::mem::take(&mut keys.used) {
            if keys.defined.contains_key(&lower) {
                continue;
            }
            let old = self.old.condition_keys.iter().map(|key| (&key.name, &key.types));
            let global = self.global_keys.iter().map(|key| (&key.name, &key.types));
            let known = old.chain(global).find(|(known, _)| known.eq_ignore_ascii_case(&name)).map(|(_, types)| types);
            let types = known.cloned().unwrap_or_else(|| vec!["String".to_owned()]);
            self.remark(format!("condition key `{name}` is used but not defined: assumed type {}", types.join(" or ")));
            keys.define(&name, types);
        }
        keys.defined.into_values().collect()
    }

    fn remark(&mut self, message: String) {
        self.changes.remarks.push(format!("service `{}`: {message}", self.old.name));
    }
}

/// The condition keys of a service, by their lower-cased names.
#[derive(Default)]
struct Keys {
    defined: BTreeMap<String, ConditionKey>,
    used: BTreeMap<String, String>,
}

impl Keys {
    fn define(&mut self, name: &str, types: Vec<String>) {
        let key = self
            .defined
            .entry(name.to_ascii_lowercase())
            .or_insert_with(|| ConditionKey { name: name.to_owned(), types: Vec::new() });
        let types: BTreeSet<String> = key.types.drain(..).chain(types).collect();
        key.types = types.into_iter().collect();
    }

    /// Records the use of the names and returns their defined spelling.
    fn record_use(&mut self, names: Vec<String>) -> Vec<String> {
        names
            .iter()
            .map(|name| {
                let name = with_tag_placeholder(name);
                let lower = name.to_ascii_lowercase();
                if let Some(defined) = self.defined.get(&lower) {
                    defined.name.clone()
                } else {
                    self.used.entry(lower).or_insert(name).clone()
                }
            })
            .collect()
    }
}

/// Returns the names of both lists, sorted and without duplicates.
fn union(mut names: Vec<String>, more: Vec<String>) -> Vec<String> {
    names.extend(more);
    names.sort_by(|left, right| compare(left, right));
    names.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
    names
}
