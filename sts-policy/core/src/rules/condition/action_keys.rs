//! The condition keys of the actions of a statement.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use sts_policy_reference::{Action, ConditionKey, Reference, Service};

use crate::rules::action::resolve::{ActionRef, ResolvedActions};
use crate::steps;

/// A service whose actions are listed on several pages of AWS's that do not agree on its keys.
const UNRELIABLE: &str = "aws-marketplace";

/// The condition keys of the actions of one statement.
///
/// A statement may have thousands of actions and thousands of keys. Each is looked at once, never each action for each key.
pub(crate) struct ActionKeys<'s, 'a> {
    actions: &'s [ActionRef<'a>],
    /// The different services of the actions, in the order of the actions.
    services: OnceCell<Vec<Service<'a>>>,
    /// The positions of the services, if there are more than [`FEW`].
    positions: OnceCell<HashMap<Service<'a>, usize>>,
    /// True if the keys of every action are known.
    are_known: OnceCell<bool>,
    /// Number of keys that were searched in the actions themselves.
    asked: Cell<usize>,
    /// The keys that any of the actions has.
    accepted: OnceCell<HashSet<ConditionKey<'a>>>,
    /// For each key, whether any action of its service has it.
    of_actions: RefCell<Option<HashMap<ConditionKey<'a>, bool>>>,
}

/// Maximum number of services that are searched one by one, and of keys that are searched in the actions: faster than a table for few.
const FEW: usize = 4;

impl<'s, 'a> ActionKeys<'s, 'a> {
    pub(crate) fn new(actions: &'s [ActionRef<'a>]) -> Self {
        Self {
            actions,
            services: OnceCell::new(),
            positions: OnceCell::new(),
            are_known: OnceCell::new(),
            asked: Cell::new(0),
            accepted: OnceCell::new(),
            of_actions: RefCell::default(),
        }
    }

    fn services(&self) -> &[Service<'a>] {
        self.services.get_or_init(|| {
            let mut services: Vec<Service<'a>> = Vec::new();
            let mut seen = None;
            for service in self.actions.iter().filter_map(|named| named.resolved.service()) {
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
    pub(super) fn condition_key(&self, text: &str, reference: &'a Reference) -> Option<ConditionKey<'a>> {
        let services = self.services();
        if services.len() <= FEW {
            return services.iter().find_map(|service| service.condition_key(text));
        }
        let positions = self.positions.get_or_init(|| services.iter().copied().zip(0..).collect());
        let of_actions = reference.condition_keys(text).into_iter();
        let of_actions = of_actions.filter_map(|key| Some((positions.get(&key.service())?, key)));
        of_actions.min_by_key(|(position, _)| **position).map(|(_, key)| key)
    }

    /// Returns true if the key, of this text, may be in a request for any of the actions.
    pub(super) fn accepts(&self, text: &str, key: ConditionKey<'a>, reference: &'a Reference) -> bool {
        let is_known = |named: &ActionRef<'_>| match named.resolved {
            ResolvedActions::One(action) => action.service().prefix() != UNRELIABLE,
            // What a pattern matches may have it.
            ResolvedActions::Some(..) | ResolvedActions::All | ResolvedActions::Unknown => false,
        };
        let are_known = self.are_known.get_or_init(|| {
            steps::add(self.actions.len());
            self.actions.iter().all(is_known)
        });
        if !are_known {
            return true;
        }
        let actions = self.actions.iter().filter_map(|named| match named.resolved {
            ResolvedActions::One(action) => Some(action),
            _ => None,
        });
        let asked = self.asked.replace(self.asked.get() + 1);
        if asked >= FEW {
            let accepted = self.accepted.get_or_init(|| accepted(actions));
            return accepted.contains(&key)
                || self.services().len() > 1
                    && reference.condition_keys(text).iter().any(|key| accepted.contains(key));
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
    pub(super) fn is_of_actions(&self, key: ConditionKey<'a>) -> bool {
        let any = || key.service().actions().any(|action| action.accepts(key));
        *self.of_actions.borrow_mut().get_or_insert_default().entry(key).or_insert_with(any)
    }
}

fn accepted<'a>(actions: impl Iterator<Item = Action<'a>>) -> HashSet<ConditionKey<'a>> {
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
