//! Rules about actions.

#[cfg(feature = "reference")]
pub(crate) mod action_ref;
#[cfg(feature = "reference")]
pub(crate) mod resolve;
pub(crate) mod role_grant;

use crate::document::{List, StatementView};
use crate::rules::group::rules;

rules! {
    /// Rules of an action.
    on action<'a>(action: &'a str) { format }

    /// Rules of a list of actions.
    on list<'a>(list: List<'a>) { redundant_action }

    /// Rules of the actions of a statement.
    on statement<'a>(statement: &StatementView<'a>) { pass_role, create_service_linked_role }

    called_directly {
        #[cfg(feature = "reference")]
        unknown_action,
        #[cfg(feature = "reference")]
        unknown_service,
        #[cfg(feature = "reference")]
        without_resource,
    }
}
