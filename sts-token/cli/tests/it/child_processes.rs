//! The processes that the command starts for credentials.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::process::Command as AsyncCommand;

use crate::permits::{folder_with_permits, mint_command_line, taken_permits};
use crate::server::{Response, Server, valid_response};
use crate::support::{PROGRAM, ProcessGroup, RUN_TIMEOUT, command, run, shell, spawn, text, write_script};

/// Waits for the process ID that a script writes to a file.
async fn written_id(file: &Path) -> u32 {
    let written = async {
        loop {
            if let Some(id) = fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()) {
                return id;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(RUN_TIMEOUT, written).await.unwrap()
}

/// Asserts that a process exits within 30 s.
async fn assert_exits(id: u32) {
    let ended = async {
        // A zombie has exited.
        while fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z ")) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), ended).await.unwrap();
}

fn kill(signal: &str, id: u32) {
    assert!(Command::new("kill").args([signal, &id.to_string()]).status().unwrap().success());
}

/// Makes a folder with a script that does not exit soon.
fn folder_with_sleeper(name: &str) -> PathBuf {
    let folder = folder_with_permits(name);
    write_script(&folder.join("sleeper"), "echo $$ > \"$(dirname \"$0\")/sleeper.id\"\nsleep 300\nexit 1");
    folder
}

#[tokio::test]
async fn a_signal_ends_the_processes_that_the_command_started() {
    let folder = folder_with_sleeper("signals");
    let profiles = format!("[profile slow]\ncredential_process = {}\n", folder.join("sleeper").display());
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    let ignored = u64::from_str_radix(ignored.trim(), 16).unwrap();
    for (signal, code) in [("-HUP", 129), ("-INT", 130), ("-QUIT", 131), ("-TERM", 143)] {
        // A shell that runs the tests in the background ignores some signals for them.
        if ignored >> (code - 129) & 1 == 1 {
            continue;
        }
        let _ = fs::remove_file(folder.join("sleeper.id"));
        let (child, _group) = spawn(command(&folder, &["whoami", "--profile", "slow"]));
        let sleeper = written_id(&folder.join("sleeper.id")).await;
        kill(signal, child.id().unwrap());
        let output = tokio::time::timeout(RUN_TIMEOUT, child.wait_with_output()).await.unwrap().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        assert_exits(sleeper).await;
    }
    fs::remove_dir_all(folder).unwrap();
}

/// A shell replaces itself with the command, which inherits its children.
#[tokio::test]
async fn does_not_end_inherited_children() {
    let folder = folder_with_permits("spared");
    fs::write(folder.join(".aws/config"), "[profile failing]\ncredential_process = exit 1\n").unwrap();
    for arguments in ["mint --name tenant-a --dry-run --policy absent", "whoami --profile failing"] {
        let _ = fs::remove_file(folder.join("other.id"));
        let mut command = shell(&folder, &format!("sleep 300 & echo $! > other.id; exec \"$0\" {arguments}"));
        // Pipes would stay open, because the other process inherits them.
        command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = AsyncCommand::from(command).kill_on_drop(true).spawn().unwrap();
        let _group = ProcessGroup(child.id().unwrap());
        let status = tokio::time::timeout(RUN_TIMEOUT, child.wait()).await.unwrap().unwrap();
        assert_eq!(status.code(), Some(2), "{arguments}");
        let other = fs::read_to_string(folder.join("other.id")).unwrap();
        let stat = fs::read_to_string(format!("/proc/{}/stat", other.trim())).unwrap();
        assert!(!stat.contains(") Z "), "{arguments}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// In a PID namespace, a nested run cannot see the run that reads its output.
#[tokio::test]
async fn a_nested_run_works_in_another_pid_namespace() {
    let namespace = ["-r", "--pid", "--fork", "--mount-proc"];
    if !Command::new("unshare").args(namespace).arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: namespaces are not available");
        return;
    }
    let folder = folder_with_permits("namespace");
    let Response::Body(_, body) = valid_response() else { panic!() };
    let assumed = Response::Body(200, body.replace("GetFederationToken", "AssumeRole"));
    let server = Server::start([valid_response(), assumed]).await;
    let credentials = "{\"Version\":1,\"AccessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"secret\"}";
    write_script(&folder.join("provider"), &format!("sleep 1\necho '{credentials}'"));
    let program = format!("unshare {} {PROGRAM}", namespace.join(" "));
    let profiles = format!(
        "[profile outer]\ncredential_process = {}\n[profile own]\ncredential_process = {}\n",
        mint_command_line(&folder, &program, " --profile own"),
        folder.join("provider").display()
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let role = "arn:aws:iam::111122223333:role/reader";
    let arguments = ["assume", "--role", role, "--name", "tenant-a", "--without-policy", "--profile", "outer"];
    let mut command = shell(&folder, "exec \"$0\" \"$@\"");
    command.args(arguments).env("AWS_ENDPOINT_URL", server.url());
    let output = run(command).await;
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!((server.requests().len(), taken_permits(&folder)), (2, 1));
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn exec_does_not_handle_ignored_signals() {
    let folder = folder_with_permits("ignored");
    let server = Server::start([valid_response()]).await;
    let credentials = "{\"Version\":1,\"AccessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"secret\"}";
    write_script(&folder.join("provider"), &format!("echo '{credentials}'"));
    let profiles = format!("[profile own]\ncredential_process = {}\n", folder.join("provider").display());
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let arguments = "exec --name tenant-a --without-policy --profile own -- grep SigIgn /proc/self/status";
    let mut command = shell(&folder, &format!("trap '' TERM HUP; exec \"$0\" {arguments}"));
    command.env("AWS_ENDPOINT_URL", server.url());
    let output = run(command).await;
    let mask = text(&output.stdout).trim_start_matches("SigIgn:").trim();
    let mask = u64::from_str_radix(mask, 16).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    assert_eq!(mask & (1 << 14 | 1), 1 << 14 | 1, "{mask:x}");
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_nested_run_ends_when_its_parent_dies() {
    let folder = folder_with_sleeper("abandoned");
    // The shell between the two runs does not exit with the first one.
    let mint = mint_command_line(&folder, PROGRAM, " --profile slow");
    write_script(&folder.join("inner"), &format!("echo $$ > \"$(dirname \"$0\")/inner.id\"\n{mint}\nexit $?"));
    let profiles = format!(
        "[profile outer]\ncredential_process = {}\n[profile slow]\ncredential_process = {}\n",
        folder.join("inner").display(),
        folder.join("sleeper").display()
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let (mut child, _group) = spawn(command(&folder, &["whoami", "--profile", "outer"]));
    let (inner, sleeper) = (written_id(&folder.join("inner.id")).await, written_id(&folder.join("sleeper.id")).await);
    child.start_kill().unwrap();
    child.wait().await.unwrap();
    assert_exits(sleeper).await;
    assert_exits(inner).await;
    fs::remove_dir_all(folder).unwrap();
}
