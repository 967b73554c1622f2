//! The commands against ministack.

use std::path::Path;
use std::process::{Command, Output};

use sts_token::Credentials;

use crate::ministack::{Ministack, ministack};

const POLICY: &str = "../../examples/policies/s3-tenant-read.json";

fn run(server: &Ministack, arguments: &[&str]) -> Output {
    command(server, arguments).output().unwrap()
}

fn command(server: &Ministack, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sts-token"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("AWS_ACCESS_KEY_ID", &server.access_key_id)
        .env("AWS_SECRET_ACCESS_KEY", &server.secret_access_key)
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ENDPOINT_URL", &server.url);
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

pub(crate) fn mint_and_assume_print_credentials_only_with_a_format() -> Result<(), String> {
    let server = ministack()?;
    let role = server.role.to_string();
    for request in [
        vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--duration", "1h"],
        vec!["assume", "--role", &role, "--name", "tenant-a", "--policy", POLICY, "--tag", "team=a"],
    ] {
        for format in ["credential-process", "env", "json", "profile", "instance-metadata"] {
            let output = run(&server, &[request.as_slice(), &["--format", format]].concat());
            assert!(output.status.success(), "{}", text(&output.stderr));
            let credentials = Credentials::from_export(text(&output.stdout)).unwrap();
            assert!(!text(&output.stderr).contains(credentials.expose_secret_access_key()));
            assert!(text(&output.stderr).contains("of 2048 bytes, packed size about"), "{}", text(&output.stderr));
        }
        let output = run(&server, &request);
        assert!(output.status.success() && output.stdout.is_empty());
        assert!(text(&output.stderr).contains("use `--format`"), "{}", text(&output.stderr));
        let output = run(&server, &[request.as_slice(), &["--format", "json", "--dry-run"]].concat());
        assert!(output.status.success() && output.stdout.is_empty());
    }
    let mint = ["mint", "--name", "tenant-a", "--policy", POLICY, "--format", "profile"];
    for (arguments, begin) in [(&[][..], "[default]\n"), (&["--output-profile", "tenant-a"], "[tenant-a]\n")] {
        let output = run(&server, &[&mint, arguments].concat());
        assert!(text(&output.stdout).starts_with(begin), "{}", text(&output.stderr));
    }
    Ok(())
}

pub(crate) fn whoami_prefers_the_named_profile_to_the_environment() -> Result<(), String> {
    let server = ministack()?;
    let vendor = "account 000000000000\narn arn:aws:iam::000000000000:user/vendor\n";
    let output = run(&server, &["whoami"]);
    assert!(text(&output.stdout).starts_with(vendor), "{}", text(&output.stderr));
    // `--profile` takes precedence over the profile and the access key of the environment.
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("credentials-of-vendor");
    let (id, secret) = (&server.access_key_id, &server.secret_access_key);
    std::fs::write(&file, format!("[vendor]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n")).unwrap();
    let output = command(&server, &["whoami", "--profile", "vendor"])
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "other")
        .env("AWS_SHARED_CREDENTIALS_FILE", &file)
        .env("AWS_PROFILE", "absent")
        .output()
        .unwrap();
    assert!(text(&output.stdout).starts_with(vendor), "{}", text(&output.stderr));
    Ok(())
}

pub(crate) fn exec_runs_a_command_with_minted_credentials() -> Result<(), String> {
    let server = ministack()?;
    let role = server.role.to_string();
    let program = env!("CARGO_BIN_EXE_sts-token");
    for (request, arn) in [
        (vec!["exec", "--name", "tenant-a", "--policy", POLICY], "federated-user/tenant-a"),
        (vec!["exec", "--role", &role, "--name", "tenant-a", "--policy", POLICY], "assumed-role/reader/tenant-a"),
    ] {
        // The started command is this command.
        let output = run(&server, &[request.as_slice(), &["--", program, "whoami"]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(arn), "{}", text(&output.stdout));
        let print = "echo \"$AWS_CREDENTIAL_EXPIRATION\"";
        let output = run(&server, &[request.as_slice(), &["--", "sh", "-c", print]].concat());
        assert!(text(&output.stdout).starts_with("20") && text(&output.stdout).ends_with("Z\n"));
        // Variables of other credentials are removed.
        let print = "echo \"$AWS_REGION $AWS_DEFAULT_REGION $AWS_ACCOUNT_ID ${AWS_PROFILE-none}\"";
        let output = command(&server, &[request.as_slice(), &["--", "sh", "-c", print]].concat())
            .env("AWS_DEFAULT_REGION", "eu-west-1")
            .env("AWS_ACCOUNT_ID", "999999999999")
            .env("AWS_PROFILE", "default")
            .output()
            .unwrap();
        assert_eq!(text(&output.stdout), "us-east-1 us-east-1 000000000000 none\n", "{}", text(&output.stderr));
        let output = run(&server, &[request.as_slice(), &["--", "sh", "-c", "exit 7"]].concat());
        assert_eq!(output.status.code(), Some(7));
        // A signal ends it like the started command.
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt;

            let output = run(&server, &[request.as_slice(), &["--", "sh", "-c", "kill -TERM $$"]].concat());
            assert_eq!(output.status.signal(), Some(15), "{}", text(&output.stderr));
        }
        let output = run(&server, &[request.as_slice(), &["--", "/absent"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("error: cannot run `/absent`: "), "{}", text(&output.stderr));
    }
    Ok(())
}

pub(crate) fn rejects_a_policy_with_errors() -> Result<(), String> {
    let server = ministack()?;
    let broken = "../../examples/policies/broken.json";
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(broken).exists());
    let output = run(&server, &["mint", "--name", "tenant-a", "--policy", broken, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).ends_with("error: the policy has errors; no request was sent\n"));
    Ok(())
}

pub(crate) fn rejects_invalid_options() -> Result<(), String> {
    let server = ministack()?;
    for (arguments, message) in [
        (vec!["mint", "--name", "tenant-a"], "the following required arguments were not provided"),
        (vec!["mint", "--name", "Bob Smith", "--policy", POLICY], "but character 4 is ` `"),
        (
            vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--duration", "37h"],
            "invalid session duration of 133,200 s: must be 900 to 129,600 s",
        ),
        (vec!["mint", "--name", "tenant-a", "--policy", "absent.json"], "error: cannot read `absent.json`"),
        (vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--tag", "a*=b"], "not `*` at character 2"),
        (
            vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--format", "profile", "--output-profile", "a]"],
            "error: invalid profile name `a]`",
        ),
        (
            vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--format", "json", "--output-profile", "a"],
            "error: `--output-profile` requires `--format profile`",
        ),
        (
            vec!["mint", "--name", "tenant-a", "--policy", POLICY, "--output-profile", "a"],
            "error: `--output-profile` requires `--format profile`",
        ),
        // Options of a role require `--role`.
        (
            vec!["exec", "--name", "tenant-a", "--policy", POLICY, "--source-identity", "bob", "--", "true"],
            "the following required arguments were not provided:\n  --role",
        ),
        (
            vec![
                "assume",
                "--role",
                server.role.as_str(),
                "--name",
                "tenant-a",
                "--policy",
                POLICY,
                "--mfa-code",
                "123456",
            ],
            "the following required arguments were not provided:\n  --mfa-serial",
        ),
        (
            [
                ["assume", "--role", server.role.as_str(), "--name", "tenant-a", "--policy", POLICY].as_slice(),
                &["--mfa-serial", "GAHT12345678", "--mfa-code", "9182734"],
            ]
            .concat(),
            "error: invalid MFA code: must be 6 characters long, but is 7",
        ),
    ] {
        let output = run(&server, &arguments);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("9182734"), "{}", text(&output.stderr));
    }
    Ok(())
}

/// The command does not reach STS, so the status is 2 instead of 1, which is a refusal.
pub(crate) fn reports_missing_credentials_region_and_connection() -> Result<(), String> {
    let unused = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    let unused_url = format!("http://{}", unused.map_err(|error| error.to_string())?);
    let caller = [("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let region = ("AWS_REGION", "us-east-1");
    for (environment, message) in [
        (vec![region], "error: cannot obtain the caller's credentials: "),
        (caller.to_vec(), "error: no region configured; set `--region`"),
        ([caller.as_slice(), &[("AWS_REGION", "")]].concat(), "error: no region configured; set `--region`"),
        ([caller.as_slice(), &[("AWS_REGION", " ")]].concat(), "error: no region configured; set `--region`"),
        ([caller.as_slice(), &[region]].concat(), "error: the connection to STS failed"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_sts-token"))
            .arg("whoami")
            .env_clear()
            .env("HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_ENDPOINT_URL", &unused_url)
            .envs(environment)
            .output()
            .unwrap();
        assert!(text(&output.stderr).starts_with(message), "{}", text(&output.stderr));
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    }
    Ok(())
}

/// Runs each line of the README that begins with the command in a shell, in the folder of the workspace.
pub(crate) fn examples_of_the_readme_work() -> Result<(), String> {
    let server = ministack()?;
    let bin = Path::new(env!("CARGO_BIN_EXE_sts-token")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let path = path.map_err(|error| error.to_string())?;
    let (_, readme) = include_str!("../../../README.md").split_once("## The command").unwrap();
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("sts-token ")).collect();
    assert!(lines.len() >= 4, "{lines:?}");
    for line in lines {
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .env_clear()
            .env("PATH", &path)
            .env("HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("AWS_ACCESS_KEY_ID", &server.access_key_id)
            .env("AWS_SECRET_ACCESS_KEY", &server.secret_access_key)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ENDPOINT_URL", &server.url)
            .env("ROLE", server.role.as_str())
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {}", text(&output.stderr));
        assert!(!output.stdout.is_empty() || line.contains("--dry-run"), "{line}");
    }
    Ok(())
}
