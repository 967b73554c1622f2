//! The whole reference.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::OnceLock;

use crate::action::Action;
use crate::arn_format::ArnFormat;
use crate::condition_key::ConditionKey;
use crate::condition_operator::ConditionOperator;
use crate::error::InvalidReference;
use crate::global_condition_key::GlobalConditionKey;
use crate::key_index::KeyIndex;
use crate::partition::Partition;
use crate::service::Service;
use crate::table::{
    self, AboutRecord, ArnServiceRecord, GlobalKeyRecord, OperatorRecord, PartitionRecord, RemovedRecord,
    ServiceRecord, TEMPLATE, Table,
};
use crate::text::{compare, matches_template, search};
use crate::{retired, steps};

/// AWS's service authorization reference: the embedded one or a newer one.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let reference = Reference::embedded();
/// assert!(reference.action("sts", "AssumeRole").is_some());
/// assert!(reference.action("sts", "AssumeRoll").is_none());
/// assert_eq!(reference.service("EC2").unwrap().display_name(), "Amazon EC2");
///
/// let copy = Reference::from_bytes(reference.as_bytes().to_vec()).unwrap();
/// assert_eq!(copy.data_date(), reference.data_date());
/// ```
#[derive(Clone)]
pub struct Reference {
    table: Table,
    /// Built by the first lookup of a condition key among all services.
    key_index: OnceLock<KeyIndex>,
}

static EMBEDDED: Reference =
    Reference { table: Table::new(Cow::Borrowed(include_bytes!("../data/reference.bin"))), key_index: OnceLock::new() };

impl Reference {
    /// Returns the embedded reference.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads the bytes that [`Reference::as_bytes`] returns.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a table of the supported layout version, if they are incomplete or changed, or if the lists
    /// of a record are too long to limit the work of a lookup.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, InvalidReference> {
        Ok(Self { table: table::open(bytes)?, key_index: OnceLock::new() })
    }

    /// Returns the bytes of the table. [`Reference::from_bytes`] reads them.
    pub fn as_bytes(&self) -> &[u8] {
        self.table.as_bytes()
    }

    /// Returns the date of the facts, such as `2026-10-27`.
    pub fn data_date(&self) -> &str {
        self.table.text(self.about().data_date)
    }

    /// Returns the date of the facts that AWS no longer publishes: dependent actions and permission-only actions.
    pub fn legacy_date(&self) -> &str {
        self.table.text(self.about().legacy_date)
    }

    fn about(&self) -> AboutRecord {
        self.table.record(0)
    }

    /// Returns the services, sorted by prefix.
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'_>> + Clone {
        (0..self.table.count::<ServiceRecord>()).map(|index| Service::new(&self.table, index))
    }

    /// Returns the service with this prefix, such as `s3`, ignoring case.
    pub fn service(&self, prefix: &str) -> Option<Service<'_>> {
        let index = search(self.table.indexes::<ServiceRecord>(), |index| {
            compare(self.table.bytes(self.table.record::<ServiceRecord>(index).prefix), prefix)
        })?;
        Some(Service::new(&self.table, u16::try_from(index).ok()?))
    }

    /// Returns the action with this prefix and name, ignoring case.
    pub fn action(&self, prefix: &str, name: &str) -> Option<Action<'_>> {
        self.service(prefix)?.action(name)
    }

    /// Returns the ARN formats with this service field, without duplicates, of all services that define them. Returns an empty iterator
    /// for an unknown service field.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let formats = Reference::embedded().arn_formats("s3");
    /// assert!(formats.clone().any(|format| format.resource() == "${BucketName}/${ObjectName}"));
    /// ```
    pub fn arn_formats(&self, service: &str) -> impl ExactSizeIterator<Item = ArnFormat<'_>> + Clone {
        let index = search(self.table.indexes::<ArnServiceRecord>(), |index| {
            steps::add(1);
            self.table.bytes(self.table.record::<ArnServiceRecord>(index).service).cmp(service.as_bytes())
        });
        // List 0 is empty.
        let list = index.map_or(0, |index| self.table.record::<ArnServiceRecord>(index).formats);
        self.table.list(list).map(|format| ArnFormat::new(&self.table, format.into()))
    }

    /// Returns the service fields of ARNs, sorted. Most are service prefixes.
    pub fn arn_services(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.table.indexes::<ArnServiceRecord>().map(|index| {
            let record: ArnServiceRecord = self.table.record(index);
            self.table.text(record.service)
        })
    }

    /// Returns the global condition keys.
    pub fn global_condition_keys(
        &self,
    ) -> impl DoubleEndedIterator<Item = GlobalConditionKey<'_>> + ExactSizeIterator + Clone {
        (0..self.table.count::<GlobalKeyRecord>()).map(|index| GlobalConditionKey::new(&self.table, index))
    }

    /// Returns the global condition key that matches the name, ignoring case: `aws:RequestTag/team` matches `aws:RequestTag/${TagKey}`.
    pub fn global_condition_key(&self, name: &str) -> Option<GlobalConditionKey<'_>> {
        let index = search(self.table.indexes::<GlobalKeyRecord>(), |index| {
            let key: GlobalKeyRecord = self.table.record(index);
            if key.flags & TEMPLATE == 0 { compare(self.table.bytes(key.name), name) } else { Ordering::Greater }
        });
        match index.and_then(|index| u16::try_from(index).ok()) {
            Some(index) => Some(GlobalConditionKey::new(&self.table, index)),
            None => (self.global_condition_keys().rev())
                .take_while(|key| key.is_template())
                .find(|key| matches_template(key.name(), name)),
        }
    }

    /// Returns the result of [`Service::condition_key`] for each service that has a matching key, sorted by service. The first call
    /// builds an index.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let keys = Reference::embedded().condition_keys("EC2:SourceInstanceARN");
    /// assert!(keys.iter().any(|key| key.service().prefix() == "ec2"));
    /// ```
    pub fn condition_keys(&self, name: &str) -> Vec<ConditionKey<'_>> {
        self.key_index.get_or_init(|| KeyIndex::new(&self.table)).find(&self.table, name)
    }

    /// Returns the partitions. The partition with most regions is the first.
    pub fn partitions(&self) -> impl ExactSizeIterator<Item = Partition<'_>> + Clone {
        (0..self.table.count::<PartitionRecord>()).map(|index| Partition::new(&self.table, index))
    }

    /// Returns the partition with this identifier, such as `aws-cn`, in AWS's spelling.
    pub fn partition(&self, id: &str) -> Option<Partition<'_>> {
        self.partitions().find(|partition| partition.id() == id)
    }

    /// Returns the partition that lists the region, or else the partition whose region names have its form.
    pub fn partition_of_region(&self, region: &str) -> Option<Partition<'_>> {
        self.partitions()
            .find(|partition| partition.has_region(region))
            .or_else(|| self.partitions().find(|partition| partition.may_have_region(region)))
    }

    /// Returns the condition operators without their prefixes and suffixes.
    pub fn condition_operators(&self) -> impl ExactSizeIterator<Item = ConditionOperator<'_>> + Clone {
        (0..self.table.count::<OperatorRecord>()).map(|index| ConditionOperator::new(&self.table, index))
    }

    /// Returns the actions that AWS removed, as `prefix:Name`, since the [legacy date](Self::legacy_date) or between later refreshes of
    /// the data.
    pub fn removed_actions(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.table.indexes::<RemovedRecord>().map(|index| {
            let record: RemovedRecord = self.table.record(index);
            self.table.text(record.action)
        })
    }

    /// Returns true if the action is one of the [removed actions](Self::removed_actions), ignoring case.
    pub fn is_removed_action(&self, prefix: &str, name: &str) -> bool {
        search(self.table.indexes::<RemovedRecord>(), |index| {
            let action = self.table.bytes(self.table.record::<RemovedRecord>(index).action);
            match action.split_at_checked(prefix.len()) {
                // After an equal prefix, the rest decides the order.
                Some((start, rest)) if start.eq_ignore_ascii_case(prefix.as_bytes()) => match rest.split_first() {
                    Some((b':', rest)) => compare(rest, name),
                    Some((byte, _)) => byte.cmp(&b':'),
                    None => Ordering::Less,
                },
                _ => compare(action, prefix),
            }
        })
        .is_some()
    }

    /// Returns true if AWS has shut down the service with this prefix and removed it from the reference, ignoring case. Policies,
    /// including AWS's own, still contain such prefixes. The list is maintained by hand.
    pub fn is_retired_service(&self, prefix: &str) -> bool {
        self.retired_service(prefix).is_some()
    }

    /// Returns the name of the [retired service](Self::is_retired_service) with this prefix.
    pub fn retired_service(&self, prefix: &str) -> Option<&'static str> {
        // A newer reference may list the service again.
        if self.service(prefix).is_some() { None } else { retired::name(prefix) }
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reference")
            .field("data_date", &self.data_date())
            .field("services", &self.services().len())
            .field("bytes", &self.as_bytes().len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search_each_service<'a>(reference: &'a Reference, name: &str) -> Vec<ConditionKey<'a>> {
        reference.services().filter_map(|service| service.condition_key(name)).collect()
    }

    #[test]
    fn the_key_index_agrees_with_a_search_in_each_service() {
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
                assert_eq!(reference.condition_keys(&name), search_each_service(reference, &name), "{name}");
            }
        }
        for name in ["", ":", "aws:", "aws:ResourceTag/", "aws:resourcetag/a", "zz:zz"] {
            assert_eq!(reference.condition_keys(name), search_each_service(reference, name), "{name}");
        }
    }

    #[test]
    fn the_reference_lacks_every_retired_service() {
        for (prefix, _) in retired::RETIRED {
            assert!(Reference::embedded().service(prefix).is_none(), "{prefix} is listed again: remove it here");
            assert!(Reference::embedded().is_retired_service(prefix));
        }
    }
}
