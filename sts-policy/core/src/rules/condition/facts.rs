//! Facts about a statement that a rule computes once, although the statement may have thousands of conditions.
//!
//! Each fact belongs to one rule, which computes it on first use.

use std::cell::OnceCell;

use crate::document::{BlockView, StatementView};

/// Facts about a statement.
pub(crate) struct StatementFacts<'s, 'a> {
    pub(super) statement: &'s StatementView<'a>,
    /// True if an action returns attributes of DynamoDB items.
    pub(super) reads_attributes: OnceCell<bool>,
    /// True if a condition limits the DynamoDB attributes that a request returns.
    pub(super) selects_attributes: OnceCell<bool>,
    /// For each pair of `paired_keys`, whether the statement has a condition on the other key.
    pub(super) has_paired_key: [OnceCell<bool>; 2],
    /// The position of the first action whose requests do not have the keys of VPC endpoints.
    pub(super) action_without_keys: OnceCell<Option<usize>>,
    /// The number of `Null` operators after all fixes of `wildcard_value`, at most two.
    pub(super) null_operators_after_fix: OnceCell<usize>,
}

impl<'s, 'a> StatementFacts<'s, 'a> {
    pub(crate) fn new(statement: &'s StatementView<'a>) -> Self {
        Self {
            statement,
            reads_attributes: OnceCell::new(),
            selects_attributes: OnceCell::new(),
            has_paired_key: [const { OnceCell::new() }; 2],
            action_without_keys: OnceCell::new(),
            null_operators_after_fix: OnceCell::new(),
        }
    }
}

/// Facts about the conditions under one operator.
pub(crate) struct BlockFacts<'b, 'a> {
    pub(super) block: &'b BlockView<'a>,
    /// True if one of the keys is `aws:PrincipalArn`.
    pub(super) has_principal_arn: OnceCell<bool>,
}

impl<'b, 'a> BlockFacts<'b, 'a> {
    pub(crate) fn new(block: &'b BlockView<'a>) -> Self {
        Self { block, has_principal_arn: OnceCell::new() }
    }
}
