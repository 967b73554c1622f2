//! Programs that must not compile, one per mistake, each with the errors of the compiler beside it.
//!
//! `TRYBUILD=overwrite` updates the errors. Read the difference: users see these texts.

use std::fs;
use std::path::Path;

use trybuild::TestCases;

/// Copies the policy files below the crate that trybuild generates for the cases, because `policy_file!` reads them there.
fn cases_with_policy_files() -> TestCases {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let policies = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME")).join("policies");
    fs::create_dir_all(&policies).unwrap();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fail/policies")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), policies.join(file.file_name())).unwrap();
    }
    // One byte more than the maximum.
    fs::write(policies.join("too-large.json"), " ".repeat(65_537)).unwrap();
    TestCases::new()
}

/// One `cargo check` compiles all of these, which is faster than a build of each.
#[test]
fn mistakes_are_errors_in_cargo_check() {
    cases_with_policy_files().compile_fail("fail/*.rs");
}

/// These need code generation: errors about lengths, and programs without mistakes.
#[test]
fn lengths_are_errors_in_cargo_build_and_valid_programs_run() {
    let cases = cases_with_policy_files();
    cases.compile_fail("fail/built/*.rs");
    cases.pass("pass/*.rs");
}
