//! The catalogue of checks: for each code what it means, why it matters, and an example of each side.
//!
//! An entry is the check's documentation (the constant's rustdoc page and `sts-policy explain`) and its test: every bad
//! example must raise its code at its place, every good one nothing at all.

mod entry;

pub(crate) mod action;
pub(crate) mod address;
pub(crate) mod arn;
pub(crate) mod condition;
pub(crate) mod context;
#[cfg(feature = "reference")]
pub(crate) mod fit;
pub(crate) mod key;
pub(crate) mod logic;
pub(crate) mod redundancy;
pub(crate) mod role;
pub(crate) mod sensitive;
#[cfg(feature = "reference")]
pub(crate) mod service;
pub(crate) mod size;
pub(crate) mod statement;
pub(crate) mod structure;
pub(crate) mod variable;

pub use entry::{Code, Example, Origin, UnknownCode};

/// The families, in the order of the documentation.
const FAMILIES: &[&[Code]] = &[
    structure::ENTRIES,
    statement::ENTRIES,
    action::ENTRIES,
    arn::ENTRIES,
    role::ENTRIES,
    condition::ENTRIES,
    variable::ENTRIES,
    address::ENTRIES,
    key::ENTRIES,
    sensitive::ENTRIES,
    context::ENTRIES,
    logic::ENTRIES,
    redundancy::ENTRIES,
    #[cfg(feature = "reference")]
    service::ENTRIES,
    #[cfg(feature = "reference")]
    fit::ENTRIES,
    size::ENTRIES,
];

/// A constant for every code, each with the check's documentation.
pub mod code {
    pub use super::action::*;
    pub use super::address::*;
    pub use super::arn::*;
    pub use super::condition::*;
    pub use super::context::*;
    #[cfg(feature = "reference")]
    pub use super::fit::*;
    pub use super::key::*;
    pub use super::logic::*;
    pub use super::redundancy::*;
    pub use super::role::*;
    pub use super::sensitive::*;
    #[cfg(feature = "reference")]
    pub use super::service::*;
    pub use super::size::*;
    pub use super::statement::*;
    pub use super::structure::*;
    pub use super::variable::*;
}
