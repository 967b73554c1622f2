//! A service.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::table::{ServiceRecord, Table};

/// A service: the actions, resource types and condition keys of one prefix.
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
    pub(crate) table: &'a Table,
    pub(crate) index: u16,
}

impl<'a> Service<'a> {
    pub(crate) fn new(table: &'a Table, index: u16) -> Self {
        Self { table, index }
    }

    #[inline]
    pub(crate) fn record(self) -> ServiceRecord {
        self.table.record(self.index.into())
    }

    /// Returns the service prefix, such as `s3`.
    pub fn prefix(self) -> &'a str {
        self.table.text(self.record().prefix)
    }

    /// Returns the name in AWS's documentation, such as `Amazon S3`.
    pub fn display_name(self) -> &'a str {
        self.table.text(self.record().display_name)
    }
}

impl PartialEq for Service<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.table, other.table) && self.index == other.index
    }
}

impl Eq for Service<'_> {}

impl Hash for Service<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

/// Writes the prefix.
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
