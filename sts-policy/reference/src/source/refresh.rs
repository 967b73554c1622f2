//! Brings a source up to date from AWS's own documents.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::aws::{self, Document};
use super::compile::{arn_fields, check_date, condition_type, qualified};
use super::{Action, ConditionKey, ResourceLink, ResourceType, Service, Source};
use crate::InvalidReference;
use crate::text::compare;

/// What a refresh changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// The prefixes of the services that were replaced or added.
    pub services: Vec<String>,
    /// Actions that are new, as `prefix:Name`.
    pub added_actions: Vec<String>,
    /// Actions that are gone, as `prefix:Name`.
    pub removed_actions: Vec<String>,
    /// What was left out or made up for, in sentences for people.
    pub remarks: Vec<String>,
}

impl Source {
    /// Takes the facts of AWS's own documents: pairs of a file's name, for messages, and its text, that holds one service or an
    /// array of them. Files that list services are skipped.
    ///
    /// Each document replaces the actions, resource types and condition keys of its service. What AWS's documents lack is kept: the
    /// names of services, partitions, global keys and operators, and, of an action that was known, whether it is a mere permission,
    /// what it depends on, and which of its resource types are required. Services without a document stay as they are. An action
    /// that vanished becomes a removed action.
    ///
    /// # Errors
    ///
    /// If the date is none, or a document is not JSON, is no service document, or has a key of an unknown type. The source is
    /// unchanged then.
    pub fn refresh<'d>(
        &mut self,
        documents: impl IntoIterator<Item = (&'d str, &'d str)>,
        data_date: &str,
    ) -> Result<Changes, InvalidReference> {
        check_date(data_date)?;
        let mut changes = Changes::default();
        let mut parsed = BTreeMap::new();
        for (file, text) in documents {
            for document in aws::documents(file, text)? {
                check_types(file, &document)?;
                if document.actions.is_empty() {
                    changes.remarks.push(format!("`{}` in {file} has no actions: it is left out", document.name));
                } else if let Some(twice) = parsed.insert(document.name.to_ascii_lowercase(), document) {
                    return Err(InvalidReference::new(format!("{file} holds service `{}` once more", twice.name)));
                }
            }
        }
        for document in parsed.into_values() {
            let position = self.services.iter().position(|service| service.name.eq_ignore_ascii_case(&document.name));
            let old = position.map(|position| self.services.remove(position)).unwrap_or_else(|| Service {
                display_name: document.name.clone(),
                name: document.name.clone(),
                actions: Vec::new(),
                resources: Vec::new(),
                condition_keys: Vec::new(),
            });
            let new = Merge { old: &old, source: self, changes: &mut changes }.service(document);
            self.services.push(new);
        }
        self.services.sort_by(|left, right| compare(&left.name, &right.name));
        self.data_date = data_date.to_owned();
        self.settle(&changes.removed_actions);
        Ok(changes)
    }

    /// Takes note of the actions that are gone, and drops what depends on them.
    fn settle(&mut self, removed: &[String]) {
        let present: HashSet<String> = self
            .services
            .iter()
            .flat_map(|service| service.actions.iter().map(|action| qualified(&service.name, &action.name)))
            .collect();
        let is_present = |action: &String| present.contains(&action.to_ascii_lowercase());
        self.removed_actions.extend_from_slice(removed);
        self.removed_actions.retain(|action| !is_present(action));
        self.removed_actions.sort_by(|left, right| compare(left, right));
        self.removed_actions.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
        for action in self.services.iter_mut().flat_map(|service| &mut service.actions) {
            action.dependent_actions.retain(is_present);
        }
    }
}

fn check_types(file: &str, document: &Document) -> Result<(), InvalidReference> {
    for key in &document.condition_keys {
        if let Some(unknown) = key.types.iter().find(|name| condition_type(name).is_none()) {
            return Err(InvalidReference::new(format!(
                "condition key `{}` in {file} has the unknown type `{unknown}`: the crate must learn it first",
                key.name
            )));
        }
    }
    Ok(())
}

/// The names of AWS's documents spell a tag's key in several ways.
fn respelled(key: &str) -> String {
    let key = key.replace("<key>", "${TagKey}");
    if let Some(start) = key.strip_suffix("/tag-key") {
        format!("{start}/${{TagKey}}")
    } else if key.ends_with("Tag/") {
        format!("{key}${{TagKey}}")
    } else {
        key
    }
}

/// The merge of one document with what was known of its service.
struct Merge<'a> {
    old: &'a Service,
    source: &'a Source,
    changes: &'a mut Changes,
}

impl Merge<'_> {
    fn service(mut self, document: Document) -> Service {
        let mut keys = Keys::default();
        for key in document.condition_keys {
            keys.define(&respelled(&key.name), key.types);
        }
        let resources = self.resource_types(document.resources, &mut keys);
        let mut resources: Vec<ResourceType> = resources.into_values().collect();
        let mut actions: BTreeMap<String, Action> = BTreeMap::new();
        for action in document.actions {
            let action = self.action(action, &mut resources, &mut keys);
            match actions.entry(action.name.to_ascii_lowercase()) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(action);
                }
                std::collections::btree_map::Entry::Occupied(_) => {
                    self.remark(format!("action `{}` is there twice: the first counts", action.name));
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
        let condition_keys = self.finish(keys);
        Service {
            name: name.clone(),
            display_name: self.old.display_name.clone(),
            actions: actions.into_values().collect(),
            resources,
            condition_keys,
        }
    }

    /// The resource types by their lower-cased names.
    fn resource_types(&mut self, resources: Vec<aws::ResourceType>, keys: &mut Keys) -> BTreeMap<String, ResourceType> {
        let mut types: BTreeMap<String, ResourceType> = BTreeMap::new();
        for resource in resources {
            let (formats, wrong): (Vec<_>, Vec<_>) =
                resource.arn_formats.into_iter().partition(|format| arn_fields(format).is_some());
            for format in wrong {
                self.remark(format!("`{format}` of resource type `{}` is no ARN: it is left out", resource.name));
            }
            let condition_keys = keys.used(resource.condition_keys);
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
            let condition_keys = keys.used(link.condition_keys);
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
            action_condition_keys: union(keys.used(action.action_condition_keys), Vec::new()),
            resources: links.into_values().collect(),
            dependent_actions: old.map(|old| old.dependent_actions.clone()).unwrap_or_default(),
        }
    }

    /// The name of a resource type as it is defined. One that the document does not define is taken from what was known, or defined
    /// to fit any ARN: so a hole in AWS's data never makes a right policy look wrong.
    fn resource_name(&mut self, name: &str, resources: &mut Vec<ResourceType>, keys: &mut Keys) -> String {
        let same = |resource: &&ResourceType| resource.name.eq_ignore_ascii_case(name);
        if let Some(known) = resources.iter().find(same) {
            return known.name.clone();
        }
        self.remark(format!("resource type `{name}` is used, but not defined"));
        let mut resource = self.old.resources.iter().find(same).cloned().unwrap_or_else(|| ResourceType {
            name: name.to_owned(),
            arn_formats: vec!["arn:*:*:*:*:*".to_owned()],
            condition_keys: Vec::new(),
        });
        resource.condition_keys = keys.used(resource.condition_keys);
        let name = resource.name.clone();
        resources.push(resource);
        name
    }

    /// The keys as they are defined. One that is used without a definition has the types known so far, or `String`.
    fn finish(&mut self, mut keys: Keys) -> Vec<ConditionKey> {
        for (lower, name) in std::mem::take(&mut keys.used) {
            if keys.defined.contains_key(&lower) {
                continue;
            }
            let old = self.old.condition_keys.iter().map(|key| (&key.name, &key.types));
            let global = self.source.global_condition_keys.iter().map(|key| (&key.name, &key.types));
            let known = old.chain(global).find(|(known, _)| known.eq_ignore_ascii_case(&name)).map(|(_, types)| types);
            let types = known.cloned().unwrap_or_else(|| vec!["String".to_owned()]);
            self.remark(format!(
                "condition key `{name}` is used, but not defined: it is taken as {}",
                types.join(" or ")
            ));
            keys.define(&name, types);
        }
        keys.defined.into_values().collect()
    }

    fn remark(&mut self, what: String) {
        self.changes.remarks.push(format!("service `{}`: {what}", self.old.name));
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

    /// The names, as they are defined.
    fn used(&mut self, names: Vec<String>) -> Vec<String> {
        names
            .iter()
            .map(|name| {
                let name = respelled(name);
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

/// Both, sorted, each name once.
fn union(mut names: Vec<String>, more: Vec<String>) -> Vec<String> {
    names.extend(more);
    names.sort_by(|left, right| compare(left, right));
    names.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
    names
}
