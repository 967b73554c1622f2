//! Profiles whose `credential_process` starts the command.

use std::fs;
use std::os::unix::fs::symlink;
#[cfg(target_os = "linux")]
use std::process::Command;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;

use crate::permits::{folder_with_permits, mint_command_line, return_permits, taken_permits};
use crate::server::{CALLERS_SECRET, Response, Server, valid_response};
use crate::support::{PROGRAM, RUN_TIMEOUT, command, folder, run, shell, spawn, text, with_access_key, write_script};

#[tokio::test]
async fn rejects_a_profile_that_calls_itself() {
    let folder = folder_with_permits("itself");
    let bin = folder.join("bin");
    symlink(PROGRAM, bin.join("sts-token")).unwrap();
    symlink(PROGRAM, bin.join("minter")).unwrap();
    symlink(PROGRAM, folder.join("with space")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let spaced = format!("\"{}\"", folder.join("with space").display());
    let role = "[profile looped]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = base\n";
    let mint = |program: &str, arguments: &str| mint_command_line(&folder, program, arguments);
    for profiles in [
        format!("[profile looped]\ncredential_process = {}\n", mint(PROGRAM, "")),
        format!("[profile looped]\ncredential_process = {}\n", mint("sts-token", "")),
        format!("[profile looped]\ncredential_process = {}\n", mint("minter", "")),
        format!("[profile looped]\ncredential_process = {}\n", mint(&spaced, "")),
        format!("[profile looped]\ncredential_process = {}\n", mint("AWS_REGION=x exec sts-token", "")),
        format!("[profile looped]\ncredential_process = {}\n", mint("sts-token", " --profile looped")),
        format!("[profile looped]\ncredential_process = {}\n", mint("sts-token", " --profile=looped")),
        format!(
            "[profile looped]\ncredential_process = {}\n[profile other]\ncredential_process = {}\n",
            mint("sts-token", " --profile other"),
            mint("sts-token", " --profile looped")
        ),
        format!("{role}[profile base]\ncredential_process = {}\n", mint("sts-token", "")),
        format!("{role}[profile base]\ncredential_process = {}\n", mint("sts-token", " --profile looped")),
    ] {
        fs::write(folder.join(".aws/config"), &profiles).unwrap();
        for is_named in [false, true] {
            let mut command = command(&folder, if is_named { &["whoami", "--profile", "looped"] } else { &["whoami"] });
            command.env("PATH", &path).env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_PROFILE", "looped");
            let output = run(command).await;
            let message = text(&output.stderr);
            assert_eq!(taken_permits(&folder), 0, "{profiles}\n{message}");
            assert!(
                message.contains("profile `looped` calls itself through `credential_process`")
                    || message.contains("profile `base` calls itself through `credential_process`")
                    || message.contains("profile `other` calls itself through `credential_process`"),
                "{profiles}\n{message}"
            );
            assert_eq!(output.status.code(), Some(2));
        }
        // A dry run needs no credentials.
        let mut command = command(&folder, &["mint", "--name", "tenant-a", "--without-policy", "--dry-run"]);
        command.env("AWS_PROFILE", "looped");
        assert!(run(command).await.status.success());
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn limits_nested_runs_through_other_programs() {
    let folder = folder_with_permits("nested");
    write_script(&folder.join("wrapper"), &format!("{}\nexit $?", mint_command_line(&folder, PROGRAM, "")));
    let wrapper = folder.join("wrapper").display().to_string();
    let mut processes = vec![wrapper, format!("sh -c '{}'", mint_command_line(&folder, PROGRAM, ""))];
    if cfg!(target_os = "linux") {
        // Without the depth in the environment, the command counts its ancestors.
        let unset = mint_command_line(&folder, &format!("env -u STS_TOKEN_DEPTH {PROGRAM}"), "");
        write_script(&folder.join("unset"), &format!("{unset}\nexit $?"));
        processes.push(folder.join("unset").display().to_string());
        let kept = "HOME=\"$HOME\" PATH=\"$PATH\" AWS_PROFILE=looped AWS_REGION=x AWS_EC2_METADATA_DISABLED=true";
        let cleared = mint_command_line(&folder, &format!("env -i {kept} {PROGRAM}"), "");
        write_script(&folder.join("cleared"), &format!("{cleared}\nexit $?"));
        processes.push(folder.join("cleared").display().to_string());
    }
    for process in processes {
        return_permits(&folder);
        fs::write(folder.join(".aws/config"), format!("[profile looped]\ncredential_process = {process}\n")).unwrap();
        let mut command = command(&folder, &["whoami"]);
        command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_PROFILE", "looped");
        let output = run(command).await;
        let message = text(&output.stderr);
        // The first run takes no permit, and the command rejects the sixth.
        assert_eq!(taken_permits(&folder), 5, "{process}\n{message}");
        assert!(message.contains("more than 5 nested `credential_process` calls"), "{process}\n{message}");
        assert_eq!(output.status.code(), Some(2));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Without `/proc`, only the depth in the environment limits nested runs.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn limits_nested_runs_without_proc() {
    let hidden = ["-r", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" \"$@\""];
    if !Command::new("unshare").args(hidden).args(["test", "!", "-e", "/proc/self"]).status().is_ok_and(|s| s.success())
    {
        eprintln!("skipped: namespaces are not available");
        return;
    }
    let folder = folder_with_permits("hidden");
    symlink(PROGRAM, folder.join("bin/sts-token")).unwrap();
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let wrapper = folder.join("wrapper").display().to_string();
    write_script(&folder.join("wrapper"), &format!("{}\nexit $?", mint_command_line(&folder, "sts-token", "")));
    for (process, count, problem) in [
        (mint_command_line(&folder, PROGRAM, ""), 0, "calls itself through `credential_process`"),
        (wrapper, 5, "more than 5 nested `credential_process` calls"),
    ] {
        fs::write(folder.join(".aws/config"), format!("[profile looped]\ncredential_process = {process}\n")).unwrap();
        for program in [PROGRAM, "sts-token"] {
            return_permits(&folder);
            let mut command = shell(&folder, "exec unshare \"$@\"");
            command.args(hidden).args([program, "whoami"]).env("PATH", &path).env("AWS_PROFILE", "looped");
            let output = run(command).await;
            let message = text(&output.stderr);
            assert_eq!(taken_permits(&folder), count, "{process}\n{message}");
            assert!(message.contains(problem), "{process}\n{message}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn limits_nested_runs_through_exec() {
    let folder = folder_with_permits("nested-exec");
    let server = Server::start([valid_response()]).await;
    let exec =
        mint_command_line(&folder, PROGRAM, "").replace("mint ", "exec ").replace("--format credential-process", "");
    let process = format!("{exec} --profile vendor -- {}", mint_command_line(&folder, PROGRAM, " --profile default"));
    let profiles = format!(
        "[default]\ncredential_process = {process}\n[profile vendor]\nendpoint_url = {}\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
         aws_secret_access_key = {CALLERS_SECRET}\n",
        server.url()
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let output = run(command(&folder, &["whoami", "--profile", "default"])).await;
    let message = text(&output.stderr);
    // Each of three shells takes two permits. The command rejects the third `exec`.
    assert_eq!(taken_permits(&folder), 6, "{message}");
    assert!(message.contains("more than 5 nested `credential_process` calls"), "{message}");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(folder).unwrap();
}

/// The started command may be this program again.
#[tokio::test]
async fn only_a_nested_exec_passes_its_depth() {
    let folder = folder("depth");
    let server = Server::start([valid_response()]).await;
    for (depth, expected) in [(None, "none\n"), (Some("2"), "3\n")] {
        let print = ["sh", "-c", "echo ${STS_TOKEN_DEPTH-none}"];
        let mut command = with_access_key(
            command(&folder, &[&["exec", "--name", "tenant-a", "--without-policy", "--"][..], &print].concat()),
            &server,
        );
        command.envs(depth.map(|depth| ("STS_TOKEN_DEPTH", depth)));
        let output = run(command).await;
        assert_eq!(text(&output.stdout), expected, "{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn rejects_an_invalid_depth() {
    let folder = folder("invalid-depth");
    let mut command = command(&folder, &["whoami"]);
    command.env("STS_TOKEN_DEPTH", "x");
    let output = run(command).await;
    assert_eq!(text(&output.stderr), "error: invalid STS_TOKEN_DEPTH `x`: must be a positive number\n");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(folder).unwrap();
}

/// The command reads standard input after it has replaced itself.
#[tokio::test]
async fn a_self_call_with_another_profile_gets_the_callers_credentials() {
    let folder = folder_with_permits("another");
    let Response::Body(_, body) = valid_response() else { panic!() };
    let server =
        Server::start([valid_response(), Response::Body(200, body.replace("GetFederationToken", "AssumeRole"))]).await;
    let process = mint_command_line(&folder, PROGRAM, " --profile vendor");
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
    let (mut child, _group) = spawn(command);
    let mut input = child.stdin.take().unwrap();
    input.write_all(crate::server::policy().as_str().as_bytes()).await.unwrap();
    drop(input);
    let output = tokio::time::timeout(RUN_TIMEOUT, child.wait_with_output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("ASIAIOSFODNN7EXAMPLE"));
    let requests = server.requests();
    assert_eq!((requests.len(), taken_permits(&folder)), (2, 1));
    assert!(
        requests[0].contains("Action=GetFederationToken") && requests[1].contains("Action=AssumeRole"),
        "{requests:?}"
    );
    fs::remove_dir_all(folder).unwrap();
}
