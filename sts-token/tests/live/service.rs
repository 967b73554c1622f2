//! The example service.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_credential_types::Credentials as SdkCredentials;
use serde_json::Value;
use sts_token::Credentials;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::block_on;
use crate::ministack::{Ministack, config, ministack};
use crate::mode::is_full;
use crate::scope::s3;

/// Time limit until the service stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// The service in its own process. It is killed when dropped.
struct Service {
    child: Child,
    port: u16,
    log: Option<std::thread::JoinHandle<String>>,
}

impl Service {
    fn start(server: &Ministack, role: bool) -> Result<Self, String> {
        // The folder of the examples is next to that of the tests.
        let tests = std::env::current_exe().map_err(|error| error.to_string())?;
        let program: PathBuf = tests.parent().and_then(|deps| deps.parent()).unwrap().join("examples/vend");
        if !program.exists() {
            return Err("the example is missing: run `cargo build -p sts-token --example vend`".to_owned());
        }
        let mut child = Command::new(program)
            .env_clear()
            .env("AWS_ACCESS_KEY_ID", &server.access_key_id)
            .env("AWS_SECRET_ACCESS_KEY", &server.secret_access_key)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ENDPOINT_URL", &server.url)
            .env("BUCKET", "bkt1")
            .env("LISTEN", "127.0.0.1:0")
            .envs(role.then(|| ("ROLE_ARN", server.role.to_string())))
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).map_err(|error| error.to_string())?;
        let port = line.trim().rsplit(':').next().and_then(|port| port.trim_end_matches("\u{1b}[0m").parse().ok());
        let port = port.ok_or_else(|| format!("the service does not listen: {line}"))?;
        let log = std::thread::spawn(move || lines.lines().map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        Ok(Self { child, port, log: Some(log) })
    }

    /// Stops the service and returns its log.
    fn stop(self) -> String {
        self.send_stop_signal();
        self.wait()
    }

    fn send_stop_signal(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
    }

    /// Waits until the service has stopped, and returns its log.
    fn wait(mut self) -> String {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < STOP_TIMEOUT, "the service does not stop");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(status.success());
        self.log.take().unwrap().join().unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request, and returns the status, head and body of the response.
async fn send_request(port: u16, method: &str, path: &str, body: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_ascii_lowercase(), body.to_owned())
}

async fn vend(port: u16, tenant: &str) -> Credentials {
    let (status, head, body) = send_request(port, "POST", &format!("/credentials/{tenant}"), "").await;
    assert_eq!(status, 200, "{body}");
    assert!(head.contains("cache-control: no-store") && head.contains("content-type: application/json"), "{head}");
    assert!(body.starts_with("{\"Version\":1,"));
    Credentials::from_export(&body).unwrap()
}

async fn can_read(server: &Ministack, credentials: &Credentials, tenant: &str) -> bool {
    let sdk: SdkCredentials = credentials.to_sdk();
    s3(&config(&server.url, sdk)).get_object().bucket("bkt1").key(format!("{tenant}/report")).send().await.is_ok()
}

pub(crate) fn tenants_get_their_own_credentials() -> Result<(), String> {
    let server = ministack()?;
    for role in [false, true] {
        let service = Service::start(&server, role)?;
        let secrets = block_on(async {
            assert_eq!(send_request(service.port, "GET", "/health", "").await.2, "ok");
            let (a, b) = (vend(service.port, "tenant-a").await, vend(service.port, "tenant-b").await);
            assert!(can_read(&server, &a, "tenant-a").await);
            assert!(!can_read(&server, &a, "tenant-b").await);
            assert!(can_read(&server, &b, "tenant-b").await);
            assert!(!can_read(&server, &b, "tenant-a").await);
            [a, b]
        });
        let log = service.stop();
        assert!(log.contains("minted") && log.contains("stopped"), "{log}");
        for credentials in secrets {
            assert!(!log.contains(credentials.expose_secret_access_key()));
            assert!(!log.contains(credentials.expose_session_token()));
        }
    }
    Ok(())
}

pub(crate) fn rejects_invalid_tenant_names() -> Result<(), String> {
    let server = ministack()?;
    let service = Service::start(&server, false)?;
    block_on(async {
        let long = "x".repeat(37);
        for (path, name) in [
            ("*", "*"),
            ("%2A", "*"),
            ("tenant-%3F", "tenant-?"),
            ("%24%7Baws:username%7D", "${aws:username}"),
            ("a%2Fb", "a/b"),
            ("..%2Ftenant-b", "../tenant-b"),
            ("a%20b", "a b"),
            ("%E7%A7%9F", "租"),
            ("a%22b", "a\"b"),
            ("a%00b", "a\\u{0}b"),
            (long.as_str(), long.as_str()),
        ] {
            let (status, _, body) = send_request(service.port, "POST", &format!("/credentials/{path}"), "").await;
            assert_eq!(status, 400, "{name}: {body}");
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(
                body["error"],
                format!("invalid tenant name `{name}`: must be 1 to 36 ASCII letters, digits and hyphens")
            );
        }
        assert_eq!(send_request(service.port, "POST", "/credentials/", "").await.0, 404);
        assert_eq!(send_request(service.port, "GET", "/credentials/tenant-a", "").await.0, 405);
    });
    service.stop();
    Ok(())
}

pub(crate) fn concurrent_requests_get_different_tokens() -> Result<(), String> {
    let server = ministack()?;
    let service = Service::start(&server, false)?;
    block_on(async {
        let count = if is_full() { 200 } else { 20 };
        let tasks: Vec<_> = (0..count)
            .map(|number| {
                let port = service.port;
                tokio::spawn(async move { vend(port, &format!("tenant-{number}")).await })
            })
            .collect();
        let mut tokens = std::collections::HashSet::new();
        for task in tasks {
            tokens.insert(task.await.unwrap().expose_session_token().to_owned());
        }
        assert_eq!(tokens.len(), count);
    });
    service.stop();
    Ok(())
}

pub(crate) fn completes_a_request_in_progress_before_it_stops() -> Result<(), String> {
    let server = ministack()?;
    let service = Service::start(&server, false)?;
    block_on(async {
        let mut stream = TcpStream::connect(("127.0.0.1", service.port)).await.unwrap();
        let head = "POST /check HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 8\r\nexpect: 100-continue\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        // The service sends this when it starts to read the body.
        let mut interim_response = [0; 25];
        stream.read_exact(&mut interim_response).await.unwrap();
        assert_eq!(&interim_response, b"HTTP/1.1 100 Continue\r\n\r\n");
        service.send_stop_signal();
        // The service then closes its listener.
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", service.port)).await.is_ok() {
            assert!(began.elapsed() < STOP_TIMEOUT, "the service does not stop");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stream.write_all(b"not json").await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with("HTTP/1.1 200") && response.contains("\"ok\":false"), "{response}");
    });
    let log = service.wait();
    assert!(!log.contains("without a response"), "{log}");
    Ok(())
}

pub(crate) fn stops_although_a_request_does_not_end() -> Result<(), String> {
    let server = ministack()?;
    let service = Service::start(&server, false)?;
    let mut slow = std::net::TcpStream::connect(("127.0.0.1", service.port)).map_err(|error| error.to_string())?;
    slow.write_all(b"POST /check HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 10\r\n\r\n{")
        .map_err(|error| error.to_string())?;
    // The service has accepted the connection.
    block_on(async { assert_eq!(send_request(service.port, "GET", "/health", "").await.2, "ok") });
    let log = service.stop();
    assert!(log.contains("stopped without a response to some requests"), "{log}");
    Ok(())
}

pub(crate) fn checks_policies() -> Result<(), String> {
    let server = ministack()?;
    let service = Service::start(&server, false)?;
    block_on(async {
        let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObjct","Resource":"*"}}"#;
        let (status, _, body) = send_request(service.port, "POST", "/check", policy).await;
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, &body["ok"]), (200, &Value::Bool(false)));
        assert_eq!(body["findings"][0]["code"], "INVALID_ACTION");
        assert_eq!(body["findings"][0]["help"], "did you mean `s3:GetObject`?");
        let (_, _, body) = send_request(service.port, "POST", "/check", "not json").await;
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["ok"], false);
        assert_eq!(send_request(service.port, "POST", "/check", &"x".repeat(100_000)).await.0, 413);
    });
    service.stop();
    Ok(())
}
