//! Programs and crates that are compiled as a user would compile them.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod external_crate;
mod generated_crates;
mod programs;
mod readme;
