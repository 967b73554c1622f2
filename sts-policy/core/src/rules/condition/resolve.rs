//! A condition key, resolved with the service reference.

use std::cell::Cell;

use sts_policy_reference::{ConditionKey, ConditionTypes, GlobalConditionKey};

use super::action_keys::ActionKeys;
use super::{deprecated_key, unknown_key};
use crate::Code;
use crate::diagnostics::{Finding, Message};
use crate::document::{List, StatementView, element};
use crate::grammar::case;
use crate::model::ConditionOperator;
use crate::rules::action::action_ref::ActionRef;
use crate::rules::context::Context;
use crate::rules::reference_names::may_exist_unlisted;

/// A condition key with its operator, its values and its statement.
pub(crate) struct ResolvedEntry<'s, 'a> {
    pub(crate) statement: &'s StatementView<'a>,
    pub(crate) operator: Option<ConditionOperator>,
    pub(crate) key: ResolvedKey<'a>,
    pub(crate) values: List<'a>,
    pub(crate) actions: &'s [ActionRef<'a>],
    pub(crate) keys: &'s ActionKeys<'s, 'a>,
    /// True after a condition on a tag was checked. Several tags are one cause, which has one finding.
    pub(crate) tags_checked: &'s Cell<bool>,
}

/// A condition key with its definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResolvedKey<'a> {
    /// The key as the policy writes it.
    pub(crate) text: &'a str,
    /// The definition of a service.
    pub(crate) service: Option<ConditionKey<'a>>,
    /// The definition of all services, if no service of the statement defines the key.
    global: Option<GlobalConditionKey<'a>>,
}

impl ResolvedKey<'_> {
    /// Returns the types of the values. The definition of a service takes precedence.
    pub(crate) fn types(&self) -> Option<ConditionTypes> {
        self.service.map(ConditionKey::types).or_else(|| self.global.map(GlobalConditionKey::types))
    }
}

/// Returns a finding at an action of the statement. The path is that of the condition key.
pub(super) fn finding_at_action(code: Code, action: &ActionRef<'_>, message: Message, cx: &Context<'_, '_>) -> Finding {
    // The path of the key ends with the condition, the operator and the key.
    let statement = cx.path.parent().parent().parent();
    Finding::at(code, &statement.key(element::ACTION).item(action.index), message)
}

/// The prefix of keys that do not belong to a service.
const GLOBAL: &str = "aws:";

/// Keys with the global prefix that other rules report.
const REPORTED_ELSEWHERE: [&str; 4] = ["aws:ARN", "aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

/// Keys that policies of AWS use, but that the service reference does not list.
const UNLISTED: [&str; 1] = ["aws:PrincipalOrgMasterAccountId"];

/// Looks up a key and reports an unknown one. The path is that of the key.
pub(crate) fn resolve_key<'a>(
    text: &'a str,
    keys: &ActionKeys<'_, 'a>,
    cx: &mut Context<'_, 'a>,
) -> Option<ResolvedKey<'a>> {
    let reference = cx.reference()?;
    // Another rule reports a key in another format.
    let (prefix, name) = text.split_once(':').filter(|(prefix, name)| !prefix.is_empty() && !name.is_empty())?;
    let is_global = case::starts_with(text, GLOBAL);
    // The services of the statement come first, because a service can define keys with any prefix.
    let service = if is_global { None } else { keys.condition_key(text, reference) };
    let global = if service.is_some() { None } else { reference.global_condition_key(text) };
    if let Some(global) = global.filter(|global| global.is_deprecated()) {
        deprecated_key::report(global, cx);
    }
    if service.is_some() || global.is_some() {
        return Some(ResolvedKey { text, service, global });
    }
    if is_global {
        if !REPORTED_ELSEWHERE
            .iter()
            .chain(&UNLISTED)
            .any(|known| known.eq_ignore_ascii_case(text.trim_end_matches('/')))
        {
            unknown_key::report_unknown_global_key(text, cx);
        }
        return None;
    }
    let prefix_service = reference.service(prefix);
    let service = prefix_service
        .and_then(|service| service.condition_key(text))
        .or_else(|| reference.condition_keys(text).into_iter().next());
    if service.is_some() {
        return Some(ResolvedKey { text, service, global });
    }
    if may_exist_unlisted(prefix, reference) {
        return None;
    }
    match prefix_service {
        Some(service) => unknown_key::report_unknown_service_key(service, text, name, cx),
        None => unknown_key::report_unknown_service(prefix, name, cx),
    }
    None
}
