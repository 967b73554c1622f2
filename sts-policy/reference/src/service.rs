//! A service.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::blob::{ActionRecord, KeyRecord, ResourceTypeRecord, Run, ServiceRecord};
use crate::text::{compare, fits, literals, search};
use crate::{Action, ConditionKey, Reference, ResourceType, steps};

/// A service: all that policies can say about one prefix.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let service = Reference::embedded().service("DynamoDB").unwrap();
/// assert_eq!(service.prefix(), "dynamodb");
/// assert_eq!(service.display_name(), "Amazon DynamoDB");
/// assert!(service.action("querY").is_some());
/// assert!(service.resource_type("table").is_some());
/// assert!(service.condition_key("dynamodb:leadingkeys").is_some());
/// ```
#[derive(Clone, Copy)]
pub struct Service<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) index: u16,
}

impl<'a> Service<'a> {
    pub(crate) fn new(reference: &'a Reference, index: u16) -> Self {
        Self { reference, index }
    }

    #[inline]
    pub(crate) fn record(self) -> ServiceRecord {
        self.reference.record(self.index.into())
    }

    /// With what the names of its actions start, such as `s3`.
    pub fn prefix(self) -> &'a str {
        self.reference.text(self.record().prefix)
    }

    /// Its name in AWS's documentation.
    pub fn display_name(self) -> &'a str {
        self.reference.text(self.record().display_name)
    }

    /// Its actions, sorted by name ignoring case.
    pub fn actions(self) -> impl ExactSizeIterator<Item = Action<'a>> + Clone {
        self.reference.clamped::<ActionRecord>(self.record().actions).map(move |index| Action::new(self, index))
    }

    /// The action of the name, without prefix, in any case.
    pub fn action(self, name: &str) -> Option<Action<'a>> {
        let reference = self.reference;
        let index = search(reference.clamped::<ActionRecord>(self.record().actions), |index| {
            compare(reference.bytes(reference.record::<ActionRecord>(index).name), name)
        })?;
        Some(Action::new(self, index))
    }

    /// The actions whose names begin with the text, in any case; sorted by name ignoring case.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let sqs = Reference::embedded().service("sqs").unwrap();
    /// let names: Vec<&str> = sqs.actions_starting_with("send").map(|action| action.name()).collect();
    /// assert_eq!(names, ["SendMessage"]);
    /// ```
    pub fn actions_starting_with<'s>(self, start: &'s str) -> impl Iterator<Item = Action<'a>> + Clone + use<'a, 's> {
        let reference = self.reference;
        let name = move |index: usize| reference.bytes(reference.record::<ActionRecord>(index).name);
        let Range { start: mut low, end } = reference.clamped::<ActionRecord>(self.record().actions);
        let mut high = end;
        while low < high {
            let middle = low + (high - low) / 2;
            if compare(name(middle), start).is_lt() { low = middle + 1 } else { high = middle }
        }
        // Those that begin with the text are the ones behind it, up to the first that does not.
        (low..end)
            .take_while(move |index| {
                steps::add(1);
                let head = name(*index).get(..start.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
            })
            .map(move |index| Action::new(self, index))
    }

    /// Its resource types, sorted by name ignoring case.
    pub fn resource_types(self) -> impl ExactSizeIterator<Item = ResourceType<'a>> + Clone {
        self.reference
            .clamped::<ResourceTypeRecord>(self.record().resource_types)
            .map(move |index| ResourceType::new(self, index))
    }

    /// The resource type of the name, exactly as AWS writes it.
    pub fn resource_type(self, name: &str) -> Option<ResourceType<'a>> {
        let reference = self.reference;
        let index = search(reference.clamped::<ResourceTypeRecord>(self.record().resource_types), |index| {
            compare(reference.bytes(reference.record::<ResourceTypeRecord>(index).name), name)
        })?;
        Some(ResourceType::new(self, index)).filter(|found| found.name() == name)
    }

    /// Its condition keys: those without placeholders first, both kinds sorted by name ignoring case. Some start with another prefix
    /// than the service's, such as `aws:ResourceTag/${TagKey}`.
    pub fn condition_keys(self) -> impl ExactSizeIterator<Item = ConditionKey<'a>> + Clone {
        (0..self.key_count()).map(move |index| ConditionKey::new(self, index))
    }

    /// The condition key of the name, in any case; a placeholder stands for one or more characters. If the name fits several, it is
    /// the one of which most is no placeholder.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let ec2 = Reference::embedded().service("ec2").unwrap();
    /// let key = ec2.condition_key("EC2:ResourceTag/team").unwrap();
    /// assert_eq!(key.name(), "ec2:ResourceTag/${TagKey}");
    /// ```
    pub fn condition_key(self, name: &str) -> Option<ConditionKey<'a>> {
        let reference = self.reference;
        let exact = self.record().keys.range();
        let first = exact.start;
        let templates = exact.end..first + usize::from(self.key_count());
        let key_name = |index: usize| reference.record::<KeyRecord>(index).name;
        let index = search(exact, |index| compare(reference.bytes(key_name(index)), name)).or_else(|| {
            let fitting = templates.filter(|index| fits(reference.text(key_name(*index)), name));
            // Of equally close ones the first: `max_by_key` gives the last.
            fitting.rev().max_by_key(|index| literals(reference.text(key_name(*index))))
        })?;
        Some(ConditionKey::new(self, u16::try_from(index - first).ok()?))
    }

    /// How many keys it has, with and without placeholders; clamped to those there are.
    pub(crate) fn key_count(self) -> u16 {
        let ServiceRecord { keys, templates, .. } = self.record();
        let all = Run { start: keys.start, count: keys.count.saturating_add(templates) };
        u16::try_from(self.reference.clamped::<KeyRecord>(all).len()).unwrap_or(u16::MAX)
    }
}

impl PartialEq for Service<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.reference, other.reference) && self.index == other.index
    }
}

impl Eq for Service<'_> {}

impl Hash for Service<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

/// The prefix.
impl fmt::Display for Service<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.prefix())
    }
}

impl fmt::Debug for Service<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Service({self})")
    }
}
