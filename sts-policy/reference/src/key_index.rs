//! Finds a condition key among those of all services.

use std::cmp::Ordering;

use crate::text::{compare, fits, literals};
use crate::{ConditionKey, Reference, steps};

/// The condition keys of all services, by their names.
#[derive(Debug, Clone)]
pub(crate) struct KeyIndex {
    /// Keys without placeholders, sorted by name, then by service.
    plain: Vec<Entry>,
    /// Keys with placeholders, each name once.
    templates: Vec<Template>,
}

/// The index of a service, and that of a key among those of the service.
type Entry = (u16, u16);

#[derive(Debug, Clone)]
struct Template {
    name: Box<str>,
    /// Number of its bytes outside of placeholders.
    literals: usize,
    /// Sorted by service.
    entries: Vec<Entry>,
}

fn key(reference: &Reference, (service, index): Entry) -> ConditionKey<'_> {
    ConditionKey::new(crate::Service::new(reference, service), index)
}

impl KeyIndex {
    pub(crate) fn new(reference: &Reference) -> Self {
        let keys = reference.services().flat_map(|service| service.condition_keys());
        let (mut templates, mut plain): (Vec<_>, Vec<_>) =
            keys.partition(|key| key.index >= key.service.record().keys.count);
        // The sort is stable: equal names stay in the order of their services.
        plain.sort_by(|left, right| compare(left.name(), right.name()));
        templates.sort_by(|left, right| compare(left.name(), right.name()));
        let entry = |key: &ConditionKey<'_>| (key.service.index, key.index);
        let same = |left: &ConditionKey<'_>, right: &ConditionKey<'_>| compare(left.name(), right.name()).is_eq();
        let templates = templates.chunk_by(same).map(|same| {
            let name = same.first().map_or("", |key| key.name());
            Template { name: name.into(), literals: literals(name), entries: same.iter().map(entry).collect() }
        });
        Self { plain: plain.iter().map(entry).collect(), templates: templates.collect() }
    }

    /// The key of the name in each service that has it, sorted by service.
    pub(crate) fn find<'a>(&self, reference: &'a Reference, name: &str) -> Vec<ConditionKey<'a>> {
        let order = |entry: &Entry| {
            let known = key(reference, *entry).name();
            steps::add(1);
            compare(known, name)
        };
        let first = self.plain.partition_point(|entry| order(entry) == Ordering::Less);
        let equal = self.plain.get(first..).unwrap_or_default().iter().take_while(|entry| order(entry).is_eq());
        // Names without placeholders come first, then templates by the length of their literal text, then by name.
        let mut found: Vec<(u16, usize, u16)> = equal.map(|(service, index)| (*service, 0, *index)).collect();
        for template in &self.templates {
            steps::add(1);
            if fits(&template.name, name) {
                let rank = usize::MAX - template.literals;
                found.extend(template.entries.iter().map(|(service, index)| (*service, rank, *index)));
            }
        }
        found.sort_by_key(|(service, rank, _)| (*service, *rank));
        found.dedup_by_key(|(service, ..)| *service);
        found.into_iter().map(|(service, _, index)| key(reference, (service, index))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_each_service<'a>(reference: &'a Reference, name: &str) -> Vec<ConditionKey<'a>> {
        reference.services().filter_map(|service| service.condition_key(name)).collect()
    }

    #[test]
    fn the_index_finds_what_a_search_in_every_service_finds() {
        let reference = Reference::embedded();
        let mut names: Vec<String> = reference
            .services()
            .flat_map(|service| service.condition_keys())
            .map(|key| key.name().to_owned())
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            for name in [name.replace("${", "").replace('}', ""), name.to_ascii_uppercase(), format!("{name}x"), name] {
                assert_eq!(reference.condition_keys(&name), in_each_service(reference, &name), "{name}");
            }
        }
        for name in ["", ":", "aws:", "aws:ResourceTag/", "aws:resourcetag/a", "zz:zz"] {
            assert_eq!(reference.condition_keys(name), in_each_service(reference, name), "{name}");
        }
    }
}
