//! The inputs of the rules of operators and of values.

use crate::document::{BlockView, List};
use crate::model::ConditionOperator;

/// A condition operator, with all operators of its statement.
pub(crate) struct OperatorBlock<'s, 'a> {
    pub(crate) block: &'s BlockView<'a>,
    pub(crate) blocks: &'s [BlockView<'a>],
}

/// The values of a key. The operator is `None` if it is unknown.
pub(crate) struct KeyValues<'a> {
    pub(crate) operator: Option<ConditionOperator>,
    pub(crate) key: &'a str,
    pub(crate) list: List<'a>,
}
