//! Index of the condition keys of all services.

use std::cmp::Ordering;

use crate::condition_key::ConditionKey;
use crate::service::Service;
use crate::steps;
use crate::table::{ServiceRecord, Table};
use crate::text::{compare, literal_len, matches_template};

/// The condition keys of all services, by name.
#[derive(Debug, Clone)]
pub(crate) struct KeyIndex {
    /// Keys without placeholders, sorted by name, then by service.
    plain: Vec<Entry>,
    /// Keys with placeholders, without duplicate names.
    templates: Vec<Template>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    service: u16,
    /// Index among the keys of the service.
    key: u16,
}

#[derive(Debug, Clone)]
struct Template {
    name: Box<str>,
    /// Number of bytes outside of placeholders.
    literal_len: usize,
    /// Sorted by service.
    entries: Vec<Entry>,
}

impl Entry {
    fn condition_key(self, table: &Table) -> ConditionKey<'_> {
        ConditionKey::new(Service::new(table, self.service), self.key)
    }

    fn name(self, table: &Table) -> &str {
        self.condition_key(table).name()
    }
}

impl KeyIndex {
    pub(crate) fn new(table: &Table) -> Self {
        let (mut plain, mut templates) = (Vec::new(), Vec::new());
        for service in 0..table.count::<ServiceRecord>() {
            let record: ServiceRecord = table.record(service.into());
            for key in (0..u16::MAX).take(table.key_range(&record).len()) {
                let entries = if key < record.keys.count { &mut plain } else { &mut templates };
                entries.push(Entry { service, key });
            }
        }
        // The sort is stable: equal names stay in the order of their services.
        let order = |left: &Entry, right: &Entry| compare(left.name(table), right.name(table));
        plain.sort_by(order);
        templates.sort_by(order);
        let groups = templates.chunk_by(|left, right| order(left, right).is_eq()).map(|same| {
            let name = same.first().map_or("", |entry| entry.name(table));
            Template { name: name.into(), literal_len: literal_len(name), entries: same.to_vec() }
        });
        Self { plain, templates: groups.collect() }
    }

    /// Returns the key that matches the name in each service, sorted by service.
    pub(crate) fn find<'a>(&self, table: &'a Table, name: &str) -> Vec<ConditionKey<'a>> {
        let order = |entry: &Entry| {
            let known = entry.name(table);
            steps::add(1);
            compare(known, name)
        };
        let first = self.plain.partition_point(|entry| order(entry) == Ordering::Less);
        let equal = self.plain.get(first..).unwrap_or_default().iter().take_while(|entry| order(entry).is_eq());
        // Rank 0 is an equal name. Templates follow by the length of their literal text, longest first, then by name.
        let mut found: Vec<(usize, Entry)> = equal.map(|entry| (0, *entry)).collect();
        for template in &self.templates {
            steps::add(1);
            if matches_template(&template.name, name) {
                let rank = usize::MAX - template.literal_len;
                found.extend(template.entries.iter().map(|entry| (rank, *entry)));
            }
        }
        found.sort_by_key(|(rank, entry)| (entry.service, *rank));
        found.dedup_by_key(|(_, entry)| entry.service);
        found.into_iter().map(|(_, entry)| entry.condition_key(table)).collect()
    }
}
