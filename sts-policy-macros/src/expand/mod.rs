//! From checked policies to code.

pub(crate) mod derive;
pub(crate) mod error_fallback;
mod function;
pub(crate) mod invocation;
pub(crate) mod packed_size_warning;
pub(crate) mod plan;
pub(crate) mod span;
mod warning;
