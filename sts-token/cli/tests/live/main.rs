//! The command against servers that speak like AWS, which the tests of the library use too.
//!
//! With `STS_TOKEN_SKIP_LIVE` set, they are counted as ignored.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod command;
#[path = "../../../tests/live/harness.rs"]
mod harness;
#[expect(dead_code, reason = "the tests of the library use the rest")]
#[path = "../../../tests/live/ministack.rs"]
mod ministack;
#[path = "../../../tests/live/python.rs"]
mod python;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(&[
        ("command::mint", command::mint),
        ("command::whoami", command::whoami),
        ("command::exec", command::exec),
        ("command::the_lines_of_the_readme", command::the_lines_of_the_readme),
        ("command::refusals", command::refusals),
        ("command::failures", command::failures),
    ])
}
