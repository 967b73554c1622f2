//! The contexts that accept holes.

use sts_policy_core::limits::ACCOUNT_ID_DIGITS;

/// The part of a policy that a hole is in. It decides which types the hole accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HoleContext {
    Partition,
    Region,
    Account,
    Bucket,
    Resource,
    Path,
    PathPattern,
    Text,
    TextPattern,
    Number,
    Bool,
    Date,
    Address,
}

impl HoleContext {
    /// Returns the name of the trait that accepted types implement, in core's module `value`.
    pub(crate) fn bound(self) -> &'static str {
        match self {
            HoleContext::Partition => "InPartition",
            HoleContext::Region => "InRegion",
            HoleContext::Account => "InAccount",
            HoleContext::Bucket => "InBucket",
            HoleContext::Resource => "InResource",
            HoleContext::Path => "InPath",
            HoleContext::PathPattern => "InPathPattern",
            HoleContext::Text => "InText",
            HoleContext::TextPattern => "InTextPattern",
            HoleContext::Number => "InNumber",
            HoleContext::Bool => "InBool",
            HoleContext::Date => "InDate",
            HoleContext::Address => "InAddress",
        }
    }

    /// Returns the length of a long common value in bytes, or `None` where any text is accepted.
    pub(crate) fn likely_bytes(self) -> Option<usize> {
        match self {
            HoleContext::Partition => Some("aws-us-gov".len()),
            HoleContext::Region => Some("ap-southeast-1".len()),
            HoleContext::Account => Some(ACCOUNT_ID_DIGITS),
            HoleContext::Number => Some("1000000".len()),
            HoleContext::Bool => Some("false".len()),
            HoleContext::Date => Some("2000-01-01T00:00:00Z".len()),
            HoleContext::Address => Some("255.255.255.255/32".len()),
            HoleContext::Bucket | HoleContext::Resource => None,
            HoleContext::Path | HoleContext::PathPattern | HoleContext::Text | HoleContext::TextPattern => None,
        }
    }
}
