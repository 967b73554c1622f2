//! Checks of what statements come to: by themselves, beside each other, and for those who use the session.

mod budget;
mod conditions;
mod deny;
mod federation;
mod partition;
mod texts;
mod username;
mod values;

use crate::PolicyKind;
use crate::document::{Document, StatementView};
use crate::finding::Findings;
use crate::json::Path;
use budget::Budget;

/// What the checks of statements know beside the statement.
pub(super) struct Logic {
    kind: PolicyKind,
    /// Whether the version of the language has policy variables.
    variables: bool,
    budget: Budget,
}

impl Logic {
    pub(super) fn new(kind: PolicyKind, variables: bool) -> Self {
        Self { kind, variables, budget: Budget::default() }
    }

    /// `path` is that of the statement.
    pub(super) fn statement(&mut self, statement: &StatementView<'_>, path: &Path<'_>, findings: &mut Findings) {
        if self.kind == PolicyKind::Federation {
            federation::actions(statement, path, findings);
        }
        if self.kind.is_session() {
            if self.variables {
                username::in_texts(statement, path, findings);
            }
            username::as_key(statement, path, findings);
        }
        conditions::together(statement, path, &mut self.budget, findings);
    }
}

/// What a statement comes to beside the others.
pub(super) fn document(document: &Document<'_>, findings: &mut Findings) {
    deny::covered(document, findings);
    partition::contradicting(document, findings);
}
