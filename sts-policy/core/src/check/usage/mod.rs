//! Checks of one use of a condition key: those that know what the key means.

mod address;
mod context;
mod form;
mod key;
mod numbers;
mod sensitive;
mod star;

use crate::document::{BlockView, List, StatementView};
use crate::finding::Findings;
use crate::json::{Member, Path};
use crate::model::{ConditionOperator, Effect};

/// A condition key under an operator, with its values, in a statement.
struct Usage<'a> {
    statement: &'a StatementView<'a>,
    block: &'a BlockView<'a>,
    operator: ConditionOperator,
    key: &'a str,
    values: List<'a>,
}

impl Usage<'_> {
    fn is_key(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }

    fn is_any_key(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is_key(name))
    }

    /// Whether what the values match is let through: by an Allow, or because a Deny spares it. In the other uses a value that
    /// matches more allows less.
    fn lets_through(&self) -> bool {
        self.statement.effect == Some(if self.operator.operator.is_negated() { Effect::Deny } else { Effect::Allow })
    }
}

/// All checks of one use. `path` is that of the key, `conditions` that of `Condition`.
pub(super) fn usage(
    statement: &StatementView<'_>,
    block: &BlockView<'_>,
    member: &Member<'_>,
    conditions: &Path<'_>,
    variables: bool,
    findings: &mut Findings,
) {
    // Of an operator that does not exist, nothing follows.
    let Some(operator) = block.operator else { return };
    let usage = Usage { statement, block, operator, key: &member.key, values: List::new(&member.value) };
    let operator_path = conditions.key(block.name);
    let path = operator_path.key(&member.key);
    // About a key that there is not, there is no more to say.
    if key::unknown(&usage, &operator_path, findings) {
        return;
    }
    key::untrustworthy(&usage, &path, findings);
    address::private(&usage, &path, findings);
    numbers::redundant(&usage, &path, findings);
    // A version without variables takes them for plain text, and that is reported.
    if variables || !usage.values.texts().any(|(_, text)| crate::grammar::variable::has_variable(text)) {
        form::values(&usage, &path, findings);
    }
    // A value that matches everything is one cause, and the gravest of these says it.
    if !sensitive::values(&usage, &path, findings) && !star::anything(&usage, conditions, &path, findings) {
        context::s3_prefix(&usage, &path, findings);
    }
    context::statement(&usage, &path, findings);
}
