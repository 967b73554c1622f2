//! The form of a resource type's ARNs.

use std::fmt;

use crate::Reference;
use crate::blob::FormatRecord;

/// The form of a resource type's ARNs, by the five fields after `arn:`. A placeholder such as `${BucketName}` stands for any text,
/// `/` and `:` included; some formats have a literal `*` besides.
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
    reference: &'a Reference,
    /// Among the formats of all resource types.
    index: u16,
}

impl<'a> ArnFormat<'a> {
    pub(crate) fn new(reference: &'a Reference, index: usize) -> Self {
        Self { reference, index: u16::try_from(index).unwrap_or(u16::MAX) }
    }

    fn record(self) -> FormatRecord {
        self.reference.record(self.index.into())
    }

    /// The partition; `${Partition}` so far.
    pub fn partition(self) -> &'a str {
        self.reference.text(self.record().partition)
    }

    /// The service; not always the prefix of the actions.
    pub fn service(self) -> &'a str {
        self.reference.text(self.record().service)
    }

    /// The region: nothing, `${Region}`, `*`, or a region.
    pub fn region(self) -> &'a str {
        self.reference.text(self.record().region)
    }

    /// The account: nothing, a placeholder, `aws`, or `*`.
    pub fn account(self) -> &'a str {
        self.reference.text(self.record().account)
    }

    /// All that follows the account.
    pub fn resource(self) -> &'a str {
        self.reference.text(self.record().resource)
    }
}

/// The whole ARN format.
impl fmt::Display for ArnFormat<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FormatRecord { partition, service, region, account, resource } = self.record();
        formatter.write_str("arn")?;
        for field in [partition, service, region, account, resource] {
            write!(formatter, ":{}", self.reference.text(field))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ArnFormat<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ArnFormat({self})")
    }
}
