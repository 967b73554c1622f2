//! Runs the tests of the library and of the command.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::ministack;
use crate::mode::is_full;

/// A test. It panics if an assertion fails, and returns an error if a requirement of the test is missing.
pub(crate) type Test = fn() -> Result<(), String>;

/// Runs tests by name, and stops the server that they share. Slow tests are ignored in the fast mode.
pub(crate) fn run(tests: &[(&str, Test)], slow_tests: &[(&str, Test)]) -> ExitCode {
    let skip = std::env::var_os("STS_TOKEN_SKIP_LIVE").is_some();
    let trial = |(name, test): &(&str, Test), is_ignored: bool| {
        let test = *test;
        Trial::test(*name, move || test().map_err(Failed::from)).with_ignored_flag(is_ignored)
    };
    let mut trials: Vec<Trial> = tests.iter().map(|test| trial(test, skip)).collect();
    trials.extend(slow_tests.iter().map(|test| trial(test, skip || !is_full())));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    ministack::stop();
    conclusion.exit_code()
}
