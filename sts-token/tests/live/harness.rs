//! Runs the tests, for the library and for the command.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::ministack;

/// A test: it panics or returns what is missing.
pub(crate) type Test = fn() -> Result<(), String>;

/// Runs tests by name, and stops the server that they share.
pub(crate) fn run(tests: &[(&str, Test)]) -> ExitCode {
    let skip = std::env::var_os("STS_TOKEN_SKIP_LIVE").is_some();
    let tests = tests.iter().map(|(name, test)| {
        let test = *test;
        Trial::test(*name, move || test().map_err(Failed::from)).with_ignored_flag(skip)
    });
    let conclusion = libtest_mimic::run(&Arguments::from_args(), tests.collect());
    ministack::stop();
    conclusion.exit_code()
}
