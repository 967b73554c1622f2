//! The rules. Each file declares and checks one rule, or a few rules that share their logic. The files are grouped by policy element.
//!
//! [`walk`] visits a document once and runs the rules of each group at its events. [`registry`] lists all rules.

mod budget;
pub(crate) mod context;
pub(crate) mod fixes;
mod group;
mod located_texts;
#[cfg(feature = "reference")]
mod lookup;
mod redundant_items;
#[cfg(feature = "reference")]
mod reference_names;
mod registry;
mod rule;
mod walk;

pub(crate) mod action;
pub(crate) mod condition;
pub(crate) mod resource;
pub(crate) mod session;
pub(crate) mod size;
pub(crate) mod statement;
pub(crate) mod structure;
pub(crate) mod variable;

pub(crate) use rule::rule;
pub(crate) use walk::document;

/// A constant for each code, with the documentation of its rule.
pub mod code {
    pub use super::action::codes::*;
    pub use super::condition::codes::*;
    pub use super::resource::codes::*;
    pub use super::session::codes::*;
    pub use super::size::codes::*;
    pub use super::statement::codes::*;
    pub use super::structure::codes::*;
    pub use super::variable::codes::*;
}
