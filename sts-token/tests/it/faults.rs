//! Failures of connections, servers and credential providers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::config::IdentityCache;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use sts_token::{Client, ContextProviderArn, Error, ErrorKind, ProvidedContext, ProvidedContexts, TokenProvider};
use tokio::io::AsyncWriteExt;

use crate::mode::is_full;
use crate::server::{
    Response, Server, config, credentials, error, federated, name, policy, provider, role, session, valid_response,
};

async fn mint(client: Client) -> Result<sts_token::Token, Error> {
    client.get_federation_token(name()).policy(policy()).send().await
}

#[tokio::test]
async fn a_refused_connection_is_a_network_error() {
    let free = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap().port();
    let error = mint(Client::new(&config(&format!("http://127.0.0.1:{free}")).build())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network, "{error:?}");
    assert!(error.is_retryable());
    assert!(error.to_string().starts_with("the connection to STS failed; retry later: "), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_server_without_tls_causes_a_network_error() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let config = config(&format!("https://127.0.0.1:{port}")).build();
    let error = mint(Client::new(&config)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network, "{error:?}");
}

#[tokio::test]
async fn a_truncated_body_is_a_network_error() {
    let Response::Body(_, body) = valid_response() else { panic!() };
    for end in [0, 10, body.len() / 2, body.len()] {
        let server = Server::start([Response::Broken(body[..end].to_owned())]).await;
        let error = mint(server.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Network, "{end}: {error:?}");
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn a_closed_connection_is_a_network_error() {
    let server = Server::start([Response::Closed]).await;
    let error = mint(server.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network, "{error:?}");
    assert!(error.is_retryable());
    assert!(!server.requests().is_empty());
}

#[tokio::test]
async fn retries_after_a_truncated_body() {
    let server = Server::start([Response::Broken("<GetFed".to_owned()), valid_response()]).await;
    assert!(mint(server.client()).await.is_ok());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn times_out_without_a_response() {
    let server = Server::start([Response::Never]).await;
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_millis(200)).build();
    let began = Instant::now();
    let error = mint(Client::new(&server.config().timeout_config(timeouts).build())).await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert!(error.to_string().starts_with("STS did not respond in time; retry later"), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn rejects_invalid_responses() {
    let Response::Body(_, body) = valid_response() else { panic!() };
    for body in [
        String::new(),
        "\0\u{1}\u{2}".to_owned(),
        "<".to_owned(),
        "{}".to_owned(),
        "<a><b></a></b>".to_owned(),
        "<GetCallerIdentityResponse/>".to_owned(),
        body[..body.len() / 2].to_owned(),
        body.replace("2100-01-01T00:00:00Z", "tomorrow"),
        body.replace("<PackedPolicySize>16", "<PackedPolicySize>many"),
        "<a>".repeat(100_000),
    ] {
        let server = Server::start([Response::Body(200, body.clone())]).await;
        let begin: String = body.chars().take(100).collect();
        let error = mint(server.client()).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Unexpected | ErrorKind::InvalidResponse), "{begin}: {error:?}");
        assert!(!error.is_retryable());
    }
}

/// The server writes 64 MiB, unless the reader stops.
#[tokio::test]
async fn reads_at_most_one_mebibyte_of_a_response() {
    const BYTES: usize = 64 * 1_024 * 1_024;
    let Response::Body(_, good) = valid_response() else { panic!() };
    let Response::Body(_, refused) = error(403, "AccessDenied", "no") else { panic!() };
    for (status, begin) in [(200, good), (200, String::from(" ")), (403, refused), (500, String::from(" "))] {
        for length in [None, Some(BYTES)] {
            let server = Server::start([Response::Long { status, length, begin: begin.clone(), bytes: BYTES }]).await;
            let error = mint(server.client()).await.unwrap_err();
            assert_eq!(
                error.to_string(),
                "unexpected response from STS: the response is longer than 1,048,576 bytes",
                "{status}, {length:?}"
            );
            assert_eq!(error.kind(), ErrorKind::Unexpected, "{error:?}");
            assert_eq!(error.response().unwrap().status(), Some(status), "{error:?}");
            assert!(!error.is_retryable());
            // A retry would fail too.
            assert_eq!(server.requests().len(), 1, "{status}, {length:?}");
            // Buffers on both sides hold some bytes.
            assert!(server.written_bytes() < BYTES / 2, "{} bytes were written", server.written_bytes());
        }
    }
}

#[tokio::test]
async fn accepts_a_response_of_one_mebibyte() {
    let Response::Body(_, good) = valid_response() else { panic!() };
    let body = format!("{good}{}", " ".repeat(1_024 * 1_024 - good.len()));
    assert!(mint(Server::start([Response::Body(200, body.clone())]).await.client()).await.is_ok());
    let error = mint(Server::start([Response::Body(200, body + " ")]).await.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected, "{error:?}");
}

/// A search of all texts for each of these words would take too long. A unit test of the library counts the steps.
#[tokio::test]
async fn rejects_many_words_in_place_of_a_secret() {
    let words: String = (0..500).map(|number| format!("{number:0400} ")).collect();
    let bodies = [
        format!("<A{}><SessionToken>{}</SessionToken>", "a".repeat(8_000), "a ".repeat(25_000)),
        format!("<SessionToken>{words}</SessionToken><A>"),
        format!("<SessionToken>{}</SessionToken><A>", words.repeat(4)),
    ];
    let (count, statuses) = if is_full() { (3, &[200, 403][..]) } else { (2, &[403][..]) };
    for body in bodies.into_iter().take(count) {
        for status in statuses {
            let error = mint(Server::start([Response::Body(*status, body.clone())]).await.client()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unexpected, "{error:?}");
        }
    }
}

#[tokio::test]
async fn retries_as_often_as_configured() {
    let throttles = std::iter::repeat_n(error(400, "Throttling", "Rate exceeded"), 20);
    let server = Server::start(throttles.chain([valid_response()])).await;
    let retries = RetryConfig::standard()
        .with_max_attempts(25)
        .with_initial_backoff(Duration::from_millis(1))
        .with_max_backoff(Duration::from_millis(5));
    assert!(mint(Client::new(&server.config().retry_config(retries).build())).await.is_ok());
    assert_eq!(server.requests().len(), 21);
}

#[tokio::test]
async fn sends_nothing_without_a_region_or_credentials() {
    let server = Server::start([valid_response()]).await;
    let error =
        mint(Client::new(&server.config().credentials_provider(FailingProvider.into()).build())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
    assert!(!error.is_retryable(), "{error:?}");
    assert!(error.to_string().starts_with("cannot obtain the caller's credentials: "), "{error}");
    let error = mint(Client::new(&without_credentials(server.config()))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
    assert!(!error.is_retryable(), "{error:?}");
    let error = mint(Client::new(&server.config().region(None).build())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error:?}");
    assert!(server.requests().is_empty());
}

/// The caller's credentials come from STS too.
#[tokio::test]
async fn an_error_of_the_credentials_provider_determines_retryability() {
    for (response, message, retryable) in [
        (error(400, "Throttling", "Rate exceeded"), "STS throttled the request; retry later: Rate exceeded", true),
        (error(403, "AccessDenied", "not authorized"), "STS denied access: not authorized", false),
    ] {
        let first = Server::start([response]).await;
        let server = Server::start([valid_response()]).await;
        let provider = TokenProvider::new(first.client().assume_role(role(), session()).policy(policy()));
        let config = server.config().credentials_provider(SharedCredentialsProvider::new(provider)).build();
        let error = mint(Client::new(&config)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
        assert_eq!(error.is_retryable(), retryable, "{error}");
        assert_eq!(error.to_string(), format!("cannot obtain the caller's credentials: {message}"));
        assert!(!first.requests().is_empty());
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_hanging_credentials_provider_causes_a_retryable_error() {
    let server = Server::start([valid_response()]).await;
    let cache = IdentityCache::lazy().load_timeout(Duration::from_millis(50)).build();
    let config =
        server.config().credentials_provider(SharedCredentialsProvider::new(HangingProvider)).identity_cache(cache);
    let error = mint(Client::new(&config.build())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
    assert!(error.is_retryable(), "{error:?}");
    assert!(server.requests().is_empty());
}

/// Provides credentials after a delay, and counts the calls.
#[derive(Debug)]
struct SlowProvider {
    delay: Duration,
    calls: Arc<AtomicUsize>,
    /// The credentials are expired by the local clock.
    is_expired: bool,
}

impl ProvideCredentials for SlowProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.calls.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::new(async {
            tokio::time::sleep(self.delay).await;
            let mut credentials = provider(None).provide_credentials().await?;
            *credentials.expiry_mut() = self.is_expired.then_some(std::time::SystemTime::UNIX_EPOCH);
            Ok(credentials)
        })
    }
}

/// A `credential_process` may be slow.
#[tokio::test]
async fn resolving_credentials_may_take_longer_than_an_attempt() {
    let calls = Arc::new(AtomicUsize::new(0));
    let attempt = Duration::from_secs(if is_full() { 2 } else { 1 });
    let slow = SlowProvider { delay: attempt * 2, calls: Arc::clone(&calls), is_expired: false };
    let server = Server::start([valid_response()]).await;
    let timeouts =
        TimeoutConfig::builder().operation_attempt_timeout(attempt).operation_timeout(Duration::from_secs(60)).build();
    let config = server.config().credentials_provider(SharedCredentialsProvider::new(slow)).timeout_config(timeouts);
    let client = Client::new(&config.build());
    for _ in 0..2 {
        mint(client.clone()).await.unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

/// The local clock may be wrong, so STS decides.
#[tokio::test]
async fn resolves_expired_credentials_once_for_each_request() {
    let calls = Arc::new(AtomicUsize::new(0));
    let slow = || SlowProvider { delay: Duration::from_millis(20), calls: Arc::clone(&calls), is_expired: true };
    let Response::Body(_, body) = valid_response() else { panic!() };
    let throttled = || error(400, "Throttling", "Rate exceeded");
    for (number, from_sdk_client) in [false, true].into_iter().enumerate() {
        let server = Server::start([throttled(), throttled(), Response::Body(200, body.clone())]).await;
        let config = server.config().credentials_provider(SharedCredentialsProvider::new(slow())).build();
        let client =
            if from_sdk_client { Client::from(aws_sdk_sts::Client::new(&config)) } else { Client::new(&config) };
        mint(client).await.unwrap();
        assert_eq!((server.requests().len(), calls.load(Ordering::SeqCst)), (3, number + 1));
    }
}

#[tokio::test(start_paused = true)]
async fn the_operation_timeout_includes_the_credentials() {
    let slow = SlowProvider { delay: Duration::from_secs(4), calls: Arc::default(), is_expired: false };
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(2)).build();
    // The client sends no request, so this needs no server.
    let config = config("http://127.0.0.1:9")
        .credentials_provider(SharedCredentialsProvider::new(slow))
        .timeout_config(timeouts)
        .build();
    for client in [Client::new(&config), Client::from(aws_sdk_sts::Client::new(&config))] {
        let began = tokio::time::Instant::now();
        let error = mint(client).await.unwrap_err();
        assert_eq!(error.to_string(), "cannot obtain the caller's credentials: timed out after 2s");
        assert_eq!(began.elapsed().as_secs(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn resolving_credentials_times_out_after_60_seconds() {
    let calls = Arc::new(AtomicUsize::new(0));
    let slow = || SlowProvider { delay: Duration::from_secs(3_600), calls: Arc::clone(&calls), is_expired: false };
    // The client sends no request, so this needs no server.
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(5)).build();
    let config = config("http://127.0.0.1:9")
        .credentials_provider(SharedCredentialsProvider::new(slow()))
        .timeout_config(timeouts)
        .build();
    for client in [Client::new(&config), Client::from(aws_sdk_sts::Client::new(&config))] {
        let (before, began) = (calls.load(Ordering::SeqCst), tokio::time::Instant::now());
        let error = mint(client.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
        assert!(error.is_retryable(), "{error:?}");
        assert!(error.to_string().starts_with("cannot obtain the caller's credentials: "), "{error}");
        assert_eq!((calls.load(Ordering::SeqCst) - before, began.elapsed().as_secs()), (1, 60));
        let errors = [
            client.assume_role(role(), session()).policy(policy()).send().await.unwrap_err(),
            client.get_session_token().send().await.unwrap_err(),
            client.get_caller_identity().send().await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
            assert!(error.is_retryable(), "{error:?}");
        }
        assert_eq!(calls.load(Ordering::SeqCst) - before, 4);
    }
}

#[tokio::test]
async fn an_empty_configuration_has_no_credentials() {
    let error = mint(Client::new(&aws_types::SdkConfig::builder().build())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredentials, "{error:?}");
    assert!(!error.is_retryable(), "{error:?}");
}

/// Without a token of an identity provider, the expired token is the caller's.
#[tokio::test]
async fn an_expired_token_is_the_identity_token_if_the_request_has_one() {
    let server = Server::start([error(400, "ExpiredTokenException", "Token expired")]).await;
    let request = server.client().assume_role(role(), session()).policy(policy());
    let error = request.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ExpiredCredentials, "{error:?}");
    let provider = ContextProviderArn::new("arn:aws:iam::aws:contextProvider/c").unwrap();
    let contexts = ProvidedContexts::new([ProvidedContext::new(provider, "assertion").unwrap()]).unwrap();
    let error = request.provided_contexts(contexts).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ExpiredIdentityToken, "{error:?}");
}

#[tokio::test]
async fn accepts_an_already_expired_token() {
    let server = Server::start([federated(&credentials("2020-01-01T00:00:00Z"))]).await;
    let token = mint(server.client()).await.unwrap();
    assert!(token.is_expired(Duration::ZERO));
    assert_eq!(token.expires_in(), Duration::ZERO);
}

pub(crate) fn without_credentials(mut config: aws_types::sdk_config::Builder) -> aws_types::SdkConfig {
    config.set_credentials_provider(None);
    config.build()
}

#[derive(Debug)]
struct FailingProvider;

impl ProvideCredentials for FailingProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded("no profile")))
    }
}

#[derive(Debug)]
struct HangingProvider;

impl ProvideCredentials for HangingProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(std::future::pending::<Result<SdkCredentials, _>>())
    }
}

impl From<FailingProvider> for SharedCredentialsProvider {
    fn from(provider: FailingProvider) -> Self {
        Self::new(provider)
    }
}
