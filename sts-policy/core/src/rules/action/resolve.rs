//! The actions that a list stands for.

use sts_policy_reference::{Action, Reference, Service};

use super::{unknown_action, unknown_service};

use crate::document::List;
use crate::grammar::action;
use crate::pattern::{Case, matches};
use crate::rules::context::Context;

/// An action as a statement names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionRef<'a> {
    pub(crate) index: Option<usize>,
    pub(crate) text: &'a str,
    pub(crate) resolved: ResolvedActions<'a>,
}

/// What an action in a statement stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ResolvedActions<'a> {
    /// Every action of every service.
    All,
    /// This one.
    One(Action<'a>),
    /// Those of the service that match the pattern.
    Some(Service<'a>, &'a str),
    /// It is not known what: whether there is such an action was reported, or it is of a service that AWS shut down.
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

/// So many unknown actions of a policy are compared with all that there are: each takes a tenth of a millisecond.
const MAX_SUGGESTION_LOOKUPS: usize = 50;

/// Prefixes that AWS's own policies name and its reference does not list.
const UNLISTED: [&str; 1] = ["builderid"];

/// What the actions of a list stand for. `path` is that of the element.
pub(crate) fn resolve_actions<'a>(list: List<'a>, cx: &mut Context<'_, 'a>) -> Vec<ActionRef<'a>> {
    let Some(reference) = cx.reference() else { return Vec::new() };
    let mut named = Vec::with_capacity(list.len());
    for (index, text) in list.texts() {
        if cx.must_stop() {
            break;
        }
        let (prefix, name) = action::split(text).unwrap_or((text, text));
        let service = match cx.check.lookup.service {
            Some((last, service)) if last == prefix => Some(service),
            _ if prefix == "*" => None,
            _ => reference.service(prefix),
        };
        let resolved = match service {
            Some(service) => {
                cx.check.lookup.service = Some((prefix, service));
                of_service(service, name, reference)
            }
            None if prefix == "*" => Some(ResolvedActions::All),
            None => Some(ResolvedActions::Unknown)
                .filter(|_| reference.is_retired_service(prefix) || UNLISTED.contains(&prefix)),
        };
        // What is no action at all was reported.
        let may_suggest = cx.check.lookup.suggestions < MAX_SUGGESTION_LOOKUPS;
        let resolved =
            resolved.or_else(|| action::parse(text).err().map(|_| ResolvedActions::Unknown)).unwrap_or_else(|| {
                cx.check.lookup.suggestions += 1;
                let cx = &mut cx.item(index);
                match service {
                    Some(service) => unknown_action::report(service, name, may_suggest, cx),
                    None => unknown_service::report(prefix, name, may_suggest, cx),
                }
                ResolvedActions::Unknown
            });
        named.push(ActionRef { index, text, resolved });
    }
    named
}

fn of_service<'a>(service: Service<'a>, name: &'a str, reference: &Reference) -> Option<ResolvedActions<'a>> {
    if name.contains(['*', '?']) {
        return matching(service, name).next().map(|_| ResolvedActions::Some(service, name));
    }
    match service.action(name) {
        Some(action) => Some(ResolvedActions::One(action)),
        // AWS went on to accept it for a while, and may still.
        None => Some(ResolvedActions::Unknown).filter(|_| reference.is_removed_action(service.prefix(), name)),
    }
}

/// The actions of the service that the pattern, without prefix, stands for.
pub(crate) fn matching<'p, 'r>(
    service: Service<'r>,
    pattern: &'p str,
) -> impl Iterator<Item = Action<'r>> + use<'p, 'r> {
    let plain = pattern.split(['*', '?']).next().unwrap_or_default();
    service.actions_starting_with(plain).filter(move |action| matches(pattern, action.name(), Case::Ignored))
}
