//! Limits on the data that the records of a table refer to.
//!
//! Records may share lists and ranges of records, so the length of a table alone does not bound a lookup. A table is accepted only if
//! its services share no records and its lists stay below these limits. The longest list of AWS's reference has 212 units, and its
//! largest action reaches 1,603 units.

use std::cmp::Ordering;
use std::ops::Range;

use super::field::{RecordRange, TextOffset};
use super::reader::Table;
use super::record::{
    ActionRecord, ArnServiceRecord, FormatRecord, KeyRecord, NameRecord, PartitionRecord, REQUIRED, Record,
    RemovedRecord, ResourceTypeRecord, ServiceRecord,
};
use crate::error::InvalidReference;
use crate::text::compare;

/// Maximum number of units in one list.
const MAX_LIST: usize = 2_048;
/// Maximum number of units that one action reaches: its own lists, those of its links, and those of the linked resource types.
const MAX_UNITS_OF_ACTION: usize = 8_192;
/// Maximum number of units that all records together reach, per byte of the table. AWS's reference reaches 0.12.
const MAX_UNITS_PER_BYTE: usize = 8;

/// Checks that every lookup in the table is bounded.
pub(crate) fn check(table: &Table) -> Result<(), InvalidReference> {
    let mut limits = Limits { table, units: table.as_bytes().len().saturating_mul(MAX_UNITS_PER_BYTE) };
    limits.check_services()?;
    limits.check_arn_services()?;
    limits.check_partitions()?;
    limits.check_order::<RemovedRecord>(table.indexes::<RemovedRecord>(), "removed actions", |record| record.action)
}

struct Limits<'a> {
    table: &'a Table,
    /// Number of units that the remaining records may reach.
    units: usize,
}

impl Limits<'_> {
    fn check_services(&mut self) -> Result<(), InvalidReference> {
        let table = self.table;
        let services = table.indexes::<ServiceRecord>();
        self.check_order::<ServiceRecord>(services.clone(), "services", |record| record.prefix)?;
        let (mut actions, mut resource_types, mut keys, mut formats) = (0, 0, 0, 0);
        for index in services {
            let record: ServiceRecord = table.record(index);
            let own_actions = next_range::<ActionRecord>(table, record.actions, &mut actions)?;
            let own_types = next_range::<ResourceTypeRecord>(table, record.resource_types, &mut resource_types)?;
            let plain = next_range::<KeyRecord>(table, record.keys, &mut keys)?;
            let templates =
                RecordRange { start: u16::try_from(plain.end).unwrap_or(u16::MAX), count: record.templates };
            let templates = next_range::<KeyRecord>(table, templates, &mut keys)?;
            let key_count = templates.end - plain.start;
            self.check_order::<ActionRecord>(own_actions.clone(), "actions", |record| record.name)?;
            self.check_order::<ResourceTypeRecord>(own_types.clone(), "resource types", |record| record.name)?;
            self.check_order::<KeyRecord>(plain, "condition keys", |record| record.name)?;
            self.check_order::<KeyRecord>(templates, "condition keys", |record| record.name)?;
            for index in own_types.clone() {
                let record: ResourceTypeRecord = table.record(index);
                let own_formats = RecordRange { start: record.first_format, count: record.formats.into() };
                next_range::<FormatRecord>(table, own_formats, &mut formats)?;
                let units = self.check_keys(record.keys, key_count)?;
                self.reserve_units(units)?;
            }
            for index in own_actions {
                self.check_action(&table.record(index), own_types.clone(), key_count)?;
            }
        }
        Ok(())
    }

    fn check_action(
        &mut self,
        record: &ActionRecord,
        resource_types: Range<usize>,
        key_count: usize,
    ) -> Result<(), InvalidReference> {
        let table = self.table;
        let actions = usize::from(table.count::<ActionRecord>());
        let mut units = self.check_keys(record.keys, key_count)?;
        units += self.check_list(record.dependents, |unit| usize::from(unit) < actions)?;
        units += self.check_list(record.links, |_| true)?;
        for (resource_type, keys) in table.pairs(record.links) {
            let index = resource_types.start + usize::from(resource_type & !REQUIRED);
            if !resource_types.contains(&index) {
                return Err(out_of_section());
            }
            let resource_type: ResourceTypeRecord = table.record(index);
            units += self.check_keys(keys, key_count)? + self.check_keys(resource_type.keys, key_count)?;
            if units > MAX_UNITS_OF_ACTION {
                return Err(InvalidReference::new(format!(
                    "an action of the reference reaches too many condition keys and resource types: must be at most {MAX_UNITS_OF_ACTION}"
                )));
            }
        }
        self.reserve_units(units)
    }

    /// Each format belongs to one service field.
    fn check_arn_services(&mut self) -> Result<(), InvalidReference> {
        let table = self.table;
        let services = table.indexes::<ArnServiceRecord>();
        self.check_order::<ArnServiceRecord>(services.clone(), "services of ARNs", |record| record.service)?;
        let formats = usize::from(table.count::<FormatRecord>());
        let mut listed = 0;
        for index in services {
            let record: ArnServiceRecord = table.record(index);
            listed += self.check_list(record.formats, |unit| usize::from(unit) < formats)?;
            if listed > formats {
                return Err(InvalidReference::new(
                    "the reference lists an ARN format more than once: each must belong to one service",
                ));
            }
        }
        Ok(())
    }

    fn check_partitions(&mut self) -> Result<(), InvalidReference> {
        let mut names = 0;
        for index in self.table.indexes::<PartitionRecord>() {
            let record: PartitionRecord = self.table.record(index);
            next_range::<NameRecord>(self.table, record.regions, &mut names)?;
            next_range::<NameRecord>(self.table, record.prefixes, &mut names)?;
        }
        Ok(())
    }

    fn check_keys(&self, list: u16, key_count: usize) -> Result<usize, InvalidReference> {
        self.check_list(list, |unit| usize::from(unit) < key_count)
    }

    /// Checks a list and returns the number of its units.
    fn check_list(&self, list: u16, is_inside: impl Fn(u16) -> bool) -> Result<usize, InvalidReference> {
        let units = self.table.list(list);
        let count = units.len();
        if count > MAX_LIST {
            return Err(InvalidReference::new(format!(
                "the reference has a list of {count} units: must be at most {MAX_LIST}"
            )));
        }
        if units.into_iter().all(is_inside) { Ok(count) } else { Err(out_of_section()) }
    }

    fn reserve_units(&mut self, units: usize) -> Result<(), InvalidReference> {
        self.units = self.units.checked_sub(units).ok_or_else(|| {
            InvalidReference::new(format!(
                "the records of the reference reach too many units: must be at most {MAX_UNITS_PER_BYTE} per byte"
            ))
        })?;
        Ok(())
    }

    /// Binary searches depend on this order.
    fn check_order<R: Record>(
        &self,
        mut records: Range<usize>,
        what: &str,
        name: impl Fn(&R) -> TextOffset,
    ) -> Result<(), InvalidReference> {
        let name = |index: usize| self.table.bytes(name(&self.table.record::<R>(index)));
        let Some(mut last) = records.next().map(name) else { return Ok(()) };
        for next in records.map(name) {
            if compare(last, next) != Ordering::Less {
                return Err(InvalidReference::new(format!(
                    "the {what} of the reference are not in order: must be sorted by name without duplicates"
                )));
            }
            last = next;
        }
        Ok(())
    }
}

/// Returns the indexes of a range. It must not start before the end of the previous range of its kind.
fn next_range<R: Record>(
    table: &Table,
    records: RecordRange,
    end: &mut usize,
) -> Result<Range<usize>, InvalidReference> {
    let range = records.range();
    if range.end > usize::from(table.count::<R>()) {
        return Err(out_of_section());
    }
    if range.is_empty() {
        return Ok(range);
    }
    if range.start < *end {
        return Err(InvalidReference::new(
            "the reference has a shared record: each record must belong to one service or partition",
        ));
    }
    *end = range.end;
    Ok(range)
}

fn out_of_section() -> InvalidReference {
    InvalidReference::new("a record of the reference refers to data outside of its section")
}
