//! Limits on files, streams, endpoints and responses.

use std::fs;
use std::process::Command;

use crate::server::{CALLERS_SECRET, Response, Server};
use crate::support::{command, folder, run, shell, text};

#[tokio::test]
async fn rejects_policies_in_devices_pipes_folders_and_large_files() {
    let folder = folder("files");
    let large = fs::File::create(folder.join("large")).unwrap();
    // The file is sparse.
    large.set_len(3 * 1_024 * 1_024 * 1_024).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    for (file, problem) in [
        ("large", "must be at most 1 MiB"),
        ("pipe", "must be a regular file"),
        ("/dev/zero", "must be a regular file"),
        (".", "must be a regular file, not a directory"),
    ] {
        let output = run(command(&folder, &["mint", "--name", "tenant-a", "--dry-run", "--policy", file])).await;
        assert_eq!(text(&output.stderr), format!("error: cannot read `{file}`: {problem}\n"));
        assert_eq!(output.status.code(), Some(2));
    }
    let mut endless = command(&folder, &["mint", "--name", "tenant-a", "--dry-run", "--policy", "-"]);
    endless.stdin(fs::File::open("/dev/zero").unwrap());
    assert_eq!(text(&run(endless).await.stderr), "error: cannot read `-`: must be at most 1 MiB\n");
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn reads_at_most_one_mebibyte_of_policies_in_shell_streams() {
    let folder = folder("streams");
    fs::write(folder.join("policy.json"), crate::server::policy().as_str()).unwrap();
    let arguments = "mint --name tenant-a --dry-run --policy";
    for line in [
        format!("cat policy.json | \"$0\" {arguments} /dev/stdin"),
        format!("cat policy.json | \"$0\" {arguments} /dev/fd/3 3<&0"),
    ] {
        let output = run(shell(&folder, &line)).await;
        assert!(output.status.success(), "{line}\n{}", text(&output.stderr));
    }
    for line in
        [format!("\"$0\" {arguments} /dev/stdin < /dev/zero"), format!("\"$0\" {arguments} /dev/fd/3 3< /dev/zero")]
    {
        let output = run(shell(&folder, &line)).await;
        assert!(text(&output.stderr).ends_with("must be at most 1 MiB\n"), "{line}\n{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn rejects_devices_as_token_files() {
    let folder = folder("devices");
    fs::create_dir(folder.join(".aws")).unwrap();
    let role = "role_arn = arn:aws:iam::111122223333:role/reader\n";
    let profile = format!("[profile own]\n{role}web_identity_token_file = /dev/zero\n");
    fs::write(folder.join(".aws/config"), profile).unwrap();
    let problem = "error: cannot read `/dev/zero`: must be a regular file\n";
    for (variable, value) in [
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/dev/zero"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/dev/zero"),
        ("AWS_PROFILE", "own"),
    ] {
        let mut command = command(&folder, &["whoami"]);
        command.env(variable, value);
        let output = run(command).await;
        assert_eq!((text(&output.stderr), output.status.code()), (problem, Some(2)), "{variable}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn rejects_empty_endpoints() {
    let folder = folder("endpoints");
    for (variable, value) in [("AWS_ENDPOINT_URL", ""), ("AWS_ENDPOINT_URL_STS", " ")] {
        let mut command = command(&folder, &["whoami"]);
        command.env(variable, value);
        let output = run(command).await;
        let message = format!("error: `{variable}` is empty: must be a URL or unset\n");
        assert_eq!((text(&output.stderr), output.status.code()), (message.as_str(), Some(2)), "{variable}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The SDK requests these credentials without a limit on the response.
#[tokio::test]
async fn limits_responses_with_the_callers_credentials() {
    let folder = folder("long");
    fs::create_dir(folder.join(".aws")).unwrap();
    let profiles = format!(
        "[profile reader]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = vendor\n[profile vendor]\n\
         aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {CALLERS_SECRET}\n"
    );
    fs::write(folder.join(".aws/config"), profiles).unwrap();
    let by_variable = command(&folder, &["whoami"]);
    let by_option = command(&folder, &["whoami", "--profile", "reader"]);
    tokio::join!(assert_limits_response(by_variable), assert_limits_response(by_option));
    fs::remove_dir_all(folder).unwrap();
}

/// Asserts that a command with the profile `reader` does not read all of a long response.
async fn assert_limits_response(mut command: Command) {
    const BYTES: usize = 64 * 1_024 * 1_024;
    let long = Response::Long { status: 200, length: None, begin: String::from(" "), bytes: BYTES };
    let server = Server::start([long]).await;
    command.env("AWS_PROFILE", "reader").env("AWS_ENDPOINT_URL", server.url());
    let output = run(command).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("length limit exceeded"), "{}", text(&output.stderr));
    assert!(server.requests().iter().all(|request| request.contains("Action=AssumeRole")));
    assert!(server.written_bytes() < BYTES / 2, "{} bytes were written", server.written_bytes());
}
