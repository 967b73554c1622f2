//! The first example of the README: a policy that does not compile, with the output of the compiler.

use crate::outside::Crate;

const README: &str = include_str!("../../../README.md");

/// Returns the first code block with this start.
fn block(start: &str) -> &'static str {
    let (_, rest) = README.split_once(start).unwrap();
    rest.split_once("\n```").unwrap().0
}

#[test]
fn the_readme_shows_the_output_of_the_compiler() {
    let new = Crate::new("readme");
    new.write("src/lib.rs", block("```rust,compile_fail src/lib.rs\n"));
    let output = new.cargo("check");
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    let (said, _) = said.split_once("\nerror: could not compile").unwrap();
    assert_eq!(said.trim_end(), block("```text\n").trim_end());
}
