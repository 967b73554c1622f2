//! A cache of lookups in the service reference.

use sts_policy_reference::Service;

use super::resource::format_match::Format;

/// One-entry caches: consecutive lookups of a policy usually hit the same service.
#[derive(Debug, Default)]
pub(super) struct LookupCache<'a> {
    pub(super) service: Option<(&'a str, Service<'a>)>,
    pub(super) format: Option<Format<'a>>,
    pub(super) partition: Option<&'a str>,
    /// Number of unknown names that were compared with all known names.
    pub(super) suggestions: usize,
}
