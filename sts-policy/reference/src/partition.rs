//! A partition of AWS.

use std::fmt;

use crate::Reference;
use crate::blob::PartitionRecord;

/// A partition: regions that share accounts and the second field of ARNs.
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
    reference: &'a Reference,
    index: u16,
}

impl<'a> Partition<'a> {
    pub(crate) fn new(reference: &'a Reference, index: u16) -> Self {
        Self { reference, index }
    }

    fn record(self) -> PartitionRecord {
        self.reference.record(self.index.into())
    }

    /// Its identifier, such as `aws-cn`: the second field of ARNs.
    pub fn id(self) -> &'a str {
        self.reference.text(self.record().id)
    }

    /// With what the names of its hosts end, such as `amazonaws.com.cn`.
    pub fn dns_suffix(self) -> &'a str {
        self.reference.text(self.record().dns_suffix)
    }

    /// Its regions.
    pub fn regions(self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        self.reference.names(self.record().regions).map(move |region| self.reference.text(region))
    }

    /// Whether the region is listed.
    pub fn has_region(self, name: &str) -> bool {
        self.reference.names(self.record().regions).any(|region| self.reference.bytes(region) == name.as_bytes())
    }

    /// Whether the name has the shape of its regions, as one that AWS opens tomorrow would: a known start, a word and a number.
    pub fn may_have_region(self, name: &str) -> bool {
        let is_word =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        self.reference.names(self.record().prefixes).any(|prefix| {
            name.strip_prefix(self.reference.text(prefix))
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.split_once('-'))
                .is_some_and(|(word, number)| is_word(word) && is_number(number))
        })
    }

    /// The regular expression for the names of its regions, as AWS writes it. [`Partition::may_have_region`] is the same.
    pub fn region_regex(self) -> &'a str {
        self.reference.text(self.record().region_regex)
    }
}

impl fmt::Debug for Partition<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Partition({})", self.id())
    }
}
