//! The walk over a statement.

use super::condition::conditions;
#[cfg(feature = "reference")]
use crate::document::List;
use crate::document::{ItemList, StatementView, element};
use crate::grammar::variable::has_variable;
#[cfg(feature = "reference")]
use crate::rules::action::action_ref::ActionRef;
#[cfg(feature = "reference")]
use crate::rules::action::resolve::resolve_actions;
use crate::rules::context::Context;
use crate::rules::resource::ParsedArn;
#[cfg(feature = "reference")]
use crate::rules::resource::resolve::{ResolvedResource, resolve_resource};
use crate::rules::variable::syntax::{self, is_unclosed};
use crate::rules::{action, condition, resource, session, statement as whole};

/// Runs the rules of a statement. The path is that of the statement.
pub(super) fn statement<'a>(statement: &StatementView<'a>, cx: &mut Context<'_, 'a>) {
    whole::statement(statement, cx);
    actions(statement, cx);
    resources(statement, cx);
    action::statement(statement, cx);
    #[cfg(feature = "reference")]
    let resolved = resolve(statement, cx);
    conditions(
        statement,
        #[cfg(feature = "reference")]
        &resolved,
        cx,
    );
    session::statement(statement, cx);
    condition::statement(statement, cx);
}

fn actions<'a>(statement: &StatementView<'a>, cx: &mut Context<'_, 'a>) {
    for (name, list) in [(element::ACTION, statement.action), (element::NOT_ACTION, statement.not_action)] {
        let Some(list) = list else { continue };
        let cx = &mut cx.key(name);
        whole::list(&ItemList { element: name, list }, cx);
        for (index, text) in list.texts() {
            if cx.must_stop() {
                return;
            }
            action::action(text, &mut cx.item(index));
        }
        action::list(list, cx);
    }
}

fn resources<'a>(statement: &StatementView<'a>, cx: &mut Context<'_, 'a>) {
    for (name, list) in [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)] {
        let Some(list) = list else { continue };
        let cx = &mut cx.key(name);
        whole::list(&ItemList { element: name, list }, cx);
        for (index, text) in list.texts() {
            if cx.must_stop() {
                return;
            }
            let cx = &mut cx.item(index);
            let has_variable = cx.has_variables() && has_variable(text);
            if has_variable {
                syntax::check(text, cx);
            }
            // An unclosed variable hides the ends of the fields of the ARN.
            if !has_variable || !is_unclosed(text) {
                resource::resource(&ParsedArn::new(text), cx);
            }
        }
        resource::list(list, cx);
    }
}

/// Looks up the actions and resources of a statement in the service reference, runs the rules that need the result, and returns the actions.
#[cfg(feature = "reference")]
fn resolve<'a>(statement: &StatementView<'a>, cx: &mut Context<'_, 'a>) -> Vec<ActionRef<'a>> {
    if cx.reference().is_none() {
        return Vec::new();
    }
    let mut resolve_list = |name: &str, list: Option<List<'a>>| {
        list.map(|list| resolve_actions(list, &mut cx.key(name))).unwrap_or_default()
    };
    let actions = resolve_list(element::ACTION, statement.action);
    resolve_list(element::NOT_ACTION, statement.not_action);
    let mut resources = Vec::new();
    for (name, list) in [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)] {
        let Some(list) = list else { continue };
        let cx = &mut cx.key(name);
        for (index, text) in list.texts() {
            if cx.must_stop() {
                return actions;
            }
            let resolved = resolve_text(text, &mut cx.item(index));
            if name == element::RESOURCE {
                resources.push(resolved);
            }
        }
    }
    if statement.not_action.is_none() && statement.not_resource.is_none() {
        action::without_resource::check(&actions, &resources, &mut cx.key(element::ACTION));
    }
    actions
}

#[cfg(feature = "reference")]
fn resolve_text<'a>(text: &'a str, cx: &mut Context<'_, 'a>) -> ResolvedResource<'a> {
    if cx.has_variables() && has_variable(text) {
        crate::rules::variable::unknown::check(text, cx);
    }
    resolve_resource(text, cx)
}
