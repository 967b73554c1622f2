//! The command against a server of our own on a loopback port, which gives the answers of each test.

#![cfg(unix)]
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod command;
#[expect(dead_code, reason = "the tests of the library use the rest")]
#[path = "../../../tests/it/server.rs"]
mod server;
