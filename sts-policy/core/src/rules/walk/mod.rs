//! The walk over a document. It runs the rules of each group at their events, in document order.

mod condition;
mod statement;

use super::context::Context;
use super::{resource, session, structure, variable};
use crate::document::{Document, element};

/// Runs all rules of a document.
pub(crate) fn document<'a>(document: &Document<'a>, cx: &mut Context<'_, 'a>) {
    structure::document(document, cx);
    if !cx.has_variables() {
        variable::document(document, cx);
    }
    for statement in &document.statements {
        if cx.must_stop() {
            return;
        }
        self::statement::statement(statement, &mut cx.key(element::STATEMENT).item(statement.index));
    }
    super::statement::sids(document, cx);
    session::document(document, cx);
    super::statement::compare_statements(document, cx);
    resource::document(document, cx);
}
