//! Programs that must not compile, one for each mistake, with the expected output of the compiler.
//!
//! `TRYBUILD=overwrite` updates the expected output. Review the difference.

use std::fs;
use std::path::Path;

use trybuild::TestCases;

/// Copies the files of `policy_file!` to the crate in which trybuild compiles the cases.
fn with_policies() -> TestCases {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let policies = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME")).join("policies");
    fs::create_dir_all(&policies).unwrap();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/compile-fail/policies")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), policies.join(file.file_name())).unwrap();
    }
    // A policy file has at most 65,536 bytes.
    fs::write(policies.join("too-large.json"), " ".repeat(65_537)).unwrap();
    TestCases::new()
}

/// One `cargo check` of all programs is faster than a build of each.
#[test]
fn programs_with_mistakes_do_not_compile() {
    with_policies().compile_fail("compile-fail/*.rs");
}

/// Errors of code generation and correct programs need a build.
#[test]
fn too_long_policies_do_not_build_and_correct_programs_do() {
    let cases = with_policies();
    cases.compile_fail("compile-fail/built/*.rs");
    cases.pass("compile-pass/*.rs");
}
