//! The command, against servers of our own and files of a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tokio::process::Command as AsyncCommand;

/// How long a run of the command may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// A new folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The command in an environment with a region and nothing else. Its memory is limited: a test that fails must not take all of it.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v 4000000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_sts-token")])
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("HOME", folder)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_REGION", "eu-central-1")
        .stdin(Stdio::null());
    command
}

/// Runs the command, which is killed if it takes too long.
async fn run(command: Command) -> Output {
    let mut command = AsyncCommand::from(command);
    tokio::time::timeout(LIMIT, command.kill_on_drop(true).output()).await.expect("the command does not end").unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn rejects_policies_that_are_no_regular_files_of_a_size() {
    let folder = folder("files");
    let large = fs::File::create(folder.join("large")).unwrap();
    // It takes no space on the disk.
    large.set_len(3 * 1_024 * 1_024 * 1_024).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    for (file, problem) in [
        ("large", "it is larger than 1 MiB"),
        ("pipe", "it is not a regular file; use `-` to read standard input"),
        ("/dev/zero", "it is not a regular file; use `-` to read standard input"),
        (".", "it is a directory, not a file"),
    ] {
        let output = run(command(&folder, &["mint", "--name", "tenant-a", "--dry-run", "--policy", file])).await;
        assert_eq!(text(&output.stderr), format!("error: cannot read `{file}`: {problem}\n"));
        assert_eq!(output.status.code(), Some(2));
    }
    let mut endless = command(&folder, &["mint", "--name", "tenant-a", "--dry-run", "--policy", "-"]);
    endless.stdin(fs::File::open("/dev/zero").unwrap());
    assert_eq!(text(&run(endless).await.stderr), "error: cannot read `-`: it is larger than 1 MiB\n");
    fs::remove_dir_all(folder).unwrap();
}
