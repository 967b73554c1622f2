//! The command, against servers of our own and files of a test.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command as AsyncCommand};

use crate::server::{Answer, CALLERS_SECRET, Server, good};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sts-token");

/// How many runs of the command a test of profiles that call themselves may start. This holds even if the command would start more.
const TOKENS: usize = 12;

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
    let mut command = through_shell(folder, "ulimit -v 4000000; exec \"$0\" \"$@\"");
    command.args(arguments);
    command
}

/// A script of a shell in that environment, whose `$0` is the command.
fn through_shell(folder: &Path, script: &str) -> Command {
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

/// The command with an access key and the endpoint of a server in its environment.
fn with_keys(mut command: Command, server: &Server) -> Command {
    command
        .env("AWS_ENDPOINT_URL", server.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", CALLERS_SECRET);
    command
}

/// Runs the command in a process group of its own, which is killed at the end.
async fn run(command: Command) -> Output {
    let (child, _group) = start(command);
    tokio::time::timeout(LIMIT, child.wait_with_output()).await.unwrap().unwrap()
}

fn start(mut command: Command) -> (Child, Group) {
    command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = AsyncCommand::from(command).kill_on_drop(true).spawn().unwrap();
    let group = Group(child.id().unwrap());
    (child, group)
}

/// A process group that is killed when dropped.
struct Group(u32);

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0);
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn rejects_devices_pipes_folders_and_large_files() {
    let folder = folder("files");
    let large = fs::File::create(folder.join("large")).unwrap();
    // It takes no space on the disk.
    large.set_len(3 * 1_024 * 1_024 * 1_024).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    for (file, problem) in [
        ("large", "it is larger than 1 MiB"),
        ("pipe", "it is not a regular file"),
        ("/dev/zero", "it is not a regular file"),
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

/// The SDK itself requests these credentials, without a bound of its own.
#[tokio::test]
async fn reads_at_most_a_mebibyte_of_an_answer_with_the_callers_credentials() {
    const BYTES: usize = 64 * 1_024 * 1_024;
    let folder = folder("long");
    fs::create_dir(folder.join(".aws")).unwrap();
    let profiles = format!(
        "[profile reader]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = vendor\n[profile vendor]\n\
         aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {CALLERS_SECRET}\n"
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    for named in [false, true] {
        let answer = Answer::Long { status: 200, length: None, begin: String::from(" "), bytes: BYTES };
        let server = Server::start([answer]).await;
        let mut command = command(&folder, if named { &["whoami", "--profile", "reader"] } else { &["whoami"] });
        command.env("AWS_PROFILE", "reader").env("AWS_ENDPOINT_URL", server.url());
        let output = run(command).await;
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("length limit exceeded"), "{}", text(&output.stderr));
        assert!(server.seen().iter().all(|request| request.contains("Action=AssumeRole")));
        assert!(server.written() < BYTES / 2, "{} bytes were written", server.written());
    }
    fs::remove_dir_all(folder).unwrap();
}

fn script(file: &Path, text: &str) {
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A new folder with as many tokens as the command may be started by its own profiles, and a script that takes one.
///
/// Each start names the user by that script. A rename takes a token, so no two runs get the same one. Without any, the name is empty,
/// which the command refuses before it reads profiles.
fn folder_with_tokens(name: &str) -> PathBuf {
    let folder = folder(name);
    for sub in ["tokens", "taken", "bin", ".aws"] {
        fs::create_dir(folder.join(sub)).unwrap();
    }
    for token in 0..TOKENS {
        fs::write(folder.join("tokens").join(token.to_string()), "").unwrap();
    }
    script(
        &folder.join("take"),
        "cd \"$(dirname \"$0\")\" || exit 1\nfor token in tokens/*; do\n  \
         mv \"$token\" \"taken/${token#tokens/}\" 2>/dev/null && echo tenant-a && exit 0\ndone\nexit 1",
    );
    folder
}

/// Returns the tokens of processes that have exited.
fn return_tokens(folder: &Path) {
    for token in fs::read_dir(folder.join("taken")).unwrap() {
        let token = token.unwrap();
        fs::rename(token.path(), folder.join("tokens").join(token.file_name())).unwrap();
    }
}

fn taken(folder: &Path) -> usize {
    let count = |sub: &str| fs::read_dir(folder.join(sub)).unwrap().count();
    assert_eq!(count("taken") + count("tokens"), TOKENS);
    count("taken")
}

/// A command line that starts a program with the arguments of the command, for which it takes a token.
fn minting(folder: &Path, program: &str, arguments: &str) -> String {
    let take = folder.join("take");
    format!("{program} mint --name \"$({})\" --without-policy --format credential-process{arguments}", take.display())
}

#[tokio::test]
async fn the_bound_of_these_tests_holds() {
    let folder = folder_with_tokens("bound");
    // Without a name, nothing is started.
    for token in 0..TOKENS {
        assert_eq!(taken(&folder), token);
        let output = Command::new(folder.join("take")).output().unwrap();
        assert_eq!(text(&output.stdout), "tenant-a\n");
    }
    let output = Command::new(folder.join("take")).output().unwrap();
    assert_eq!((text(&output.stdout), output.status.code()), ("", Some(1)));
    let output = run(command(&folder, &["mint", "--name", "", "--without-policy"])).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: invalid value '' for '--name"), "{}", text(&output.stderr));
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn rejects_a_profile_that_calls_itself() {
    let folder = folder_with_tokens("itself");
    let bin = folder.join("bin");
    symlink(PROGRAM, bin.join("sts-token")).unwrap();
    symlink(PROGRAM, bin.join("minter")).unwrap();
    symlink(PROGRAM, folder.join("with space")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let spaced = format!("\"{}\"", folder.join("with space").display());
    let role = "[profile looped]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = base\n";
    let minting = |program: &str, arguments: &str| minting(&folder, program, arguments);
    for profiles in [
        format!("[profile looped]\ncredential_process = {}\n", minting(PROGRAM, "")),
        format!("[profile looped]\ncredential_process = {}\n", minting("sts-token", "")),
        format!("[profile looped]\ncredential_process = {}\n", minting("minter", "")),
        format!("[profile looped]\ncredential_process = {}\n", minting(&spaced, "")),
        format!("[profile looped]\ncredential_process = {}\n", minting("AWS_REGION=x exec sts-token", "")),
        format!("[profile looped]\ncredential_process = {}\n", minting("sts-token", " --profile looped")),
        format!("[profile looped]\ncredential_process = {}\n", minting("sts-token", " --profile=looped")),
        format!(
            "[profile looped]\ncredential_process = {}\n[profile other]\ncredential_process = {}\n",
            minting("sts-token", " --profile other"),
            minting("sts-token", " --profile looped")
        ),
        format!("{role}[profile base]\ncredential_process = {}\n", minting("sts-token", "")),
        format!("{role}[profile base]\ncredential_process = {}\n", minting("sts-token", " --profile looped")),
    ] {
        fs::write(folder.join(".aws/config"), &profiles).unwrap();
        for named in [false, true] {
            let mut command = command(&folder, if named { &["whoami", "--profile", "looped"] } else { &["whoami"] });
            command.env("PATH", &path).env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_PROFILE", "looped");
            let output = run(command).await;
            let message = text(&output.stderr);
            assert_eq!(taken(&folder), 0, "{profiles}\n{message}");
            assert!(
                message.contains("profile `looped` calls itself through `credential_process`")
                    || message.contains("profile `base` calls itself through `credential_process`")
                    || message.contains("profile `other` calls itself through `credential_process`"),
                "{profiles}\n{message}"
            );
            assert_eq!(output.status.code(), Some(2));
        }
        // Checks need no credentials.
        let mut command = command(&folder, &["mint", "--name", "tenant-a", "--without-policy", "--dry-run"]);
        command.env("AWS_PROFILE", "looped");
        assert!(run(command).await.status.success());
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn bounds_nested_runs_through_other_programs() {
    let folder = folder_with_tokens("nested");
    script(&folder.join("wrapper"), &format!("{}\nexit $?", minting(&folder, PROGRAM, "")));
    let wrapper = folder.join("wrapper").display().to_string();
    let mut processes = vec![wrapper, format!("sh -c '{}'", minting(&folder, PROGRAM, ""))];
    if cfg!(target_os = "linux") {
        // Without the depth in the environment, the ancestors are counted.
        let unset = minting(&folder, &format!("env -u STS_TOKEN_DEPTH {PROGRAM}"), "");
        script(&folder.join("unset"), &format!("{unset}\nexit $?"));
        processes.push(folder.join("unset").display().to_string());
        let kept = "HOME=\"$HOME\" PATH=\"$PATH\" AWS_PROFILE=looped AWS_REGION=x AWS_EC2_METADATA_DISABLED=true";
        let cleared = minting(&folder, &format!("env -i {kept} {PROGRAM}"), "");
        script(&folder.join("cleared"), &format!("{cleared}\nexit $?"));
        processes.push(folder.join("cleared").display().to_string());
    }
    for process in processes {
        return_tokens(&folder);
        fs::write(folder.join(".aws/config"), format!("[profile looped]\ncredential_process = {process}\n")).unwrap();
        let mut command = command(&folder, &["whoami"]);
        command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_PROFILE", "looped");
        let output = run(command).await;
        let message = text(&output.stderr);
        // The first run takes none, and the sixth is refused.
        assert_eq!(taken(&folder), 5, "{process}\n{message}");
        assert!(message.contains("`credential_process` calls nest more than 5 deep"), "{process}\n{message}");
        assert_eq!(output.status.code(), Some(2));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Without `/proc`, the depth in the environment remains.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn bounds_nested_runs_without_proc() {
    let hidden = ["-r", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" \"$@\""];
    if !Command::new("unshare").args(hidden).args(["test", "!", "-e", "/proc/self"]).status().is_ok_and(|s| s.success())
    {
        eprintln!("skipped: namespaces are not available");
        return;
    }
    let folder = folder_with_tokens("hidden");
    symlink(PROGRAM, folder.join("bin/sts-token")).unwrap();
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let wrapper = folder.join("wrapper").display().to_string();
    script(&folder.join("wrapper"), &format!("{}\nexit $?", minting(&folder, "sts-token", "")));
    for (process, count, problem) in [
        (minting(&folder, PROGRAM, ""), 0, "calls itself through `credential_process`"),
        (wrapper, 5, "`credential_process` calls nest more than 5 deep"),
    ] {
        fs::write(folder.join(".aws/config"), format!("[profile looped]\ncredential_process = {process}\n")).unwrap();
        for program in [PROGRAM, "sts-token"] {
            return_tokens(&folder);
            let mut command = through_shell(&folder, "exec unshare \"$@\"");
            command.args(hidden).args([program, "whoami"]).env("PATH", &path).env("AWS_PROFILE", "looped");
            let output = run(command).await;
            let message = text(&output.stderr);
            assert_eq!(taken(&folder), count, "{process}\n{message}");
            assert!(message.contains(problem), "{process}\n{message}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn bounds_nested_runs_through_exec() {
    let folder = folder_with_tokens("nested-exec");
    let server = Server::start([good()]).await;
    let exec = minting(&folder, PROGRAM, "").replace("mint ", "exec ").replace("--format credential-process", "");
    let process = format!("{exec} --profile vendor -- {}", minting(&folder, PROGRAM, " --profile default"));
    let profiles = format!(
        "[default]\ncredential_process = {process}\n[profile vendor]\nendpoint_url = {}\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
         aws_secret_access_key = {CALLERS_SECRET}\n",
        server.url()
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let output = run(command(&folder, &["whoami", "--profile", "default"])).await;
    let message = text(&output.stderr);
    // Each of three shells takes two tokens. The third `exec` is refused.
    assert_eq!(taken(&folder), 6, "{message}");
    assert!(message.contains("`credential_process` calls nest more than 5 deep"), "{message}");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(folder).unwrap();
}

/// The command in the environment may be this program again, so a nested `exec` passes its depth on, and another does not.
#[tokio::test]
async fn exec_passes_the_depth_of_a_nested_run_on() {
    let folder = folder("depth");
    let server = Server::start([good()]).await;
    for (depth, expected) in [(None, "none\n"), (Some("2"), "3\n")] {
        let print = ["sh", "-c", "echo ${STS_TOKEN_DEPTH-none}"];
        let mut command = with_keys(
            command(&folder, &[&["exec", "--name", "tenant-a", "--without-policy", "--"][..], &print].concat()),
            &server,
        );
        command.envs(depth.map(|depth| ("STS_TOKEN_DEPTH", depth)));
        let output = run(command).await;
        assert_eq!(text(&output.stdout), expected, "{}", text(&output.stderr));
    }
    let mut command = command(&folder, &["whoami"]);
    command.env("STS_TOKEN_DEPTH", "x");
    let output = run(command).await;
    assert_eq!(text(&output.stderr), "error: invalid STS_TOKEN_DEPTH `x`: must be a positive number\n");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(folder).unwrap();
}

/// Standard input is read after the command began again with its mark.
#[tokio::test]
async fn takes_credentials_of_its_own_with_another_profile() {
    let folder = folder_with_tokens("another");
    let Answer::Body(_, answer) = good() else { panic!() };
    let server = Server::start([good(), Answer::Body(200, answer.replace("GetFederationToken", "AssumeRole"))]).await;
    let process = minting(&folder, PROGRAM, " --profile vendor");
    let profiles = format!(
        "[profile tenant]\ncredential_process = {process}\nendpoint_url = {0}\n[profile vendor]\nendpoint_url = {0}\n\
         aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {CALLERS_SECRET}\n",
        server.url()
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let role = "arn:aws:iam::111122223333:role/reader";
    let arguments = ["assume", "--role", role, "--name", "tenant-a", "--policy", "-", "--format", "json"];
    let mut command = command(&folder, &arguments);
    command.env("AWS_PROFILE", "tenant").stdin(Stdio::piped());
    let (mut child, _group) = start(command);
    let mut input = child.stdin.take().unwrap();
    input.write_all(crate::server::policy().as_str().as_bytes()).await.unwrap();
    drop(input);
    let output = tokio::time::timeout(LIMIT, child.wait_with_output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("ASIAIOSFODNN7EXAMPLE"));
    let seen = server.seen();
    assert_eq!((seen.len(), taken(&folder)), (2, 1));
    assert!(seen[0].contains("Action=GetFederationToken") && seen[1].contains("Action=AssumeRole"), "{seen:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(target_os = "linux")]
mod children {
    use super::*;

    /// Waits for the ID that a script writes to a file.
    async fn id(file: &Path) -> u32 {
        let written = async {
            loop {
                if let Some(id) = fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()) {
                    return id;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(LIMIT, written).await.unwrap()
    }

    /// Waits until a process has ended.
    async fn assert_ends(id: u32) {
        let ended = async {
            // A zombie has ended.
            while fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z ")) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), ended).await.unwrap();
    }

    fn kill(signal: &str, id: u32) {
        assert!(Command::new("kill").args([signal, &id.to_string()]).status().unwrap().success());
    }

    /// A folder whose profile `slow` gets its credentials from a script that does not end soon.
    fn folder_with_sleeper(name: &str) -> PathBuf {
        let folder = folder_with_tokens(name);
        script(&folder.join("sleeper"), "echo $$ > \"$(dirname \"$0\")/sleeper.id\"\nsleep 300\nexit 1");
        folder
    }

    #[tokio::test]
    async fn ends_the_processes_that_it_started() {
        let folder = folder_with_sleeper("signals");
        let profiles = format!("[profile slow]\ncredential_process = {}\n", folder.join("sleeper").display());
        fs::write(folder.join(".aws/config"), profiles).unwrap();
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
        let ignored = u64::from_str_radix(ignored.trim(), 16).unwrap();
        for (signal, code) in [("-HUP", 129), ("-INT", 130), ("-QUIT", 131), ("-TERM", 143)] {
            // A shell that starts the tests in the background ignores some for them.
            if ignored >> (code - 129) & 1 == 1 {
                continue;
            }
            let _ = fs::remove_file(folder.join("sleeper.id"));
            let (child, _group) = start(command(&folder, &["whoami", "--profile", "slow"]));
            let sleeper = id(&folder.join("sleeper.id")).await;
            kill(signal, child.id().unwrap());
            let output = tokio::time::timeout(LIMIT, child.wait_with_output()).await.unwrap().unwrap();
            assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
            assert_ends(sleeper).await;
        }
        fs::remove_dir_all(folder).unwrap();
    }

    /// The shell that starts it replaces itself, so its children become those of the command.
    #[tokio::test]
    async fn spares_processes_that_it_did_not_start() {
        let folder = folder_with_tokens("spared");
        fs::write(folder.join(".aws/config"), "[profile failing]\ncredential_process = exit 1\n").unwrap();
        for arguments in ["mint --name tenant-a --dry-run --policy absent", "whoami --profile failing"] {
            let _ = fs::remove_file(folder.join("other.id"));
            let mut command =
                through_shell(&folder, &format!("sleep 300 & echo $! > other.id; exec \"$0\" {arguments}"));
            // The other process keeps the streams open.
            command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = AsyncCommand::from(command).kill_on_drop(true).spawn().unwrap();
            let _group = Group(child.id().unwrap());
            let status = tokio::time::timeout(LIMIT, child.wait()).await.unwrap().unwrap();
            assert_eq!(status.code(), Some(2), "{arguments}");
            let other = fs::read_to_string(folder.join("other.id")).unwrap();
            let stat = fs::read_to_string(format!("/proc/{}/stat", other.trim())).unwrap();
            assert!(!stat.contains(") Z "), "{arguments}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    /// A nested run in a PID namespace does not see the run that reads its output.
    #[tokio::test]
    async fn a_nested_run_does_not_need_to_see_its_reader() {
        let namespace = ["-r", "--pid", "--fork", "--mount-proc"];
        if !Command::new("unshare").args(namespace).arg("true").status().is_ok_and(|status| status.success()) {
            eprintln!("skipped: namespaces are not available");
            return;
        }
        let folder = folder_with_tokens("namespace");
        let Answer::Body(_, answer) = good() else { panic!() };
        let assumed = Answer::Body(200, answer.replace("GetFederationToken", "AssumeRole"));
        let server = Server::start([good(), assumed]).await;
        let credentials = "{\"Version\":1,\"AccessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"secret\"}";
        script(&folder.join("provider"), &format!("sleep 1\necho '{credentials}'"));
        let program = format!("unshare {} {PROGRAM}", namespace.join(" "));
        let profiles = format!(
            "[profile outer]\ncredential_process = {}\n[profile own]\ncredential_process = {}\n",
            minting(&folder, &program, " --profile own"),
            folder.join("provider").display()
        );
        fs::write(folder.join(".aws/config"), profiles).unwrap();
        let role = "arn:aws:iam::111122223333:role/reader";
        let arguments = ["assume", "--role", role, "--name", "tenant-a", "--without-policy", "--profile", "outer"];
        let mut command = through_shell(&folder, "exec \"$0\" \"$@\"");
        command.args(arguments).env("AWS_ENDPOINT_URL", server.url());
        let output = run(command).await;
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!((server.seen().len(), taken(&folder)), (2, 1));
        fs::remove_dir_all(folder).unwrap();
    }

    /// A signal that is ignored when the command starts is ignored in what `exec` runs.
    #[tokio::test]
    async fn exec_keeps_ignored_signals() {
        let folder = folder_with_tokens("ignored");
        let server = Server::start([good()]).await;
        let credentials = "{\"Version\":1,\"AccessKeyId\":\"AKIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"secret\"}";
        script(&folder.join("provider"), &format!("echo '{credentials}'"));
        let profiles = format!("[profile own]\ncredential_process = {}\n", folder.join("provider").display());
        fs::write(folder.join(".aws/config"), profiles).unwrap();
        let arguments = "exec --name tenant-a --without-policy --profile own -- grep SigIgn /proc/self/status";
        let mut command = through_shell(&folder, &format!("trap '' TERM HUP; exec \"$0\" {arguments}"));
        command.env("AWS_ENDPOINT_URL", server.url());
        let output = run(command).await;
        let mask = text(&output.stdout).trim_start_matches("SigIgn:").trim();
        let mask = u64::from_str_radix(mask, 16).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
        assert_eq!(mask & (1 << 14 | 1), 1 << 14 | 1, "{mask:x}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn ends_with_the_run_that_reads_its_output() {
        let folder = folder_with_sleeper("abandoned");
        // The shell between them does not end with the first run.
        let minting = minting(&folder, PROGRAM, " --profile slow");
        script(&folder.join("inner"), &format!("echo $$ > \"$(dirname \"$0\")/inner.id\"\n{minting}\nexit $?"));
        let profiles = format!(
            "[profile outer]\ncredential_process = {}\n[profile slow]\ncredential_process = {}\n",
            folder.join("inner").display(),
            folder.join("sleeper").display()
        );
        fs::write(folder.join(".aws/config"), profiles).unwrap();
        let (mut child, _group) = start(command(&folder, &["whoami", "--profile", "outer"]));
        let (inner, sleeper) = (id(&folder.join("inner.id")).await, id(&folder.join("sleeper.id")).await);
        child.start_kill().unwrap();
        child.wait().await.unwrap();
        assert_ends(sleeper).await;
        assert_ends(inner).await;
        fs::remove_dir_all(folder).unwrap();
    }
}

#[tokio::test]
async fn exec_keeps_to_the_endpoints_of_the_profile() {
    let folder = folder("exec");
    fs::create_dir(folder.join(".aws")).unwrap();
    let server = Server::start([good()]).await;
    let keys = format!("aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {CALLERS_SECRET}\n");
    let url = server.url();
    let sts_alone = format!("services = own\n{keys}[services own]\nsts =\n  endpoint_url = {url}\n");
    let printed = [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_STS",
        "AWS_ENDPOINT_URL_S3",
        "AWS_ENDPOINT_URL_ELASTIC_BEANSTALK",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_CA_BUNDLE",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_PROFILE",
    ];
    let print = printed.map(|name| format!("${{{name}-none}}")).join(" ");
    for (profiles, environment, expected) in [
        // The endpoint of all services.
        (
            format!("[profile own]\nendpoint_url = {url}\n{keys}"),
            vec![],
            format!("{url} none none none none none none none"),
        ),
        // Those of single ones, the CA bundle, and a switch that another profile would turn on.
        (
            format!(
                "[default]\nuse_dualstack_endpoint = true\nendpoint_url = http://default\n[profile own]\nendpoint_url = http://own\n\
                 ca_bundle = /own.pem\n{sts_alone}s3 =\n  endpoint_url = http://s3\nelastic-beanstalk =\n  endpoint_url = http://eb\n\
                 [services other]\nec2 =\n  endpoint_url = http://ec2\n"
            ),
            vec![],
            format!("http://own {url} http://s3 http://eb none /own.pem false none"),
        ),
        // The environment goes before the profile, here and there.
        (
            format!(
                "[profile own]\nendpoint_url = http://own\nca_bundle = /own.pem\n{sts_alone}s3 =\n  endpoint_url = http://s3\n"
            ),
            vec![("AWS_ENDPOINT_URL", url.as_str()), ("AWS_CA_BUNDLE", "/theirs.pem")],
            format!("{url} none none none none /theirs.pem none none"),
        ),
        // Variables of single services are kept too.
        (
            format!("[profile own]\n{sts_alone}"),
            vec![("AWS_ENDPOINT_URL_STS", url.as_str())],
            format!("none {url} none none none none none none"),
        ),
    ] {
        fs::write(folder.join(".aws/config"), &profiles).unwrap();
        let arguments = ["exec", "--profile", "own", "--name", "tenant-a", "--without-policy", "--"];
        let mut command = command(&folder, &[&arguments[..], &["sh", "-c", &format!("echo \"{print}\"")]].concat());
        command.envs(environment).env("AWS_PROFILE", "absent");
        let output = run(command).await;
        assert_eq!(text(&output.stdout), format!("{expected}\n"), "{profiles}\n{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The command reads the profile `default`, whose endpoints would get the credentials.
#[tokio::test]
async fn exec_rejects_settings_of_the_default_profile_that_it_cannot_hide() {
    let folder = folder("default");
    fs::create_dir(folder.join(".aws")).unwrap();
    let server = Server::start([good()]).await;
    let keys = format!("aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {CALLERS_SECRET}\n");
    let url = server.url();
    let sts_alone = format!("services = own\n{keys}[services own]\nsts =\n  endpoint_url = {url}\n");
    let services = "[services d]\ns3 =\n  endpoint_url = http://d\n";
    for (profiles, variable, key) in [
        (format!("[default]\nca_bundle = /d.pem\n[profile own]\nendpoint_url = {url}\n{keys}"), None, "ca_bundle"),
        (format!("[default]\nendpoint_url = http://d\n[profile own]\n{sts_alone}"), None, "endpoint_url"),
        (format!("[default]\nservices = d\n{services}[profile own]\n{sts_alone}"), None, "services"),
        (
            format!("[default]\nendpoint_url = http://d\n[profile own]\n{keys}"),
            Some("AWS_ENDPOINT_URL_STS"),
            "endpoint_url",
        ),
    ] {
        fs::write(folder.join(".aws/config"), &profiles).unwrap();
        let arguments = ["exec", "--profile", "own", "--name", "tenant-a", "--without-policy", "--", "env"];
        let mut command = command(&folder, &arguments);
        command.envs(variable.map(|name| (name, &url)));
        let output = run(command).await;
        let hides = if key == "ca_bundle" { "AWS_CA_BUNDLE" } else { "AWS_ENDPOINT_URL" };
        let message = format!(
            "error: the command would use `{key}` of the profile `default`: set {hides}, or AWS_CONFIG_FILE to a file \
             without `{key}` there\n"
        );
        assert_eq!((text(&output.stdout), output.status.code()), ("", Some(2)), "{profiles}");
        assert!(text(&output.stderr).ends_with(&message), "{profiles}\n{}", text(&output.stderr));
    }
    assert!(server.seen().is_empty());
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn rejects_token_files_that_are_devices_and_empty_endpoints() {
    let folder = folder("devices");
    fs::create_dir(folder.join(".aws")).unwrap();
    let role = "role_arn = arn:aws:iam::111122223333:role/reader\n";
    let profile = format!("[profile own]\n{role}web_identity_token_file = /dev/zero\n");
    fs::write(folder.join(".aws/config"), profile).unwrap();
    let problem = "error: cannot read `/dev/zero`: it is not a regular file\n";
    for (variable, value, message) in [
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/dev/zero", problem),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/dev/zero", problem),
        ("AWS_PROFILE", "own", problem),
        ("AWS_ENDPOINT_URL", "", "error: `AWS_ENDPOINT_URL` is empty: must be a URL, or unset\n"),
        ("AWS_ENDPOINT_URL_STS", " ", "error: `AWS_ENDPOINT_URL_STS` is empty: must be a URL, or unset\n"),
    ] {
        let mut command = command(&folder, &["whoami"]);
        command.env(variable, value);
        let output = run(command).await;
        assert_eq!((text(&output.stderr), output.status.code()), (message, Some(2)), "{variable}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn reads_policies_from_streams_of_a_shell() {
    let folder = folder("streams");
    fs::write(folder.join("policy.json"), crate::server::policy().as_str()).unwrap();
    let arguments = "mint --name tenant-a --dry-run --policy";
    for line in [
        format!("cat policy.json | \"$0\" {arguments} /dev/stdin"),
        format!("cat policy.json | \"$0\" {arguments} /dev/fd/3 3<&0"),
    ] {
        let output = run(through_shell(&folder, &line)).await;
        assert!(output.status.success(), "{line}\n{}", text(&output.stderr));
    }
    for line in
        [format!("\"$0\" {arguments} /dev/stdin < /dev/zero"), format!("\"$0\" {arguments} /dev/fd/3 3< /dev/zero")]
    {
        let output = run(through_shell(&folder, &line)).await;
        assert!(text(&output.stderr).ends_with("it is larger than 1 MiB\n"), "{line}\n{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn exec_removes_the_credentials_of_others() {
    let folder = folder("others");
    let server = Server::start([good()]).await;
    let others = [
        "AWS_ACCESS_KEY",
        "AWS_SECRET_KEY",
        "SECRET_ACCESS_KEY",
        "AWS_SECURITY_TOKEN",
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_BEARER_TOKEN_NEW",
        "AWS_CREDENTIAL_FILE",
        "AWS_CREDENTIAL_PROFILES_FILE",
        "AWS_PROFILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    ];
    let mut command = command(&folder, &["exec", "--name", "tenant-a", "--without-policy", "--", "env"]);
    command.envs(others.map(|name| (name, "of-others")));
    command
        .env("AWS_ENDPOINT_URL", server.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", CALLERS_SECRET)
        .env("KEPT", "of-others");
    let output = run(command).await;
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let left: Vec<&str> = printed.lines().filter(|line| line.contains("of-others")).collect();
    assert_eq!(left, ["KEPT=of-others"]);
    assert!(!printed.contains(CALLERS_SECRET));
    fs::remove_dir_all(folder).unwrap();
}
