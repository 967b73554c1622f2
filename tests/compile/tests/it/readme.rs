//! The first example of the README: a policy that does not compile, and the errors of the compiler.

use crate::external_crate::Crate;

const README: &str = include_str!("../../../../README.md");

/// Returns the first block of the README that begins with this text.
fn block(start: &str) -> &'static str {
    let (_, rest) = README.split_once(start).unwrap();
    rest.split_once("\n```").unwrap().0
}

#[test]
fn the_compiler_reports_the_errors_in_the_readme() {
    let new = Crate::new("readme");
    new.write("src/lib.rs", block("```rust,compile_fail src/lib.rs\n"));
    let output = new.cargo("check");
    assert!(!output.status.success());
    let reported = String::from_utf8(output.stderr).unwrap();
    let (reported, _) = reported.split_once("\nerror: could not compile").unwrap();
    assert_eq!(reported.trim_end(), block("```text\n").trim_end());
}
