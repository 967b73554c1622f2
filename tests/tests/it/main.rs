//! Tests across crates, in one program.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod compile_fail;
mod fixes;
mod language;
mod managed_policies;
mod new_crate;
mod outside;
#[cfg(unix)]
mod public_api;
mod readme;
mod regressions;
mod scopes;
mod templates;
