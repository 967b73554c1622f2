//! The actions that an item of a list matches.

use sts_policy_reference::{Action, Service};

use crate::pattern::{Case, matches};

/// An item of a list of actions, with the actions that it matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionRef<'a> {
    pub(crate) index: Option<usize>,
    pub(crate) text: &'a str,
    pub(crate) resolved: ResolvedActions<'a>,
}

/// The actions that an item of a list matches.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ResolvedActions<'a> {
    /// Every action of every service.
    All,
    /// One action.
    One(Action<'a>),
    /// The actions of the service that match the pattern.
    Some(Service<'a>, &'a str),
    /// Unknown actions: they have a finding, or belong to a service that AWS shut down.
    Unknown,
}

impl<'a> ResolvedActions<'a> {
    pub(crate) fn service(self) -> Option<Service<'a>> {
        match self {
            ResolvedActions::One(action) => Some(action.service()),
            ResolvedActions::Some(service, _) => Some(service),
            ResolvedActions::All | ResolvedActions::Unknown => None,
        }
    }
}

/// The actions of the service that match a pattern. The pattern has no prefix.
pub(crate) fn matching_actions<'p, 'r>(
    service: Service<'r>,
    pattern: &'p str,
) -> impl Iterator<Item = Action<'r>> + use<'p, 'r> {
    let literal_prefix = pattern.split(['*', '?']).next().unwrap_or_default();
    service.actions_starting_with(literal_prefix).filter(move |action| matches(pattern, action.name(), Case::Ignored))
}
