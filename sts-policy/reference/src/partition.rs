//! An AWS partition.

use std::fmt;

use crate::table::{PartitionRecord, Table};

/// An AWS partition: a group of regions with separate accounts.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let china = Reference::embedded().partition_of_region("cn-north-1").unwrap();
/// assert_eq!((china.id(), china.dns_suffix()), ("aws-cn", "amazonaws.com.cn"));
/// assert!(!china.has_region("cn-south-9") && china.may_have_region("cn-south-9"));
/// ```
#[derive(Clone, Copy)]
pub struct Partition<'a> {
    table: &'a Table,
    index: u16,
}

impl<'a> Partition<'a> {
    pub(crate) fn new(table: &'a Table, index: u16) -> Self {
        Self { table, index }
    }

    fn record(self) -> PartitionRecord {
        self.table.record(self.index.into())
    }

    /// Returns the identifier, such as `aws-cn`, which is the second field of ARNs.
    pub fn id(self) -> &'a str {
        self.table.text(self.record().id)
    }

    /// Returns the DNS suffix, such as `amazonaws.com.cn`.
    pub fn dns_suffix(self) -> &'a str {
        self.table.text(self.record().dns_suffix)
    }

    /// Returns the regions.
    pub fn regions(self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        self.table.names(self.record().regions).map(move |region| self.table.text(region))
    }

    /// Returns true if the partition lists the region.
    pub fn has_region(self, name: &str) -> bool {
        self.table.names(self.record().regions).any(|region| self.table.bytes(region) == name.as_bytes())
    }

    /// Returns true if the name has the form of a region of this partition: a known prefix, a word and a number. New regions have it too.
    pub fn may_have_region(self, name: &str) -> bool {
        let is_word =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        self.table.names(self.record().prefixes).any(|prefix| {
            name.strip_prefix(self.table.text(prefix))
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.split_once('-'))
                .is_some_and(|(word, number)| is_word(word) && is_number(number))
        })
    }

    /// Returns AWS's regular expression for region names. [`Partition::may_have_region`] accepts the same names.
    pub fn region_regex(self) -> &'a str {
        self.table.text(self.record().region_regex)
    }
}

impl fmt::Debug for Partition<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Partition({})", self.id())
    }
}
