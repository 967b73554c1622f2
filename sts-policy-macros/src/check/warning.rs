//! Compiler warnings.

use proc_macro2::Span;
use sts_policy_core::Code;

/// A finding that the compiler reports as a warning.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) span: Span,
    pub(crate) code: Code,
    pub(crate) message: String,
}
