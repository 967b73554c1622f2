//! Tests across crates, in one program.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod external_crate;
mod fixes;
mod generated_crates;
mod language;
mod managed_policies;
#[cfg(all(unix, feature = "public-api"))]
mod public_api;
mod readme;
mod regressions;
mod scopes;
mod templates;
