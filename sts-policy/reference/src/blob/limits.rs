//! Bounds on what the records of a table point at.
//!
//! Lists and runs may be shared by any number of records, so the length of a table alone bounds no lookup. A table is accepted only if
//! its services share no records and its lists stay below these limits, which AWS's reference is far from: its longest list has 212
//! units, and its largest action reaches 1,603 units.

use std::cmp::Ordering;

use super::{
    ActionRecord, ArnServiceRecord, FormatRecord, KeyRecord, NameRecord, PartitionRecord, REQUIRED, Record,
    RemovedRecord, ResourceTypeRecord, Run, ServiceRecord, Text,
};
use crate::text::compare;
use crate::{InvalidReference, Reference};

/// Maximum number of units in one list.
const MAX_LIST: usize = 2_048;
/// Maximum number of units that one action reaches: its own lists, those of its links, and those of the linked resource types.
const MAX_UNITS_OF_ACTION: usize = 8_192;
/// Maximum number of units that all records together reach, per byte of the table. AWS's reference reaches 0.12.
const MAX_UNITS_PER_BYTE: usize = 8;

/// Checks that every lookup in the table is bounded.
pub(crate) fn check(reference: &Reference) -> Result<(), InvalidReference> {
    let mut limits = Limits { reference, units: reference.as_bytes().len().saturating_mul(MAX_UNITS_PER_BYTE) };
    limits.services()?;
    limits.arn_services()?;
    limits.partitions()?;
    limits.sorted::<RemovedRecord>(reference.all::<RemovedRecord>(), "removed actions", |record| record.action)
}

struct Limits<'a> {
    reference: &'a Reference,
    /// The units that the rest of the records may reach.
    units: usize,
}

impl Limits<'_> {
    fn services(&mut self) -> Result<(), InvalidReference> {
        let reference = self.reference;
        let services = reference.all::<ServiceRecord>();
        self.sorted::<ServiceRecord>(services.clone(), "services", |record| record.prefix)?;
        let (mut actions, mut resource_types, mut keys, mut formats) = (0, 0, 0, 0);
        for index in services {
            let record: ServiceRecord = reference.record(index);
            let of_actions = next_run::<ActionRecord>(reference, record.actions, &mut actions)?;
            let of_types = next_run::<ResourceTypeRecord>(reference, record.resource_types, &mut resource_types)?;
            let plain = next_run::<KeyRecord>(reference, record.keys, &mut keys)?;
            let templates = Run { start: u16::try_from(plain.end).unwrap_or(u16::MAX), count: record.templates };
            let templates = next_run::<KeyRecord>(reference, templates, &mut keys)?;
            let key_count = templates.end - plain.start;
            self.sorted::<ActionRecord>(of_actions.clone(), "actions", |record| record.name)?;
            self.sorted::<ResourceTypeRecord>(of_types.clone(), "resource types", |record| record.name)?;
            self.sorted::<KeyRecord>(plain, "condition keys", |record| record.name)?;
            self.sorted::<KeyRecord>(templates, "condition keys", |record| record.name)?;
            for index in of_types.clone() {
                let record: ResourceTypeRecord = reference.record(index);
                let run = Run { start: record.first_format, count: record.formats.into() };
                next_run::<FormatRecord>(reference, run, &mut formats)?;
                let units = self.keys(record.keys, key_count)?;
                self.spend(units)?;
            }
            for index in of_actions {
                self.action(&reference.record(index), of_types.clone(), key_count)?;
            }
        }
        Ok(())
    }

    fn action(
        &mut self,
        record: &ActionRecord,
        resource_types: std::ops::Range<usize>,
        key_count: usize,
    ) -> Result<(), InvalidReference> {
        let reference = self.reference;
        let actions = usize::from(reference.count::<ActionRecord>());
        let mut units = self.keys(record.keys, key_count)?;
        units += self.list(record.dependents, |unit| usize::from(unit) < actions)?;
        units += self.list(record.links, |_| true)?;
        for (resource_type, keys) in reference.pairs(record.links) {
            let index = resource_types.start + usize::from(resource_type & !REQUIRED);
            if !resource_types.contains(&index) {
                return Err(outside());
            }
            let resource_type: ResourceTypeRecord = reference.record(index);
            units += self.keys(keys, key_count)? + self.keys(resource_type.keys, key_count)?;
            if units > MAX_UNITS_OF_ACTION {
                return Err(InvalidReference::new(format!(
                    "an action of the reference reaches more than {MAX_UNITS_OF_ACTION} condition keys and resource types"
                )));
            }
        }
        self.spend(units)
    }

    /// The formats of one service field are those of no other.
    fn arn_services(&mut self) -> Result<(), InvalidReference> {
        let reference = self.reference;
        let services = reference.all::<ArnServiceRecord>();
        self.sorted::<ArnServiceRecord>(services.clone(), "services of ARNs", |record| record.service)?;
        let formats = usize::from(reference.count::<FormatRecord>());
        let mut listed = 0;
        for index in services {
            let record: ArnServiceRecord = reference.record(index);
            listed += self.list(record.formats, |unit| usize::from(unit) < formats)?;
            if listed > formats {
                return Err(InvalidReference::new("the reference lists an ARN format for several services"));
            }
        }
        Ok(())
    }

    fn partitions(&mut self) -> Result<(), InvalidReference> {
        let mut names = 0;
        for index in self.reference.all::<PartitionRecord>() {
            let record: PartitionRecord = self.reference.record(index);
            next_run::<NameRecord>(self.reference, record.regions, &mut names)?;
            next_run::<NameRecord>(self.reference, record.prefixes, &mut names)?;
        }
        Ok(())
    }

    fn keys(&self, list: u16, key_count: usize) -> Result<usize, InvalidReference> {
        self.list(list, |unit| usize::from(unit) < key_count)
    }

    /// Returns the number of units of a list.
    fn list(&self, list: u16, is_inside: impl Fn(u16) -> bool) -> Result<usize, InvalidReference> {
        let units = self.reference.list(list);
        let count = units.len();
        if count > MAX_LIST {
            return Err(InvalidReference::new(format!("the reference has a list of more than {MAX_LIST} units")));
        }
        if units.into_iter().all(is_inside) { Ok(count) } else { Err(outside()) }
    }

    fn spend(&mut self, units: usize) -> Result<(), InvalidReference> {
        self.units = self.units.checked_sub(units).ok_or_else(|| {
            InvalidReference::new(format!(
                "the records of the reference reach more than {MAX_UNITS_PER_BYTE} units per byte of its length"
            ))
        })?;
        Ok(())
    }

    /// Lookups search by halves.
    fn sorted<R: Record>(
        &self,
        mut records: std::ops::Range<usize>,
        what: &str,
        name: impl Fn(&R) -> Text,
    ) -> Result<(), InvalidReference> {
        let name = |index: usize| self.reference.bytes(name(&self.reference.record::<R>(index)));
        let Some(mut last) = records.next().map(name) else { return Ok(()) };
        for next in records.map(name) {
            if compare(last, next) != Ordering::Less {
                return Err(InvalidReference::new(format!("the {what} of the reference are not sorted")));
            }
            last = next;
        }
        Ok(())
    }
}

/// The indexes of a run, which must start where the last one of its kind ended or behind it.
fn next_run<R: Record>(
    reference: &Reference,
    run: Run,
    end: &mut usize,
) -> Result<std::ops::Range<usize>, InvalidReference> {
    let range = run.range();
    if range.end > usize::from(reference.count::<R>()) {
        return Err(outside());
    }
    if range.is_empty() {
        return Ok(range);
    }
    if range.start < *end {
        return Err(InvalidReference::new("the reference has records that several others share"));
    }
    *end = range.end;
    Ok(range)
}

fn outside() -> InvalidReference {
    InvalidReference::new("the reference has a record that points outside of its section")
}
