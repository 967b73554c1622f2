//! Merges AWS's service documents into a source.

use std::collections::{BTreeMap, HashSet};

use super::aws::{self, Document};
use super::merge::{Changes, Merge};
use super::model::{Service, Source};
use super::parse::{check_date, qualified};
use crate::condition_type::ConditionType;
use crate::error::InvalidReference;
use crate::text::compare;

impl Source {
    /// Merges AWS's service documents, given as pairs of a file name, for messages, and its text: one document or an array of them.
    /// Files that list services are skipped.
    ///
    /// Each document replaces the actions, resource types and condition keys of its service. Facts that AWS's documents lack are kept:
    /// display names, partitions, global condition keys, condition operators, and for known actions, whether they are only a
    /// permission, their dependent actions, and their required resource types. Services without a document stay unchanged. An action
    /// that is no longer listed becomes a removed action.
    ///
    /// # Errors
    ///
    /// Returns an error if the date is invalid, or if a file is not JSON, is not a service document, or has a key of an unknown type.
    /// The source is unchanged in this case.
    pub fn refresh<'d>(
        &mut self,
        documents: impl IntoIterator<Item = (&'d str, &'d str)>,
        data_date: &str,
    ) -> Result<Changes, InvalidReference> {
        check_date(data_date)?;
        let mut changes = Changes::default();
        for document in parse_documents(documents, &mut changes)?.into_values() {
            let position = self.services.iter().position(|service| service.name.eq_ignore_ascii_case(&document.name));
            let old = position.map(|position| self.services.remove(position)).unwrap_or_else(|| Service {
                display_name: document.name.clone(),
                name: document.name.clone(),
                actions: Vec::new(),
                resources: Vec::new(),
                condition_keys: Vec::new(),
            });
            let new = Merge::new(&old, &self.global_condition_keys, &mut changes).service(document);
            self.services.push(new);
        }
        self.services.sort_by(|left, right| compare(&left.name, &right.name));
        self.data_date = data_date.to_owned();
        self.record_removals(&changes.removed_actions);
        Ok(changes)
    }

    /// Adds the removed actions to the list and drops dependencies on them.
    fn record_removals(&mut self, removed: &[String]) {
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

/// Returns the documents by their lower-cased prefixes.
fn parse_documents<'d>(
    documents: impl IntoIterator<Item = (&'d str, &'d str)>,
    changes: &mut Changes,
) -> Result<BTreeMap<String, Document>, InvalidReference> {
    let mut parsed = BTreeMap::new();
    for (file, text) in documents {
        for document in aws::documents(file, text)? {
            check_types(file, &document)?;
            if document.actions.is_empty() {
                changes.remarks.push(format!("ignored service `{}` in {file}, which has no actions", document.name));
            } else if let Some(duplicate) = parsed.insert(document.name.to_ascii_lowercase(), document) {
                return Err(InvalidReference::new(format!("duplicate service `{}` in {file}", duplicate.name)));
            }
        }
    }
    Ok(parsed)
}

fn check_types(file: &str, document: &Document) -> Result<(), InvalidReference> {
    for key in &document.condition_keys {
        if let Some(unknown) = key.types.iter().find(|name| name.parse::<ConditionType>().is_err()) {
            return Err(InvalidReference::new(format!(
                "unknown type `{unknown}` of condition key `{}` in {file}",
                key.name
            )));
        }
    }
    Ok(())
}
