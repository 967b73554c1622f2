//! A condition key under an operator, with facts about its statement that several rules need.

use std::cell::OnceCell;

use super::{dynamodb_attributes, paired_keys, vpc_endpoint_key, wildcard_value, withdrawn_key};
use crate::document::{BlockView, List, StatementView};
use crate::grammar::variable::has_variable;
use crate::json::Member;
use crate::model::{ConditionOperator, Effect, Operator};
use crate::rules::context::Context;
use crate::steps;

/// A condition key under an operator, with its values, in a statement.
pub(crate) struct Usage<'a> {
    pub(super) facts: &'a StatementFacts<'a, 'a>,
    pub(super) block_facts: &'a BlockFacts<'a, 'a>,
    pub(super) statement: &'a StatementView<'a>,
    pub(super) block: &'a BlockView<'a>,
    pub(super) operator: ConditionOperator,
    pub(super) key: &'a str,
    pub(super) values: List<'a>,
}

impl<'a> Usage<'a> {
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

    /// Returns true if a value that matches more requests gives more access: with a positive operator in an `Allow`, and with a
    /// negated operator in a `Deny`.
    pub(super) fn match_widens_access(&self) -> bool {
        self.statement.effect == Some(if self.operator.operator.is_negated() { Effect::Deny } else { Effect::Allow })
    }
}

/// Returns true if a key, operator and values of the statement satisfy the predicate.
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

/// Facts about a statement. Each is computed on first use.
pub(crate) struct StatementFacts<'s, 'a> {
    pub(crate) statement: &'s StatementView<'a>,
    reads_attributes: OnceCell<bool>,
    selects_attributes: OnceCell<bool>,
    has_paired_key: [OnceCell<bool>; paired_keys::PAIRED.len()],
    action_without_keys: OnceCell<Option<usize>>,
    null_operators_after_fix: OnceCell<usize>,
}

impl<'s, 'a> StatementFacts<'s, 'a> {
    pub(crate) fn new(statement: &'s StatementView<'a>) -> Self {
        Self {
            statement,
            reads_attributes: OnceCell::new(),
            selects_attributes: OnceCell::new(),
            has_paired_key: [const { OnceCell::new() }; paired_keys::PAIRED.len()],
            action_without_keys: OnceCell::new(),
            null_operators_after_fix: OnceCell::new(),
        }
    }

    /// Returns true if an action of the statement returns attributes of DynamoDB items.
    pub(crate) fn reads_attributes(&self) -> bool {
        *self.reads_attributes.get_or_init(|| dynamodb_attributes::reads_attributes(self.statement))
    }

    /// Returns true if a condition of the statement limits the DynamoDB attributes that a request returns.
    pub(crate) fn selects_attributes(&self) -> bool {
        *self.selects_attributes.get_or_init(|| dynamodb_attributes::selects_attributes(self.statement))
    }

    /// Returns true if the statement has a condition on a VPC key of the pair at this position in [`paired_keys::PAIRED`].
    pub(crate) fn has_paired_key(&self, pair: usize) -> bool {
        let found = self.has_paired_key.get(pair);
        found.is_some_and(|found| *found.get_or_init(|| paired_keys::has_paired_key(self.statement, pair)))
    }

    /// Returns the first action whose requests do not have the keys of VPC endpoints.
    pub(crate) fn action_without_keys(&self) -> Option<&'a str> {
        let position = *self.action_without_keys.get_or_init(|| vpc_endpoint_key::action_without_keys(self.statement));
        self.statement.action?.nodes().get(position?)?.as_str()
    }

    /// Returns the number of `Null` operators after all fixes of [`wildcard_value`], at most two.
    pub(crate) fn null_operators_after_fix(&self) -> usize {
        *self.null_operators_after_fix.get_or_init(|| wildcard_value::null_operators_after_fix(self.statement))
    }
}

/// Facts about the conditions under one operator.
pub(crate) struct BlockFacts<'b, 'a> {
    pub(crate) block: &'b BlockView<'a>,
    has_principal_arn: OnceCell<bool>,
}

impl<'b, 'a> BlockFacts<'b, 'a> {
    pub(crate) fn new(block: &'b BlockView<'a>) -> Self {
        Self { block, has_principal_arn: OnceCell::new() }
    }

    /// Returns true if one of the keys is `aws:PrincipalArn`.
    pub(crate) fn has_principal_arn(&self) -> bool {
        *self.has_principal_arn.get_or_init(|| withdrawn_key::has_principal_arn(self.block))
    }
}
