//! Targets of `sts-token`: exported credentials, and responses of STS.

use std::error::Error as _;
use std::fmt::Write;
use std::time::UNIX_EPOCH;

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use sts_token::{Client, Credentials, Error, ExportFormat, FederatedName, RoleArn, RoleSessionName};

/// Session token of the caller. STS receives it, and no output may contain it.
const CALLERS_TOKEN: &str = "FwoGZXIvYXdzECwaE5essionTokenOfTheCaller//////////wEaCXVzLWVhc3QtMSJI==";

/// Imports credentials, and compares them with what their exports contain.
pub fn credentials(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // At this time, almost no credentials have expired.
    match Credentials::from_export_at(text, UNIX_EPOCH) {
        Ok(credentials) => ExportFormat::ALL.iter().for_each(|format| assert_round_trip(&credentials, format)),
        Err(error) => assert!(!error.to_string().is_empty(), "an error has no message"),
    }
}

fn assert_round_trip(credentials: &Credentials, format: &ExportFormat) {
    let exported = credentials.export(format);
    let again = Credentials::from_export_at(exported.expose(), UNIX_EPOCH);
    let members = |credentials: &Credentials| {
        [
            credentials.access_key_id().to_owned(),
            credentials.expose_secret_access_key().to_owned(),
            credentials.expose_session_token().to_owned(),
        ]
    };
    assert!(again.as_ref().is_ok_and(|again| members(again) == members(credentials)), "{format:?}: {again:?}");
}

/// Sends a request whose response has the first two bytes as operation and status, and the other bytes as its body.
pub fn sts_response(data: &[u8]) {
    let [operation, status, body @ ..] = data else { return };
    let status = StatusCode::try_from(match status % 5 {
        0 => 200,
        1 => 302,
        2 => 400,
        3 => 403,
        _ => 500,
    });
    let Ok(client) = status.map(|status| client(status, body.to_vec())) else { return };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else { return };
    match runtime.block_on(send(&client, *operation)) {
        Ok(debug) => assert_no_secret(&debug),
        Err(error) => assert_error(&error),
    }
}

/// Sends a request and returns the debug output of the result.
async fn send(client: &Client, operation: u8) -> Result<String, Error> {
    let (Ok(name), Ok(session), Ok(role)) = (
        FederatedName::new("tenant-a"),
        RoleSessionName::new("tenant-a"),
        RoleArn::new("arn:aws:iam::111122223333:role/reader"),
    ) else {
        return Ok(String::new());
    };
    Ok(match operation % 4 {
        0 => format!("{:?}", client.get_federation_token(name).without_policy().send().await?),
        1 => format!("{:?}", client.assume_role(role, session).without_policy().send().await?),
        2 => format!("{:?}", client.get_session_token().send().await?),
        _ => format!("{:?}", client.get_caller_identity().send().await?),
    })
}

fn assert_error(error: &Error) {
    let mut text = format!("{error} {error:?}");
    assert!(!error.to_string().is_empty(), "an error has no message");
    let mut source = error.source();
    while let Some(inner) = source {
        // Writing to a string does not fail.
        let _ = write!(text, " {inner} {inner:?}");
        source = inner.source();
    }
    assert_no_secret(&text);
}

fn assert_no_secret(text: &str) {
    assert!(!text.contains(CALLERS_TOKEN), "the session token of the caller is in {text}");
}

/// Returns a client that receives one response, whatever it sends.
fn client(status: StatusCode, body: Vec<u8>) -> Client {
    let connector = SharedHttpConnector::new(Response { status, body });
    let keys = aws_credential_types::Credentials::new(
        "ASIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        Some(CALLERS_TOKEN.to_owned()),
        None,
        "fuzz",
    );
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .retry_config(RetryConfig::disabled())
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    Client::new(&config)
}

/// A connector that returns one response.
#[derive(Debug)]
struct Response {
    status: StatusCode,
    body: Vec<u8>,
}

impl HttpConnector for Response {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(HttpResponse::new(self.status, SdkBody::from(self.body.clone()))))
    }
}
