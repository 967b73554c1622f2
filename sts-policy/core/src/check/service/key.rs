//! Whether condition keys exist, and whether the actions of their statement have them.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use sts_policy_reference::{Action, ConditionKey, ConditionTypes, GlobalConditionKey, Reference, Service};

use super::name::{closest_global, is_of_others, plain};
use super::{Meant, Named, Usage, dated};
use crate::catalogue::{fit, service as code};
use crate::finding::{Finding, Findings, quote};
use crate::grammar::case;
use crate::json::Path;
use crate::steps;
use crate::suggest::closest;

/// What is known of a condition key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a, 'r> {
    /// As the policy writes it.
    pub(super) text: &'a str,
    /// As a service defines it.
    service: Option<ConditionKey<'r>>,
    /// As all services have it, if none of the statement's defines it.
    global: Option<GlobalConditionKey<'r>>,
}

impl Known<'_, '_> {
    /// What its values are; a service's own word comes first.
    pub(super) fn types(&self) -> Option<ConditionTypes> {
        self.service.map(ConditionKey::types).or_else(|| self.global.map(GlobalConditionKey::types))
    }
}

/// The prefix of keys that belong to no service.
const GLOBAL: &str = "aws:";

/// Others than the global keys that begin like them: reported by the checks that know them.
const KNOWN_ELSEWHERE: [&str; 4] = ["aws:ARN", "aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

/// Keys that AWS's own policies use and its reference does not list.
const UNLISTED: [&str; 1] = ["aws:PrincipalOrgMasterAccountId"];

/// Looks a key up and reports an unknown one. `path` is that of the key.
pub(super) fn known<'a, 'r>(
    text: &'a str,
    scope: &Scope<'_, '_, 'r>,
    path: &Path<'_>,
    findings: &mut Findings,
) -> Option<Known<'a, 'r>> {
    let reference = scope.reference;
    // What is no key at all was reported.
    let (prefix, name) = text.split_once(':').filter(|(prefix, name)| !prefix.is_empty() && !name.is_empty())?;
    let is_global = case::begins(text, GLOBAL);
    // Those of the statement's own services first: they may define keys of any prefix.
    let of_actions = if is_global { None } else { scope.condition_key(text) };
    let global = if of_actions.is_some() { None } else { reference.global_condition_key(text) };
    if let Some(global) = global.filter(|global| global.is_deprecated()) {
        let message = format!("condition key `{}` is deprecated", global.name());
        let finding = Finding::at_key(code::DEPRECATED_GLOBAL_CONDITION_KEY, path, message);
        findings.push(dated(finding.with_help("use `aws:SourceAccount`"), reference));
    }
    if of_actions.is_some() || global.is_some() {
        return Some(Known { text, service: of_actions, global });
    }
    if is_global {
        if !KNOWN_ELSEWHERE.iter().chain(&UNLISTED).any(|known| known.eq_ignore_ascii_case(text.trim_end_matches('/')))
        {
            findings.push(dated(unknown_global(text, path, reference), reference));
        }
        return None;
    }
    let of_prefix = reference.service(prefix);
    let service = of_prefix.and_then(|service| service.condition_key(text)).or_else(|| of_any_service(text, reference));
    if service.is_some() {
        return Some(Known { text, service, global });
    }
    if is_of_others(prefix, reference) {
        return None;
    }
    let finding = match of_prefix {
        Some(service) => unknown_of_service(service, text, name, path),
        None => unknown_service(prefix, name, path, reference),
    };
    findings.push(dated(finding, reference));
    None
}

fn of_any_service<'r>(text: &str, reference: &'r Reference) -> Option<ConditionKey<'r>> {
    reference.condition_keys(text).into_iter().next()
}

fn unknown_global(text: &str, path: &Path<'_>, reference: &Reference) -> Finding {
    let finding = Finding::at_key(
        code::INVALID_GLOBAL_CONDITION_KEY,
        path,
        format!("there is no global condition key {}", quote(text)),
    );
    match closest_global(text, reference) {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&near))),
        None => finding,
    }
}

fn unknown_of_service(service: Service<'_>, text: &str, name: &str, path: &Path<'_>) -> Finding {
    let message = format!("service `{service}` has no condition key {}", quote(text));
    let finding = Finding::at_key(code::INVALID_SERVICE_CONDITION_KEY, path, message);
    let names = || service.condition_keys().map(ConditionKey::name);
    let own = names().filter_map(|known| known.split_once(':')).map(|(_, known)| plain(known));
    match closest(name, own) {
        Some(near) => {
            let whole = names().find(|known| known.split_once(':').is_some_and(|(_, known)| plain(known) == near));
            finding.with_help(format!("did you mean `{}`?", whole.unwrap_or(near)))
        }
        None => finding,
    }
}

fn unknown_service(prefix: &str, name: &str, path: &Path<'_>, reference: &Reference) -> Finding {
    let message = format!("there is no service with the prefix {}, so there is no such condition key", quote(prefix));
    let finding = Finding::at_key(code::INVALID_SERVICE, path, message);
    let prefixes = reference.services().map(Service::prefix).chain(std::iter::once("aws"));
    match closest(prefix, prefixes) {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&format!("{near}:{name}")))),
        None => finding.with_help("a condition key begins with `aws:` or with the prefix of a service"),
    }
}

/// A service whose actions are listed on several pages of AWS's that do not agree on its keys.
const UNRELIABLE: &str = "aws-marketplace";

/// A key of a service that no action of the statement has; whether it is one. Where only some have it, Access Analyzer says
/// nothing. `path` is that of the key.
pub(super) fn unsupported<'r>(
    usage: &Usage<'_, 'r>,
    scope: &Scope<'_, '_, 'r>,
    path: &Path<'_>,
    findings: &mut Findings,
) -> bool {
    let reference = scope.reference;
    let Some(key) = usage.key.service else { return false };
    // What identity providers say of a session is defined by `sts`, and stays with the session.
    if !case::begins(usage.key.text, key.service().prefix()) {
        return false;
    }
    let Some((first, others)) = usage.actions.split_first() else { return false };
    if scope.accepts(usage.key.text, key) {
        return false;
    }
    // Some keys of sessions are called as if they were a service's; and AWS defines some without saying which actions have
    // them.
    if reference.global_condition_key(usage.key.text).is_some() || !scope.is_of_actions(key) {
        return false;
    }
    let others = match others.len() {
        0 => "",
        1 => ", nor have those for the other action",
        _ => ", nor have those for the other actions",
    };
    let message = format!("requests for {} do not have the key {}{others}", quote(first.text), quote(usage.key.text));
    let having: Vec<String> = key
        .service()
        .actions()
        .filter(|action| action.accepts(key))
        .take(3)
        .map(|action| format!("`{action}`"))
        .collect();
    let finding = Finding::at_key(fit::UNSUPPORTED_ACTION_FOR_CONDITION_KEY, path, message);
    findings.push(dated(finding.with_help(format!("actions that have it are {}", having.join(", "))), reference));
    true
}

/// The condition keys of the actions of one statement.
///
/// A statement may have thousands of actions and thousands of keys. Each is looked at once, never each action for each key.
pub(super) struct Scope<'s, 'a, 'r> {
    actions: &'s [Named<'a, 'r>],
    reference: &'r Reference,
    /// The different services of the actions, in the order of the actions.
    services: OnceCell<Vec<Service<'r>>>,
    /// The positions of the services, if there are more than [`FEW`].
    positions: OnceCell<HashMap<Service<'r>, usize>>,
    /// True if the keys of every action are known.
    are_known: OnceCell<bool>,
    /// Number of keys that were searched in the actions themselves.
    asked: Cell<usize>,
    /// The keys that any of the actions has.
    accepted: OnceCell<HashSet<ConditionKey<'r>>>,
    /// For each key, whether any action of its service has it.
    of_actions: RefCell<Option<HashMap<ConditionKey<'r>, bool>>>,
}

/// Maximum number of services that are searched one by one, and of keys that are searched in the actions: faster than a table for few.
const FEW: usize = 4;

impl<'s, 'a, 'r> Scope<'s, 'a, 'r> {
    pub(super) fn new(actions: &'s [Named<'a, 'r>], reference: &'r Reference) -> Self {
        Self {
            actions,
            reference,
            services: OnceCell::new(),
            positions: OnceCell::new(),
            are_known: OnceCell::new(),
            asked: Cell::new(0),
            accepted: OnceCell::new(),
            of_actions: RefCell::default(),
        }
    }

    fn services(&self) -> &[Service<'r>] {
        self.services.get_or_init(|| {
            let mut services: Vec<Service<'r>> = Vec::new();
            let mut seen = None;
            for service in self.actions.iter().filter_map(|named| named.meant.service()) {
                steps::add(1);
                // Actions of one service mostly stand together.
                if services.last() == Some(&service) {
                    continue;
                }
                if services.len() < FEW && !services.contains(&service) {
                    services.push(service);
                } else if services.len() >= FEW {
                    let seen = seen.get_or_insert_with(|| services.iter().copied().collect::<HashSet<_>>());
                    if seen.insert(service) {
                        services.push(service);
                    }
                }
            }
            services
        })
    }

    /// Returns the key as the first service of the actions defines it.
    fn condition_key(&self, text: &str) -> Option<ConditionKey<'r>> {
        let services = self.services();
        if services.len() <= FEW {
            return services.iter().find_map(|service| service.condition_key(text));
        }
        let positions = self.positions.get_or_init(|| services.iter().copied().zip(0..).collect());
        let of_actions = self.reference.condition_keys(text).into_iter();
        let of_actions = of_actions.filter_map(|key| Some((positions.get(&key.service())?, key)));
        of_actions.min_by_key(|(position, _)| **position).map(|(_, key)| key)
    }

    /// Returns true if the key, of this text, may be in a request for any of the actions.
    fn accepts(&self, text: &str, key: ConditionKey<'r>) -> bool {
        let is_known = |named: &Named<'_, '_>| match named.meant {
            Meant::One(action) => action.service().prefix() != UNRELIABLE,
            // What a pattern matches may have it.
            Meant::Some(..) | Meant::All | Meant::Unknown => false,
        };
        let are_known = self.are_known.get_or_init(|| {
            steps::add(self.actions.len());
            self.actions.iter().all(is_known)
        });
        if !are_known {
            return true;
        }
        let actions = self.actions.iter().filter_map(|named| match named.meant {
            Meant::One(action) => Some(action),
            _ => None,
        });
        let asked = self.asked.replace(self.asked.get() + 1);
        if asked >= FEW {
            let accepted = self.accepted.get_or_init(|| accepted(actions));
            return accepted.contains(&key)
                || self.services().len() > 1
                    && self.reference.condition_keys(text).iter().any(|key| accepted.contains(key));
        }
        let mut last: Option<(Action<'_>, bool)> = None;
        actions.into_iter().any(|action| {
            steps::add(1);
            if let Some((last, accepts)) = last
                && last == action
            {
                return accepts;
            }
            let key = if action.service() == key.service() { Some(key) } else { action.service().condition_key(text) };
            let accepts = key.is_some_and(|key| action.accepts(key));
            last = Some((action, accepts));
            accepts
        })
    }

    /// Returns true if any action of the key's service has the key.
    fn is_of_actions(&self, key: ConditionKey<'r>) -> bool {
        let any = || key.service().actions().any(|action| action.accepts(key));
        *self.of_actions.borrow_mut().get_or_insert_default().entry(key).or_insert_with(any)
    }
}

fn accepted<'r>(actions: impl Iterator<Item = Action<'r>>) -> HashSet<ConditionKey<'r>> {
    let mut seen = HashSet::new();
    let mut types = HashSet::new();
    let mut accepted = HashSet::new();
    for action in actions {
        steps::add(1);
        if !seen.insert(action) {
            continue;
        }
        accepted.extend(action.condition_keys());
        for link in action.resources() {
            steps::add(1 + link.condition_keys().len());
            accepted.extend(link.condition_keys());
            if types.insert(link.resource_type()) {
                accepted.extend(link.resource_type().condition_keys());
            }
        }
    }
    accepted
}

impl<'r> Meant<'_, 'r> {
    fn service(self) -> Option<Service<'r>> {
        match self {
            Meant::One(action) => Some(action.service()),
            Meant::Some(service, _) => Some(service),
            Meant::All | Meant::Unknown => None,
        }
    }
}
