//! The condition keys of the actions of a statement.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use sts_policy_reference::{Action, ConditionKey, Reference, Service};

use crate::rules::action::action_ref::{ActionRef, ResolvedActions};
use crate::steps;

/// A service for which the pages of AWS contradict each other about the keys of its actions.
const UNRELIABLE_SERVICE: &str = "aws-marketplace";

/// The condition keys of the actions of one statement.
///
/// A statement may have thousands of actions and thousands of keys. The time is proportional to the sum of both, not to the product.
pub(crate) struct ActionKeys<'s, 'a> {
    actions: &'s [ActionRef<'a>],
    /// The services of the actions without duplicates, in the order of the actions.
    services: OnceCell<Vec<Service<'a>>>,
    /// The positions of the services, if there are more than [`MAX_LINEAR`].
    positions: OnceCell<HashMap<Service<'a>, usize>>,
    /// True if the keys of every action are known.
    are_known: OnceCell<bool>,
    /// Number of keys that were looked up.
    lookups: Cell<usize>,
    /// Number of keys whose missing actions were searched.
    searches: Cell<usize>,
    /// The keys that at least one of the actions has.
    accepted: OnceCell<HashSet<ConditionKey<'a>>>,
    /// For each key, true if at least one action of its service has it.
    used_by_service: RefCell<Option<HashMap<ConditionKey<'a>, bool>>>,
}

/// Maximum number of services that are searched one by one, and of keys that are searched in the actions. Beyond it, a table is faster.
const MAX_LINEAR: usize = 4;

impl<'s, 'a> ActionKeys<'s, 'a> {
    pub(crate) fn new(actions: &'s [ActionRef<'a>]) -> Self {
        Self {
            actions,
            services: OnceCell::new(),
            positions: OnceCell::new(),
            are_known: OnceCell::new(),
            lookups: Cell::new(0),
            searches: Cell::new(0),
            accepted: OnceCell::new(),
            used_by_service: RefCell::default(),
        }
    }

    fn services(&self) -> &[Service<'a>] {
        self.services.get_or_init(|| {
            let mut services: Vec<Service<'a>> = Vec::new();
            let mut seen = None;
            for service in self.actions.iter().filter_map(|action| action.resolved.service()) {
                steps::add(1);
                // Consecutive actions usually have the same service.
                if services.last() == Some(&service) {
                    continue;
                }
                if services.len() < MAX_LINEAR && !services.contains(&service) {
                    services.push(service);
                } else if services.len() >= MAX_LINEAR {
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
        if services.len() <= MAX_LINEAR {
            return services.iter().find_map(|service| service.condition_key(text));
        }
        let positions = self.positions.get_or_init(|| services.iter().copied().zip(0..).collect());
        let keys = reference.condition_keys(text).into_iter();
        let keys = keys.filter_map(|key| Some((positions.get(&key.service())?, key)));
        keys.min_by_key(|(position, _)| **position).map(|(_, key)| key)
    }

    /// Returns true if a request for at least one of the actions may have the key. The text is the key as the policy writes it.
    pub(super) fn accepts(&self, text: &str, key: ConditionKey<'a>, reference: &'a Reference) -> bool {
        let is_known = |action: &ActionRef<'_>| match action.resolved {
            ResolvedActions::One(action) => action.service().prefix() != UNRELIABLE_SERVICE,
            // One of the actions that a pattern matches may have the key.
            ResolvedActions::Some(..) | ResolvedActions::All | ResolvedActions::Unknown => false,
        };
        let are_known = self.are_known.get_or_init(|| {
            steps::add(self.actions.len());
            self.actions.iter().all(is_known)
        });
        if !are_known {
            return true;
        }
        let lookups = self.lookups.replace(self.lookups.get() + 1);
        if lookups >= MAX_LINEAR {
            let accepted = self.accepted.get_or_init(|| accepted(self.single_actions()));
            return accepted.contains(&key)
                || self.services().len() > 1
                    && reference.condition_keys(text).iter().any(|key| accepted.contains(key));
        }
        self.any_accepts(text, key)
    }

    /// The actions that the policy names without wildcards.
    fn single_actions(&self) -> impl Iterator<Item = Action<'a>> {
        self.actions.iter().filter_map(|action| match action.resolved {
            ResolvedActions::One(action) => Some(action),
            _ => None,
        })
    }

    /// Searches for the key in each action.
    fn any_accepts(&self, text: &str, key: ConditionKey<'a>) -> bool {
        // Consecutive actions are often the same.
        let mut last: Option<(Action<'_>, bool)> = None;
        self.single_actions().any(|action| {
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

    /// Returns the first named action of the service of the key whose requests never have the key, and the number of such actions.
    ///
    /// At most [`MAX_LINEAR`] keys of a statement are searched, so that the time does not depend on the product of keys and actions.
    pub(super) fn without_key(&self, key: ConditionKey<'a>) -> Option<(&'s ActionRef<'a>, usize)> {
        let searches = self.searches.replace(self.searches.get() + 1);
        if searches >= MAX_LINEAR || key.service().prefix() == UNRELIABLE_SERVICE || !self.is_used_by_service(key) {
            return None;
        }
        steps::add(self.actions.len());
        let mut without = self.actions.iter().filter(|action| match action.resolved {
            ResolvedActions::One(action) => action.service() == key.service() && !action.accepts(key),
            _ => false,
        });
        let first = without.next()?;
        Some((first, 1 + without.count()))
    }

    /// Returns true if at least one action of the service of the key has the key.
    pub(super) fn is_used_by_service(&self, key: ConditionKey<'a>) -> bool {
        let any = || key.service().actions().any(|action| action.accepts(key));
        *self.used_by_service.borrow_mut().get_or_insert_default().entry(key).or_insert_with(any)
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
