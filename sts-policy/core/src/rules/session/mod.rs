//! Rules about the session of a policy.

use crate::document::{Document, StatementView};
use crate::rules::group::rules;

rules! {
    /// Rules of a statement.
    on statement<'a>(statement: &StatementView<'a>) { federated_user, username }

    /// Rules of the whole document.
    on document<'a>(document: &Document<'a>) { missing_action }
}
