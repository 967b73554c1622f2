//! The command against a local implementation of AWS, which the tests of the library use too.
//!
//! With `STS_TOKEN_SKIP_LIVE` set, the tests are ignored.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a panic fails the test")]

mod command;
#[path = "../../../tests/live/harness.rs"]
mod harness;
#[expect(dead_code, reason = "the tests of the library use the rest")]
#[path = "../../../tests/live/ministack.rs"]
mod ministack;
#[path = "../../../tests/support/mode.rs"]
mod mode;
#[path = "../../../tests/live/python.rs"]
mod python;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(
        &[
            (
                "command::mint_and_assume_print_credentials_only_with_a_format",
                command::mint_and_assume_print_credentials_only_with_a_format,
            ),
            (
                "command::whoami_prefers_the_named_profile_to_the_environment",
                command::whoami_prefers_the_named_profile_to_the_environment,
            ),
            (
                "command::exec_runs_a_command_with_minted_credentials",
                command::exec_runs_a_command_with_minted_credentials,
            ),
            ("command::examples_of_the_readme_work", command::examples_of_the_readme_work),
            ("command::rejects_a_policy_with_errors", command::rejects_a_policy_with_errors),
            ("command::rejects_invalid_options", command::rejects_invalid_options),
            (
                "command::reports_missing_credentials_region_and_connection",
                command::reports_missing_credentials_region_and_connection,
            ),
        ],
        &[],
    )
}
