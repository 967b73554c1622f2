//! Rules about resources.

#[cfg(feature = "reference")]
pub(crate) mod format_match;
#[cfg(feature = "reference")]
pub(crate) mod resolve;

use crate::document::{Document, List};
use crate::grammar::arn::{self, Arn, NotAnArn};
use crate::rules::group::rules;

/// The text of a resource, read as an ARN.
pub(crate) struct ParsedArn<'a> {
    pub(crate) text: &'a str,
    pub(crate) arn: Result<Arn<'a>, NotAnArn>,
}

impl<'a> ParsedArn<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, arn: arn::parse(text) }
    }
}

rules! {
    /// Rules of an ARN, or of a text where an ARN is required.
    on resource<'a>(resource: &ParsedArn<'a>) {
        arn_prefix, arn_fields, partition, service_wildcard, service_case, account, resource_type,
        trailing_space, joined_arns,
    }

    /// Rules of a list of resources.
    on list<'a>(list: List<'a>) { redundant_resource }

    /// Rules of all resources of a policy.
    on document<'a>(document: &Document<'a>) { contradicting_partitions }

    called_directly {
        #[cfg(feature = "reference")]
        region,
        #[cfg(feature = "reference")]
        unknown_service,
        #[cfg(feature = "reference")]
        region_and_account,
    }
}
