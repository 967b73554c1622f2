//! A minimal HTTP server with prepared responses.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use sts_policy::SessionPolicy;
use sts_token::{Client, FederatedName, RoleArn, RoleSessionName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Secrets that no output may contain.
pub(crate) const SECRET: &str = "5ecretAccessKeyOfTheAnswer/+EXAMPLEKEY00";
pub(crate) const TOKEN: &str = "IQoJb3JpZ2luX2VjE5essionTokenOfTheAnswer//////////wEaCXVzLWVhc3QtMSJH==";
pub(crate) const CALLERS_SECRET: &str = "5ecretAccessKeyOfTheCaller/+EXAMPLEKEY00";
pub(crate) const CALLERS_TOKEN: &str = "FwoGZXIvYXdzECwaE5essionTokenOfTheCaller//////////wEaCXVzLWVhc3QtMSJI==";

/// A response of the server.
#[derive(Debug, Clone)]
pub(crate) enum Response {
    /// A status and a body.
    Body(u16, String),
    /// The beginning of a body, and then the end of the connection.
    Broken(String),
    /// A status and a body of a number of bytes, in chunks if `length` is `None`.
    Long { status: u16, length: Option<usize>, begin: String, bytes: usize },
    /// A status, one header and a body.
    Header(u16, String, String),
    /// The end of the connection.
    Closed,
    /// No response.
    Never,
}

#[derive(Debug, Clone)]
pub(crate) struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    written_bytes: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server that returns the responses in order, and repeats the last one.
    pub(crate) async fn start(responses: impl IntoIterator<Item = Response>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let responses = Arc::new(Mutex::new(responses.into_iter().collect::<VecDeque<_>>()));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let written_bytes = Arc::new(AtomicUsize::new(0));
        let server = Self { port, requests: Arc::clone(&requests), written_bytes: Arc::clone(&written_bytes) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&responses), Arc::clone(&requests), Arc::clone(&written_bytes)));
            }
        });
        server
    }

    /// Returns the received requests, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the number of bytes written for [`Response::Long`].
    pub(crate) fn written_bytes(&self) -> usize {
        self.written_bytes.load(Ordering::SeqCst)
    }

    /// Returns the sorted fields of the last request without `Version`.
    pub(crate) fn form_fields(&self) -> Vec<String> {
        let request = self.requests().pop().unwrap();
        let (_, body) = request.split_once("\r\n\r\n").unwrap();
        let mut fields: Vec<String> = body.split('&').map(decode).collect();
        fields.retain(|field| !field.starts_with("Version="));
        fields.sort();
        fields
    }

    pub(crate) fn config(&self) -> aws_types::sdk_config::Builder {
        config(&self.url())
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(&self.config().build())
    }
}

/// Returns a configuration for the server at a URL, with the access key of a user.
pub(crate) fn config(url: &str) -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(url)
        .credentials_provider(provider(None))
        .retry_config(RetryConfig::standard().with_max_attempts(3).with_initial_backoff(Duration::from_millis(1)))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(Duration::from_secs(5))
                .operation_timeout(Duration::from_secs(20))
                .build(),
        )
}

pub(crate) fn provider(session_token: Option<&str>) -> SharedCredentialsProvider {
    let token = session_token.map(str::to_owned);
    SharedCredentialsProvider::new(Credentials::new("AKIAIOSFODNN7EXAMPLE", CALLERS_SECRET, token, None, "test"))
}

async fn serve(
    mut stream: TcpStream,
    responses: Arc<Mutex<VecDeque<Response>>>,
    requests: Arc<Mutex<Vec<String>>>,
    written_bytes: Arc<AtomicUsize>,
) {
    let request = read(&mut stream).await;
    requests.lock().unwrap().push(request);
    let response = {
        let mut responses = responses.lock().unwrap();
        if responses.len() > 1 { responses.pop_front().unwrap() } else { responses.front().cloned().unwrap() }
    };
    let head = |status: u16, length: usize| {
        format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: text/xml\r\ncontent-length: {length}\r\nconnection: close\r\n\
             x-amzn-requestid: 11111111-2222-3333-4444-555555555555\r\n\r\n"
        )
    };
    match response {
        Response::Body(status, body) => {
            let _ = stream.write_all((head(status, body.len()) + &body).as_bytes()).await;
        }
        Response::Broken(body) => {
            let _ = stream.write_all((head(200, body.len() + 1_000) + &body).as_bytes()).await;
            // The client receives a reset.
            let _ = stream.set_zero_linger();
        }
        Response::Long { status, length, begin, bytes } => {
            let length =
                length.map_or("transfer-encoding: chunked".to_owned(), |length| format!("content-length: {length}"));
            let head = format!("HTTP/1.1 {status} Status\r\ncontent-type: text/xml\r\n{length}\r\n\r\n");
            let chunk = |text: &str| {
                if length.starts_with("content") { text.to_owned() } else { format!("{:x}\r\n{text}\r\n", text.len()) }
            };
            let mut next = head + &chunk(&begin);
            while written_bytes.load(Ordering::SeqCst) < bytes && stream.write_all(next.as_bytes()).await.is_ok() {
                written_bytes.fetch_add(next.len(), Ordering::SeqCst);
                next = chunk(&" ".repeat(65_536));
            }
        }
        Response::Header(status, header, body) => {
            let text = head(status, body.len())
                .replace("x-amzn-requestid: 11111111-2222-3333-4444-555555555555", &header)
                + &body;
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Response::Closed => {}
        Response::Never => tokio::time::sleep(Duration::from_secs(3_600)).await,
    }
}

async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4_096];
        let count = stream.read(&mut part).await.unwrap_or(0);
        bytes.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
            });
            if count == 0 || body.len() >= length.unwrap_or(0) {
                return text;
            }
        } else if count == 0 {
            return text;
        }
    }
}

/// Decodes a field of a form.
fn decode(field: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = field.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            b'+' => bytes.push(b' '),
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}

pub(crate) fn policy() -> SessionPolicy {
    SessionPolicy::from_json(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bkt1/tenant-a/*"}}"#,
    )
    .unwrap()
}

pub(crate) fn name() -> FederatedName {
    FederatedName::new("tenant-a").unwrap()
}

pub(crate) fn session() -> RoleSessionName {
    RoleSessionName::new("tenant-a").unwrap()
}

pub(crate) fn role() -> RoleArn {
    RoleArn::new("arn:aws:iam::111122223333:role/reader").unwrap()
}

/// Returns an error response of STS.
pub(crate) fn error(status: u16, code: &str, message: &str) -> Response {
    Response::Body(
        status,
        format!(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    <Type>Sender</Type>\n    \
             <Code>{code}</Code>\n    <Message>{message}</Message>\n  </Error>\n  \
             <RequestId>11111111-2222-3333-4444-555555555555</RequestId>\n</ErrorResponse>\n"
        ),
    )
}

/// Returns the element with the credentials of a response.
pub(crate) fn credentials(expiration: &str) -> String {
    format!(
        "<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>\
         <SessionToken>{TOKEN}</SessionToken><Expiration>{expiration}</Expiration></Credentials>"
    )
}

/// Returns a response of `GetFederationToken` with elements.
pub(crate) fn federated(elements: &str) -> Response {
    Response::Body(
        200,
        format!(
            "<GetFederationTokenResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetFederationTokenResult>{elements}\
             </GetFederationTokenResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetFederationTokenResponse>"
        ),
    )
}

/// Returns a valid response of `GetFederationToken`.
pub(crate) fn valid_response() -> Response {
    federated(&format!(
        "{}<FederatedUser><FederatedUserId>111122223333:tenant-a</FederatedUserId>\
         <Arn>arn:aws:sts::111122223333:federated-user/tenant-a</Arn></FederatedUser><PackedPolicySize>16</PackedPolicySize>",
        credentials("2100-01-01T00:00:00Z")
    ))
}
