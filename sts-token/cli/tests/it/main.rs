//! The command against a local server that returns the responses of each test.

#![cfg(unix)]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a panic fails the test")]

#[cfg(target_os = "linux")]
mod child_processes;
mod exec;
mod input_limits;
mod nesting;
mod permits;
#[expect(dead_code, reason = "the tests of the library use the rest")]
#[path = "../../../tests/it/server.rs"]
mod server;
mod support;
