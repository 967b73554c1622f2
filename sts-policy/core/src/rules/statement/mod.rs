//! Rules about whole statements.

pub(crate) mod comparable;

use crate::document::{Document, ItemList, StatementView};
use crate::rules::group::rules;

rules! {
    /// Rules of a statement, before those of its elements.
    on statement<'a>(statement: &StatementView<'a>) { principal, sid }

    /// Rules of a list of actions or resources.
    on list<'a>(list: &ItemList<'a>) { empty_list }

    /// Rules of the `Sid`s of all statements.
    on sids<'a>(document: &Document<'a>) { unique_sids }

    /// Rules that compare statements with each other.
    on compare_statements<'a>(document: &Document<'a>) { redundant_statement, allow_covered_by_deny }

    called_directly { effect, elements }
}
