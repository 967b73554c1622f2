//! The walk over conditions.

#[cfg(feature = "reference")]
use std::cell::Cell;

#[cfg(feature = "reference")]
use crate::document::BlockView;
use crate::document::{List, StatementView, element};
use crate::grammar::variable::has_variable;
use crate::json::{Member, Node};
use crate::model::ConditionOperator;
#[cfg(feature = "reference")]
use crate::rules::action::action_ref::ActionRef;
use crate::rules::condition::entry::ConditionEntry;
use crate::rules::condition::facts::{BlockFacts, StatementFacts};
use crate::rules::condition::rule_inputs::{KeyValues, OperatorBlock};
use crate::rules::condition::{self, value_type, wildcard_without_like};
#[cfg(feature = "reference")]
use crate::rules::condition::{action_keys::ActionKeys, resolve::ResolvedEntry, resolve::resolve_key};
use crate::rules::context::Context;
use crate::rules::variable::{syntax, unsupported_operator};

/// Runs the rules of all conditions. The path is that of the statement.
pub(super) fn conditions<'a>(
    statement: &StatementView<'a>,
    #[cfg(feature = "reference")] actions: &[ActionRef<'a>],
    cx: &mut Context<'_, 'a>,
) {
    let Some(blocks) = &statement.conditions else { return };
    #[cfg(feature = "reference")]
    let resolver = Resolver { statement, actions, keys: ActionKeys::new(actions), tags_checked: Cell::new(false) };
    condition::conditions(blocks, &mut cx.key(element::CONDITION));
    let facts = StatementFacts::new(statement);
    for block in blocks {
        let block_facts = BlockFacts::new(block);
        let cx = &mut cx.key(element::CONDITION);
        let cx = &mut cx.key(block.name);
        condition::operator(&OperatorBlock { block, blocks }, cx);
        for member in block.entries.iter() {
            if cx.must_stop() {
                return;
            }
            let cx = &mut cx.key(&member.key);
            condition::key(&member.key, cx);
            let values = KeyValues { operator: block.operator, key: &member.key, list: List::new(&member.value) };
            if !condition::values(&values, cx) {
                self::values(&values, cx);
            }
            run_entry(&facts, &block_facts, member, cx);
            #[cfg(feature = "reference")]
            resolver.run_entry(block, member, cx);
        }
    }
}

/// Runs the rules of each value of a key. The path is that of the key.
fn values<'a>(values: &KeyValues<'a>, cx: &mut Context<'_, 'a>) {
    let Some(ConditionOperator { operator, .. }) = values.operator else { return };
    for (index, node) in values.list.items() {
        if cx.must_stop() {
            return;
        }
        let cx = &mut cx.item(index);
        if let Node::String(text) = node {
            if has_variable(text) {
                // If the version has no variables, the policy has one finding for all of them.
                if !cx.has_variables() {
                    continue;
                }
                if !operator.takes_variables() {
                    unsupported_operator::check(operator, text, cx);
                    continue;
                }
                syntax::check(text, cx);
            }
            wildcard_without_like::check(operator, text, cx);
        }
        value_type::check(operator, values.key, node, cx);
    }
}

/// Runs the rules of a key under a known operator. The path is that of the key.
fn run_entry<'a>(
    facts: &StatementFacts<'_, 'a>,
    block_facts: &BlockFacts<'_, 'a>,
    member: &'a Member<'a>,
    cx: &mut Context<'_, 'a>,
) {
    let Some(entry) = ConditionEntry::new(facts, block_facts, member) else { return };
    if condition::entry(&entry, cx) {
        return;
    }
    condition::overly_broad_values(&entry, cx);
    condition::entry_in_statement(&entry, cx);
}

/// Looks up the condition keys of a statement in the service reference, and runs the rules that need the result.
#[cfg(feature = "reference")]
struct Resolver<'s, 'a> {
    statement: &'s StatementView<'a>,
    actions: &'s [ActionRef<'a>],
    keys: ActionKeys<'s, 'a>,
    /// True after a condition on a tag was checked. Several tags are one cause, which has one finding.
    tags_checked: Cell<bool>,
}

#[cfg(feature = "reference")]
impl<'a> Resolver<'_, 'a> {
    /// Runs the rules of a key. The path is that of the key.
    fn run_entry(&self, block: &BlockView<'a>, member: &'a Member<'a>, cx: &mut Context<'_, 'a>) {
        if cx.reference().is_none() {
            return;
        }
        let values = List::new(&member.value);
        if cx.has_variables() {
            for (index, text) in values.texts().filter(|(_, text)| has_variable(text)) {
                crate::rules::variable::unknown::check(text, &mut cx.item(index));
            }
        }
        let Some(key) = resolve_key(&member.key, &self.keys, cx) else { return };
        let Self { statement, actions, keys, tags_checked } = self;
        let entry = ResolvedEntry { statement, operator: block.operator, key, values, actions, keys, tags_checked };
        condition::resolved_entry(&entry, cx);
    }
}
