//! Programs that must not compile, one per mistake: what the compiler says of each stands beside it, and is what a user reads.
//!
//! With `TRYBUILD=overwrite` the texts are written anew; read the difference.

use std::fs;
use std::path::Path;

use trybuild::TestCases;

/// The files of `policy_file!` stand below the crate that names them, and the cases are compiled in a crate that trybuild makes.
fn with_policies() -> TestCases {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let policies = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME")).join("policies");
    fs::create_dir_all(&policies).unwrap();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/compile-fail/policies")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), policies.join(file.file_name())).unwrap();
    }
    // One byte more than a policy file may have.
    fs::write(policies.join("too-large.json"), " ".repeat(65_537)).unwrap();
    TestCases::new()
}

/// All of them are looked at by one `cargo check`, which is quicker than a build of each.
#[test]
fn mistakes() {
    with_policies().compile_fail("compile-fail/*.rs");
}

/// What is known only when code is generated, and what is right: these are built.
#[test]
fn mistakes_of_length_and_programs_without_mistakes() {
    let cases = with_policies();
    cases.compile_fail("compile-fail/built/*.rs");
    cases.pass("compile-pass/*.rs");
}
