//! The public interface of each published library, in a snapshot. A change of it shows in review.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use public_api::Builder;

/// The published libraries. The macros are listed with `sts-policy`.
const LIBRARIES: [&str; 4] = ["sts-policy", "sts-policy-core", "sts-policy-reference", "sts-token"];

/// Writes a script that lets the stable rustdoc write JSON, and returns its path.
///
/// The variable is set for rustdoc alone: for the compiler it would change the build of the dependencies.
fn rustdoc_with_json() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rustdoc-with-json");
    fs::write(&path, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Returns the public items of a library, one on each line, without derived and automatic implementations.
fn public_items(library: &str, rustdoc: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", library])
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTDOC", rustdoc)
        .env_remove("RUSTDOCFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("../doc/{}.json", library.replace('-', "_")));
    Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap()
        .to_string()
}

#[test]
fn the_public_interface_is_unchanged() {
    // It builds all dependencies of `sts-token`.
    if !std::env::var("STS_POLICY_TESTS").is_ok_and(|mode| mode == "full") {
        return;
    }
    let rustdoc = rustdoc_with_json();
    for library in LIBRARIES {
        insta::assert_snapshot!(library, public_items(library, &rustdoc));
    }
}
