//! The crate against a server of our own on a loopback port, which gives the answers of each test.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod answers;
mod faults;
mod local;
mod renewal;
mod requests;
mod secrets;
mod server;
