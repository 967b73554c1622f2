//! The environment of commands that `exec` runs.

use std::fs;

use crate::server::{CALLERS_SECRET, Server, valid_response};
use crate::support::{command, folder, run, text};

#[tokio::test]
async fn exec_passes_the_endpoints_of_the_profile() {
    let folder = folder("exec");
    fs::create_dir(folder.join(".aws")).unwrap();
    let server = Server::start([valid_response()]).await;
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
        // An endpoint of all services.
        (
            format!("[profile own]\nendpoint_url = {url}\n{keys}"),
            vec![],
            format!("{url} none none none none none none none"),
        ),
        // Endpoints of single services, a CA bundle, and a switch that the default profile turns on.
        (
            format!(
                "[default]\nuse_dualstack_endpoint = true\nendpoint_url = http://default\n[profile own]\nendpoint_url = http://own\n\
                 ca_bundle = /own.pem\n{sts_alone}s3 =\n  endpoint_url = http://s3\nelastic-beanstalk =\n  endpoint_url = http://eb\n\
                 [services other]\nec2 =\n  endpoint_url = http://ec2\n"
            ),
            vec![],
            format!("http://own {url} http://s3 http://eb none /own.pem false none"),
        ),
        // The environment takes precedence over the profile.
        (
            format!(
                "[profile own]\nendpoint_url = http://own\nca_bundle = /own.pem\n{sts_alone}s3 =\n  endpoint_url = http://s3\n"
            ),
            vec![("AWS_ENDPOINT_URL", url.as_str()), ("AWS_CA_BUNDLE", "/environment.pem")],
            format!("{url} none none none none /environment.pem none none"),
        ),
        // The environment keeps endpoints of single services too.
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

/// The started command reads the profile `default`, whose endpoints would receive the credentials.
#[tokio::test]
async fn exec_rejects_settings_of_the_default_profile_that_it_cannot_override() {
    let folder = folder("default");
    fs::create_dir(folder.join(".aws")).unwrap();
    let server = Server::start([valid_response()]).await;
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
        let variable = if key == "ca_bundle" { "AWS_CA_BUNDLE" } else { "AWS_ENDPOINT_URL" };
        let message = format!(
            "error: the command would use `{key}` of the profile `default`; set `{variable}`, or set `AWS_CONFIG_FILE` \
             to a file without it\n"
        );
        assert_eq!((text(&output.stdout), output.status.code()), ("", Some(2)), "{profiles}");
        assert!(text(&output.stderr).ends_with(&message), "{profiles}\n{}", text(&output.stderr));
    }
    assert!(server.requests().is_empty());
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn exec_removes_other_credentials_from_the_environment() {
    let folder = folder("other-credentials");
    let server = Server::start([valid_response()]).await;
    let removed = [
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
    command.envs(removed.map(|name| (name, "outer-value")));
    command
        .env("AWS_ENDPOINT_URL", server.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", CALLERS_SECRET)
        .env("KEPT", "outer-value");
    let output = run(command).await;
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let left: Vec<&str> = printed.lines().filter(|line| line.contains("outer-value")).collect();
    assert_eq!(left, ["KEPT=outer-value"]);
    assert!(!printed.contains(CALLERS_SECRET));
    fs::remove_dir_all(folder).unwrap();
}
