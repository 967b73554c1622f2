//! The library against a local server that returns the responses of each test.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a panic fails the test"
)]

mod faults;
mod local;
#[path = "../support/mode.rs"]
mod mode;
mod renewal;
mod requests;
mod responses;
mod runtimes;
mod secrets;
mod server;
mod token_source;
