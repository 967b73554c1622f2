//! Lookups in the service reference that are kept for the next one.

use sts_policy_reference::Service;

use super::resource::format_match::Format;

/// The last results. Consecutive lookups of a policy are usually about the same service.
#[derive(Debug, Default)]
pub(super) struct LookupCache<'a> {
    pub(super) service: Option<(&'a str, Service<'a>)>,
    pub(super) format: Option<Format<'a>>,
    pub(super) partition: Option<&'a str>,
    /// Number of unknown names that were compared with all known ones.
    pub(super) suggestions: usize,
}
