//! A condition key as the service reference describes it.

use sts_policy_reference::{ConditionKey, ConditionTypes, GlobalConditionKey, Reference};

use super::action_keys::ActionKeys;
use super::{deprecated_key, unknown_key};
use crate::document::{List, StatementView};
use crate::grammar::case;
use crate::model::ConditionOperator;
use crate::rules::action::resolve::ActionRef;
use crate::rules::context::Context;
use crate::rules::reference_names::is_of_others;
use std::cell::Cell;

/// A condition key under an operator, with its values, in a statement.
pub(crate) struct ResolvedUsage<'s, 'a> {
    pub(crate) statement: &'s StatementView<'a>,
    pub(crate) operator: Option<ConditionOperator>,
    pub(crate) key: ResolvedKey<'a>,
    pub(crate) values: List<'a>,
    pub(crate) actions: &'s [ActionRef<'a>],
    pub(crate) keys: &'s ActionKeys<'s, 'a>,
    /// True once the tags of a key were checked: several tags are one cause.
    pub(crate) tags_reported: &'s Cell<bool>,
}

/// What is known of a condition key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResolvedKey<'a> {
    /// As the policy writes it.
    pub(crate) text: &'a str,
    /// As a service defines it.
    pub(crate) service: Option<ConditionKey<'a>>,
    /// As all services have it, if none of the statement's defines it.
    global: Option<GlobalConditionKey<'a>>,
}

impl ResolvedKey<'_> {
    /// What its values are; a service's own word comes first.
    pub(crate) fn types(&self) -> Option<ConditionTypes> {
        self.service.map(ConditionKey::types).or_else(|| self.global.map(GlobalConditionKey::types))
    }
}

/// The prefix of keys that belong to no service.
const GLOBAL: &str = "aws:";

/// Others than the global keys that begin like them: reported by the checks that know them.
const KNOWN_ELSEWHERE: [&str; 4] = ["aws:ARN", "aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

/// Keys that AWS's own policies use and its reference does not list.
const UNLISTED: [&str; 1] = ["aws:PrincipalOrgMasterAccountId"];

/// Looks up a key and reports an unknown one. The path is that of the key.
pub(crate) fn resolve_key<'a>(
    text: &'a str,
    keys: &ActionKeys<'_, 'a>,
    cx: &mut Context<'_, 'a>,
) -> Option<ResolvedKey<'a>> {
    let reference = cx.reference()?;
    // Another rule reports a text that is not a key.
    let (prefix, name) = text.split_once(':').filter(|(prefix, name)| !prefix.is_empty() && !name.is_empty())?;
    let is_global = case::starts_with(text, GLOBAL);
    // The services of the statement come first: they may define keys of any prefix.
    let of_actions = if is_global { None } else { keys.condition_key(text, reference) };
    let global = if of_actions.is_some() { None } else { reference.global_condition_key(text) };
    if let Some(global) = global.filter(|global| global.is_deprecated()) {
        deprecated_key::report(global, cx);
    }
    if of_actions.is_some() || global.is_some() {
        return Some(ResolvedKey { text, service: of_actions, global });
    }
    if is_global {
        if !KNOWN_ELSEWHERE.iter().chain(&UNLISTED).any(|known| known.eq_ignore_ascii_case(text.trim_end_matches('/')))
        {
            unknown_key::report_global(text, cx);
        }
        return None;
    }
    let of_prefix = reference.service(prefix);
    let service = of_prefix.and_then(|service| service.condition_key(text)).or_else(|| of_any_service(text, reference));
    if service.is_some() {
        return Some(ResolvedKey { text, service, global });
    }
    if is_of_others(prefix, reference) {
        return None;
    }
    match of_prefix {
        Some(service) => unknown_key::report_of_service(service, text, name, cx),
        None => unknown_key::report_service(prefix, name, cx),
    }
    None
}

fn of_any_service<'a>(text: &str, reference: &'a Reference) -> Option<ConditionKey<'a>> {
    reference.condition_keys(text).into_iter().next()
}
