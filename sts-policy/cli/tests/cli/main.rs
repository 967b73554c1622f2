//! The output and the exit status of the command.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod calibrate;
mod check;
mod explain;
mod fmt;
mod input;
mod readme;
mod reference;
mod rule_examples;
mod sarif;
mod size;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const EXAMPLES: &str = "examples/policies";
const GOOD: &str = "examples/policies/s3-tenant-read.json";
const BROKEN: &str = "examples/policies/broken.json";

/// The result of a run.
struct Run {
    status: i32,
    out: String,
    errors: String,
}

impl Run {
    /// Formats all of it for a snapshot.
    fn all(&self) -> String {
        format!("status: {}\n--- standard output\n{}--- standard error\n{}", self.status, self.out, self.errors)
    }
}

/// Runs the command in the root folder of the project.
fn run_with_input(arguments: &[&str], input: &[u8]) -> Run {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sts-policy"))
        .args(arguments)
        .current_dir(root)
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may exit without reading its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_with_input(arguments, b"")
}

#[test]
fn prints_the_help_of_each_command() {
    for command in ["", "check", "size", "calibrate", "explain", "fmt", "completions"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let run = run(&arguments);
        assert_eq!(run.status, 0);
        insta::assert_snapshot!(format!("help_{command}"), run.out);
    }
}

#[test]
fn prints_the_version_and_the_date_of_the_reference() {
    let run = run(&["--version"]);
    let (version, date) = (env!("CARGO_PKG_VERSION"), sts_policy::reference::Reference::embedded().data_date());
    assert_eq!(run.out, format!("sts-policy {version} (AWS's service reference of {date})\n"));
}

#[test]
fn reports_usage_errors() {
    for arguments in [
        vec!["check"],
        vec!["check", "--kind", "resource", "x.json"],
        vec!["check", "--fail-on", "never", "x.json"],
        vec!["check", "--allow", "INVALID_EFECT", "x.json"],
        vec!["check", "--policy-arn", "ReadOnlyAccess", "x.json"],
        vec!["check", "--tag", "tenant", "x.json"],
        vec!["check", "--operation", "get-session-token", "x.json"],
        vec!["check", "--reference-date", "2026-10-27", "x.json"],
        vec!["fmt", "--compact", "--pretty", "x.json"],
        vec!["explain", "INVALID_EFECT"],
    ] {
        let run = run(&arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        insta::assert_snapshot!(format!("usage_{}", arguments.join("_").replace('-', "")), run.all());
    }
}

#[test]
fn prints_completion_scripts() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = run(&["completions", shell]);
        assert_eq!(run.status, 0, "{shell}");
        assert!(run.out.contains("sts-policy") && run.out.contains("fail-on"), "{shell}");
    }
}
