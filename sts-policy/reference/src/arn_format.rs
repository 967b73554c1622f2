//! An ARN format.

use std::fmt;

use crate::table::{FormatRecord, Table};

/// The ARN format of a resource type, as the five fields after `arn:`. A placeholder such as `${BucketName}` matches any text,
/// including `/` and `:`. Some formats also have a literal `*`.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let role = Reference::embedded().service("iam").unwrap().resource_type("role").unwrap();
/// let format = role.arn_formats().next().unwrap();
/// assert_eq!((format.partition(), format.service(), format.region()), ("${Partition}", "iam", ""));
/// assert_eq!((format.account(), format.resource()), ("${Account}", "role/${RoleNameWithPath}"));
/// ```
#[derive(Clone, Copy)]
pub struct ArnFormat<'a> {
    table: &'a Table,
    /// Index among the formats of all resource types.
    index: u16,
}

impl<'a> ArnFormat<'a> {
    pub(crate) fn new(table: &'a Table, index: usize) -> Self {
        Self { table, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    fn record(self) -> FormatRecord {
        self.table.record(self.index.into())
    }

    /// Returns the partition field. All known formats have `${Partition}`.
    pub fn partition(self) -> &'a str {
        self.table.text(self.record().partition)
    }

    /// Returns the service field, which may differ from the prefix of the actions.
    pub fn service(self) -> &'a str {
        self.table.text(self.record().service)
    }

    /// Returns the region field: empty, `${Region}`, `*`, or a region.
    pub fn region(self) -> &'a str {
        self.table.text(self.record().region)
    }

    /// Returns the account field: empty, a placeholder, `aws`, or `*`.
    pub fn account(self) -> &'a str {
        self.table.text(self.record().account)
    }

    /// Returns everything after the account field.
    pub fn resource(self) -> &'a str {
        self.table.text(self.record().resource)
    }
}

/// Writes the whole ARN format.
impl fmt::Display for ArnFormat<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FormatRecord { partition, service, region, account, resource } = self.record();
        formatter.write_str("arn")?;
        for field in [partition, service, region, account, resource] {
            write!(formatter, ":{}", self.table.text(field))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ArnFormat<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ArnFormat({self})")
    }
}
