//! Runs of the command in an environment of their own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command as AsyncCommand};

use crate::server::{CALLERS_SECRET, Server};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_sts-token");

/// Time limit of a run of the command, on a busy machine.
pub(crate) const RUN_TIMEOUT: Duration = Duration::from_secs(120);

/// Makes an empty folder for a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Returns the command in an environment with only a region. Its memory is limited in case it reads an endless file.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = shell(folder, "ulimit -v 4000000; exec \"$0\" \"$@\"");
    command.args(arguments);
    command
}

/// Returns a shell script in that environment. `$0` is the command.
pub(crate) fn shell(folder: &Path, script: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", script, PROGRAM])
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("HOME", folder)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_REGION", "eu-central-1")
        .stdin(Stdio::null());
    command
}

/// Adds an access key and the endpoint of a server to the environment of a command.
pub(crate) fn with_access_key(mut command: Command, server: &Server) -> Command {
    command
        .env("AWS_ENDPOINT_URL", server.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", CALLERS_SECRET);
    command
}

/// Runs a command in its own process group, which is killed at the end.
pub(crate) async fn run(command: Command) -> Output {
    let (child, _group) = spawn(command);
    tokio::time::timeout(RUN_TIMEOUT, child.wait_with_output()).await.unwrap().unwrap()
}

/// Starts a command in its own process group, with piped output.
pub(crate) fn spawn(mut command: Command) -> (Child, ProcessGroup) {
    command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = AsyncCommand::from(command).kill_on_drop(true).spawn().unwrap();
    let group = ProcessGroup(child.id().unwrap());
    (child, group)
}

/// A process group that is killed when dropped.
pub(crate) struct ProcessGroup(pub(crate) u32);

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        let group = format!("-{}", self.0);
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Writes an executable shell script.
pub(crate) fn write_script(file: &Path, text: &str) {
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}
