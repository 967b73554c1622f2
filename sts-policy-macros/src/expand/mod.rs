//! From checked policies to code.

pub(crate) mod derive;
mod function;
pub(crate) mod invocation;
pub(crate) mod packed;
pub(crate) mod plan;
pub(crate) mod span;
pub(crate) mod stand_in;
mod warning;
