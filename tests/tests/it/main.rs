//! Tests that cross crates, in one program.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod compile_fail;
mod fixes;
mod managed_policies;
mod new_crate;
mod outside;
mod readme;
mod scopes;
mod templates;
