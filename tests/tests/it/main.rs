//! Tests across crates, in one program.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod fixes;
mod language;
mod managed_policies;
#[cfg(all(unix, feature = "public-api"))]
mod public_api;
mod regressions;
mod scopes;
mod templates;
