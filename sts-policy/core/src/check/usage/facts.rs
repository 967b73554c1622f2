//! Facts about a statement that the checks of its conditions need. Each is found once, as a statement may have thousands of conditions.

use std::cell::OnceCell;

use super::{context, key, star};
use crate::document::{BlockView, StatementView};

/// Facts about a statement, each found when it is first asked for.
pub(in crate::check) struct Facts<'s, 'a> {
    pub(super) statement: &'s StatementView<'a>,
    reads_attributes: OnceCell<bool>,
    selects_attributes: OnceCell<bool>,
    has_partner: [OnceCell<bool>; context::PAIRED.len()],
    without_some_keys: OnceCell<Option<usize>>,
    would_be_null: OnceCell<usize>,
}

impl<'s, 'a> Facts<'s, 'a> {
    pub(in crate::check) fn new(statement: &'s StatementView<'a>) -> Self {
        Self {
            statement,
            reads_attributes: OnceCell::new(),
            selects_attributes: OnceCell::new(),
            has_partner: [const { OnceCell::new() }; context::PAIRED.len()],
            without_some_keys: OnceCell::new(),
            would_be_null: OnceCell::new(),
        }
    }

    pub(super) fn reads_attributes(&self) -> bool {
        *self.reads_attributes.get_or_init(|| context::reads_attributes(self.statement))
    }

    pub(super) fn selects_attributes(&self) -> bool {
        *self.selects_attributes.get_or_init(|| context::selects_attributes(self.statement))
    }

    /// Returns true if the statement has a partner of the pair at this position.
    pub(super) fn has_partner(&self, pair: usize) -> bool {
        let found = self.has_partner.get(pair);
        found.is_some_and(|found| *found.get_or_init(|| context::has_partner(self.statement, pair)))
    }

    /// The first action of a service that lacks keys of some services.
    pub(super) fn without_some_keys(&self) -> Option<&'a str> {
        let found = *self.without_some_keys.get_or_init(|| context::without_some_keys(self.statement));
        self.statement.action?.nodes().get(found?)?.as_str()
    }

    /// Returns the number of operators that are `Null` or would become it, up to two.
    pub(super) fn would_be_null(&self) -> usize {
        *self.would_be_null.get_or_init(|| star::would_be_null(self.statement))
    }
}

/// Facts about the conditions under one operator.
pub(in crate::check) struct BlockFacts<'b, 'a> {
    pub(super) block: &'b BlockView<'a>,
    has_principal_arn: OnceCell<bool>,
}

impl<'b, 'a> BlockFacts<'b, 'a> {
    pub(in crate::check) fn new(block: &'b BlockView<'a>) -> Self {
        Self { block, has_principal_arn: OnceCell::new() }
    }

    /// Returns true if one of the keys is `aws:PrincipalArn`.
    pub(super) fn has_principal_arn(&self) -> bool {
        *self.has_principal_arn.get_or_init(|| key::has_principal_arn(self.block))
    }
}
