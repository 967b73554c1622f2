//! Lookup of actions in the service reference.

use sts_policy_reference::{Reference, Service};

use super::action_ref::{ActionRef, ResolvedActions, matching_actions};
use super::{unknown_action, unknown_service};
use crate::document::List;
use crate::grammar::action;
use crate::rules::context::Context;

/// Maximum number of unknown actions of a policy that are compared with all known ones. A comparison takes a tenth of a millisecond.
const MAX_SUGGESTION_LOOKUPS: usize = 50;

/// Prefixes in AWS managed policies that the service reference does not list.
const UNLISTED_SERVICES: [&str; 1] = ["builderid"];

/// Looks up the actions of a list, and reports unknown ones. The path is that of the element.
pub(crate) fn resolve_actions<'a>(list: List<'a>, cx: &mut Context<'_, 'a>) -> Vec<ActionRef<'a>> {
    let Some(reference) = cx.reference() else { return Vec::new() };
    let mut actions = Vec::with_capacity(list.len());
    for (index, text) in list.texts() {
        if cx.must_stop() {
            break;
        }
        let resolved = resolve_action(text, reference, &mut cx.item(index));
        actions.push(ActionRef { index, text, resolved });
    }
    actions
}

fn resolve_action<'a>(text: &'a str, reference: &'a Reference, cx: &mut Context<'_, 'a>) -> ResolvedActions<'a> {
    let (prefix, name) = action::split(text).unwrap_or((text, text));
    let service = find_service(prefix, reference, cx);
    let resolved = match service {
        Some(service) => actions_of(service, name, reference),
        None if prefix == "*" => Some(ResolvedActions::All),
        None if reference.is_retired_service(prefix) || UNLISTED_SERVICES.contains(&prefix) => {
            Some(ResolvedActions::Unknown)
        }
        None => None,
    };
    if let Some(resolved) = resolved {
        return resolved;
    }
    // Another rule reports a text that is not an action.
    if action::parse(text).is_ok() {
        let suggest = cx.check.lookup.suggestions < MAX_SUGGESTION_LOOKUPS;
        cx.check.lookup.suggestions += 1;
        match service {
            Some(service) => unknown_action::report(service, name, suggest, cx),
            None => unknown_service::report(prefix, name, suggest, cx),
        }
    }
    ResolvedActions::Unknown
}

fn find_service<'a>(prefix: &'a str, reference: &'a Reference, cx: &mut Context<'_, 'a>) -> Option<Service<'a>> {
    if prefix == "*" {
        return None;
    }
    match cx.check.lookup.service {
        Some((last, service)) if last == prefix => Some(service),
        _ => {
            let service = reference.service(prefix)?;
            cx.check.lookup.service = Some((prefix, service));
            Some(service)
        }
    }
}

/// Returns the actions of a service that match a name or a pattern; `None` if no action does.
fn actions_of<'a>(service: Service<'a>, name: &'a str, reference: &Reference) -> Option<ResolvedActions<'a>> {
    if name.contains(['*', '?']) {
        return matching_actions(service, name).next().map(|_| ResolvedActions::Some(service, name));
    }
    match service.action(name) {
        Some(action) => Some(ResolvedActions::One(action)),
        // IAM may still accept an action that AWS removed.
        None => Some(ResolvedActions::Unknown).filter(|_| reference.is_removed_action(service.prefix(), name)),
    }
}
