//! An entry of a condition: a key under an operator, with its values.

use super::facts::{BlockFacts, StatementFacts};
use crate::document::{BlockView, List, StatementView};
use crate::grammar::variable::has_variable;
use crate::json::Member;
use crate::model::{ConditionOperator, Effect, Operator};
use crate::rules::context::Context;
use crate::steps;

/// A condition key under an operator, with its values, in a statement.
pub(crate) struct ConditionEntry<'a> {
    pub(super) facts: &'a StatementFacts<'a, 'a>,
    pub(super) block_facts: &'a BlockFacts<'a, 'a>,
    pub(super) statement: &'a StatementView<'a>,
    pub(super) block: &'a BlockView<'a>,
    pub(super) operator: ConditionOperator,
    pub(super) key: &'a str,
    pub(super) values: List<'a>,
}

impl<'a> ConditionEntry<'a> {
    /// Returns `None` if the operator is unknown.
    pub(crate) fn new(
        facts: &'a StatementFacts<'a, 'a>,
        block_facts: &'a BlockFacts<'a, 'a>,
        member: &'a Member<'a>,
    ) -> Option<Self> {
        let (statement, block) = (facts.statement, block_facts.block);
        let values = List::new(&member.value);
        Some(Self { facts, block_facts, statement, block, operator: block.operator?, key: &member.key, values })
    }

    /// Returns false if a value has a variable that the version of the policy does not support.
    pub(super) fn variables_are_supported(&self, cx: &Context<'_, '_>) -> bool {
        cx.has_variables() || !self.values.texts().any(|(_, text)| has_variable(text))
    }

    pub(super) fn is_key(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }

    pub(super) fn is_any_key(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is_key(name))
    }

    /// Returns true if a value that matches more requests grants more access. That holds for a positive operator in an `Allow`, and for a
    /// negated operator in a `Deny`.
    pub(super) fn match_widens_access(&self) -> bool {
        self.statement.effect == Some(if self.operator.operator.is_negated() { Effect::Deny } else { Effect::Allow })
    }
}

/// Returns true if a condition of the statement satisfies the predicate on its key, operator and values.
pub(super) fn has_condition(
    statement: &StatementView<'_>,
    predicate: impl Fn(&str, Operator, List<'_>) -> bool,
) -> bool {
    statement.conditions.iter().flatten().any(|block| {
        block.operator.is_some_and(|operator| {
            block.entries.iter().any(|member| {
                steps::add(1);
                predicate(&member.key, operator.operator, List::new(&member.value))
            })
        })
    })
}
