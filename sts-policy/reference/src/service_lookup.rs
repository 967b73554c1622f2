//! Lookups in one service.

use std::ops::Range;

use crate::action::Action;
use crate::condition_key::ConditionKey;
use crate::resource_type::ResourceType;
use crate::service::Service;
use crate::steps;
use crate::table::{ActionRecord, KeyRecord, ResourceTypeRecord};
use crate::text::{compare, literal_len, matches_template, search};

impl<'a> Service<'a> {
    /// Returns the actions, sorted by name ignoring case.
    pub fn actions(self) -> impl ExactSizeIterator<Item = Action<'a>> + Clone {
        self.table.clamped_indexes::<ActionRecord>(self.record().actions).map(move |index| Action::new(self, index))
    }

    /// Returns the action with this name, without prefix, ignoring case.
    pub fn action(self, name: &str) -> Option<Action<'a>> {
        let table = self.table;
        let index = search(table.clamped_indexes::<ActionRecord>(self.record().actions), |index| {
            compare(table.bytes(table.record::<ActionRecord>(index).name), name)
        })?;
        Some(Action::new(self, index))
    }

    /// Returns the actions whose names start with the text, ignoring case, sorted by name.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let sqs = Reference::embedded().service("sqs").unwrap();
    /// let names: Vec<&str> = sqs.actions_starting_with("send").map(|action| action.name()).collect();
    /// assert_eq!(names, ["SendMessage"]);
    /// ```
    pub fn actions_starting_with<'s>(self, start: &'s str) -> impl Iterator<Item = Action<'a>> + Clone + use<'a, 's> {
        let table = self.table;
        let name = move |index: usize| table.bytes(table.record::<ActionRecord>(index).name);
        let Range { start: mut low, end } = table.clamped_indexes::<ActionRecord>(self.record().actions);
        let mut high = end;
        while low < high {
            let middle = low + (high - low) / 2;
            if compare(name(middle), start).is_lt() { low = middle + 1 } else { high = middle }
        }
        // The matching names are consecutive.
        (low..end)
            .take_while(move |index| {
                steps::add(1);
                let head = name(*index).get(..start.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
            })
            .map(move |index| Action::new(self, index))
    }

    /// Returns the resource types, sorted by name ignoring case.
    pub fn resource_types(self) -> impl ExactSizeIterator<Item = ResourceType<'a>> + Clone {
        self.table
            .clamped_indexes::<ResourceTypeRecord>(self.record().resource_types)
            .map(move |index| ResourceType::new(self, index))
    }

    /// Returns the resource type with this name, in AWS's spelling.
    pub fn resource_type(self, name: &str) -> Option<ResourceType<'a>> {
        let table = self.table;
        let index = search(table.clamped_indexes::<ResourceTypeRecord>(self.record().resource_types), |index| {
            compare(table.bytes(table.record::<ResourceTypeRecord>(index).name), name)
        })?;
        Some(ResourceType::new(self, index)).filter(|found| found.name() == name)
    }

    /// Returns the condition keys: first those without placeholders, then the others, both sorted by name ignoring case. Some keys have
    /// another prefix than the service, such as `aws:ResourceTag/${TagKey}`.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        let count = u16::try_from(self.table.key_range(&self.record()).len()).unwrap_or(u16::MAX);
        (0..count).map(move |index| ConditionKey::new(self, index))
    }

    /// Returns the condition key that matches the name, ignoring case. A placeholder matches one or more characters. If several keys
    /// match, the key with the most literal text is returned.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let ec2 = Reference::embedded().service("ec2").unwrap();
    /// let key = ec2.condition_key("EC2:ResourceTag/team").unwrap();
    /// assert_eq!(key.name(), "ec2:ResourceTag/${TagKey}");
    /// ```
    pub fn condition_key(self, name: &str) -> Option<ConditionKey<'a>> {
        let table = self.table;
        let record = self.record();
        let exact = record.keys.range();
        let first = exact.start;
        let templates = exact.end..first + table.key_range(&record).len();
        let key_name = |index: usize| table.record::<KeyRecord>(index).name;
        let index = search(exact, |index| compare(table.bytes(key_name(index)), name)).or_else(|| {
            let matching = templates.filter(|index| matches_template(table.text(key_name(*index)), name));
            // `max_by_key` returns the last of equal items, and the first is wanted.
            matching.rev().max_by_key(|index| literal_len(table.text(key_name(*index))))
        })?;
        Some(ConditionKey::new(self, u16::try_from(index - first).ok()?))
    }
}
