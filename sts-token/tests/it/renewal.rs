//! Renewal of tokens by `TokenProvider`.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_async::time::TimeSource;
use sts_token::{Credentials, Error, ErrorKind, FederatedName, Operation, Token, TokenProvider, TokenSource};
use tokio::sync::{Barrier, Semaphore};

use crate::mode::is_full;
use crate::server::{Server, credentials, federated, name, policy};
use crate::token_source::{Clock, CountingSource, SharedSource, provider};

/// Requests credentials in tasks that start at the same time, and returns the result of each.
async fn request_concurrently<S>(provider: &Arc<TokenProvider<S>>, count: usize) -> Vec<Result<[String; 3], String>>
where
    S: TokenSource + 'static,
{
    let barrier = Arc::new(Barrier::new(count));
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let (provider, barrier) = (Arc::clone(provider), Arc::clone(&barrier));
            tokio::spawn(async move {
                barrier.wait().await;
                let credentials = provider.provide_credentials().await.map_err(|error| error.to_string())?;
                Ok([
                    credentials.access_key_id().to_owned(),
                    credentials.secret_access_key().to_owned(),
                    credentials.session_token().unwrap().to_owned(),
                ])
            })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

fn credentials_of_request(number: usize) -> [String; 3] {
    [format!("KEY{number}"), format!("secret{number}"), format!("token{number}")]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_callers_share_one_request() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    for round in 1..=if is_full() { 20 } else { 2 } {
        for result in request_concurrently(&provider, 100).await {
            assert_eq!(result, Ok(credentials_of_request(round)));
        }
        assert_eq!(source.requests(), round);
        clock.advance(3_600);
    }
    assert_eq!(source.max_in_flight.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_callers_share_one_http_request() {
    let clock = Clock::new();
    // The clock starts at 13:46:40.
    let responses = ["14", "15", "16"]
        .map(|hour| federated(&credentials(&format!("1970-01-12T{hour}:46:40Z")).replace("EXAMPLEKEY00", hour)));
    let server = Server::start(responses).await;
    let request = server.client().get_federation_token(name()).policy(policy());
    let provider = Arc::new(TokenProvider::new(request).time_source(clock.clone()));
    let mut seen = HashSet::new();
    for round in 1..=3 {
        let results = request_concurrently(&provider, 100).await;
        let first = results[0].clone().unwrap();
        assert!(results.iter().all(|result| *result == Ok(first.clone())));
        assert!(seen.insert(first));
        assert_eq!(server.requests().len(), round);
        clock.advance(3_600);
    }
}

/// The token is expired by the local clock, which may be wrong.
#[tokio::test]
async fn requests_an_expired_token_at_most_once_a_second() {
    let clock = Clock::new();
    let server = Server::start([federated(&credentials("1970-01-02T00:00:00Z"))]).await;
    let provider = TokenProvider::new(server.client().get_federation_token(name()).policy(policy()));
    let provider = Arc::new(provider.time_source(clock.clone()));
    for round in 1..=3 {
        assert!(request_concurrently(&provider, 10).await.iter().all(Result::is_ok));
        assert!(provider.token().await.is_ok());
        assert_eq!(server.requests().len(), round);
        assert!(provider.current().is_none());
        clock.advance(1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_callers_share_a_failure() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    *source.is_failing.lock().unwrap() = true;
    for result in request_concurrently(&provider, 100).await {
        assert!(result.is_err());
    }
    assert_eq!(source.requests(), 1);
    // The provider repeats the failure for one second.
    assert!(provider.token().await.is_err());
    assert_eq!(source.requests(), 1);
    clock.advance(1);
    *source.is_failing.lock().unwrap() = false;
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn in_the_grace_window_one_caller_renews_and_the_others_do_not_wait() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.advance(3_299);
    provider.token().await.unwrap();
    assert_eq!(source.requests(), 1);
    clock.advance(1);
    let results = request_concurrently(&provider, 100).await;
    assert_eq!(source.requests(), 2);
    assert!(
        results
            .iter()
            .all(|result| *result == Ok(credentials_of_request(1)) || *result == Ok(credentials_of_request(2)))
    );
    assert!(results.contains(&Ok(credentials_of_request(2))));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.max_in_flight.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_failed_renewal_keeps_the_current_token() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.advance(3_300);
    *source.is_failing.lock().unwrap() = true;
    for _ in 0..3 {
        assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    }
    assert_eq!(source.requests(), 2);
    // The SDK gets the time of the next attempt as expiry.
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(30)));
    clock.advance(30);
    assert!(provider.token().await.is_ok());
    assert_eq!(source.requests(), 3);
    clock.advance(270);
    assert!(provider.token().await.is_err());
    assert!(provider.current().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_slow_renewal_keeps_the_current_token() {
    let clock = Clock::new();
    let source = CountingSource::with_delay(&clock, Duration::from_secs(200));
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.advance(3_300);
    let began = tokio::time::Instant::now();
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert!((5..6).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!(source.requests(), 2);
    // Until the next attempt, callers do not wait.
    let began = tokio::time::Instant::now();
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(30)));
    clock.advance(29);
    provider.token().await.unwrap();
    assert_eq!((source.requests(), began.elapsed()), (2, Duration::ZERO));
    // The request continues, so the provider sends no other.
    clock.advance(1);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert!((5..6).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!((source.requests(), source.max_in_flight.load(Ordering::SeqCst)), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_request_times_out_after_300_seconds() {
    let clock = Clock::new();
    let source = CountingSource::with_delay(&clock, Duration::from_secs(3_600));
    let provider = provider(&clock, &source);
    for round in 1..=2 {
        let began = tokio::time::Instant::now();
        let error = provider.token().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert_eq!(error.to_string(), "STS did not respond in time; retry later: no token within 300 s");
        assert_eq!((source.requests(), began.elapsed().as_secs()), (round, 300));
        clock.advance(1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_renewal_replaces_the_token_when_it_ends() {
    let clock = Clock::new();
    let source = CountingSource::with_delay(&clock, Duration::from_secs(8));
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.advance(3_300);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.requests(), 2);
}

#[tokio::test]
async fn a_caller_during_a_renewal_gets_an_early_expiry() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.advance(3_300);
    let (renewed, other) = tokio::join!(provider.provide_credentials(), provider.provide_credentials());
    let key_and_lifetime = |sdk: aws_credential_types::Credentials| {
        (sdk.access_key_id().to_owned(), sdk.expiry().unwrap().duration_since(clock.now()).unwrap().as_secs())
    };
    assert_eq!(key_and_lifetime(renewed.unwrap()), ("KEY2".to_owned(), 3_300));
    assert_eq!(key_and_lifetime(other.unwrap()), ("KEY1".to_owned(), 30));
}

/// The provider repeats only failures and tokens that were returned expired.
#[tokio::test]
async fn a_short_lived_token_is_not_used_after_its_expiry() {
    let clock = Clock::new();
    let source = CountingSource::with_lifetime(&clock, Duration::from_millis(400));
    let provider = provider(&clock, &source);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    clock.advance_by(Duration::from_millis(500));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.requests(), 2);
}

#[tokio::test]
async fn the_sdk_gets_the_start_of_the_grace_window_as_expiry() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(3_300)));
    // After an interrupt, the SDK continues with the current token, and calls again soon.
    let fallback = provider.fallback_on_interrupt().unwrap();
    assert_eq!((fallback.access_key_id(), fallback.expiry()), ("KEY1", Some(clock.now() + Duration::from_secs(30))));
    clock.advance(3_590);
    let fallback = provider.fallback_on_interrupt().unwrap();
    assert_eq!(fallback.expiry(), Some(clock.now() + Duration::from_secs(10)));
    clock.advance(10);
    assert!(provider.fallback_on_interrupt().is_none());
}

#[tokio::test]
async fn does_not_renew_in_the_first_half_of_the_lifetime() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = TokenProvider::new(SharedSource(Arc::clone(&source)))
        .time_source(clock.clone())
        .expiry_margin(Duration::from_secs(86_400));
    provider.token().await.unwrap();
    clock.advance(1_799);
    provider.token().await.unwrap();
    assert_eq!(source.requests(), 1);
    clock.advance(1);
    provider.token().await.unwrap();
    assert_eq!(source.requests(), 2);
}

#[tokio::test]
async fn a_cancelled_task_does_not_cancel_the_request() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    let cancelled = tokio::time::timeout(Duration::from_millis(5), provider.token()).await;
    assert!(cancelled.is_err());
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert_eq!(source.requests(), 1);
}

/// All callers time out before STS responds.
#[tokio::test(start_paused = true)]
async fn callers_that_time_out_share_one_request() {
    let clock = Clock::new();
    let source = CountingSource::with_delay(&clock, Duration::from_millis(100));
    let provider = provider(&clock, &source);
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let provider = Arc::clone(&provider);
            tokio::spawn(async move {
                // The callers start one after the other.
                tokio::time::sleep(Duration::from_micros(10 * number)).await;
                tokio::time::timeout(Duration::from_millis(80), provider.token()).await
            })
        })
        .collect();
    for caller in callers {
        assert!(caller.await.unwrap().is_err());
    }
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert_eq!((source.requests(), source.max_in_flight.load(Ordering::SeqCst)), (1, 1));
}

#[tokio::test]
async fn a_source_that_panics_causes_a_retryable_error() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let panics = Arc::new(AtomicUsize::new(1));
    let provider = {
        let (source, panics) = (Arc::clone(&source), Arc::clone(&panics));
        Arc::new(
            TokenProvider::new(move || {
                let (source, panics) = (Arc::clone(&source), Arc::clone(&panics));
                async move {
                    tokio::task::yield_now().await;
                    assert_eq!(panics.swap(0, Ordering::SeqCst), 0, "the first request panics");
                    SharedSource(source).token().await
                }
            })
            .time_source(clock.clone()),
        )
    };
    let first: Vec<_> =
        (0..10).map(|_| Arc::clone(&provider)).map(|p| tokio::spawn(async move { p.token().await })).collect();
    for caller in first {
        let error = caller.await.unwrap().unwrap_err();
        assert!(error.is_retryable() && error.to_string().ends_with("the source of tokens panicked"), "{error}");
    }
    clock.advance(1);
    assert!(provider.token().await.is_ok());
}

#[tokio::test]
async fn accepts_an_initial_token_and_a_closure_as_source() {
    let clock = Clock::new();
    let gate = Arc::new(Semaphore::new(0));
    let source = {
        let gate = Arc::clone(&gate);
        move || {
            let gate = Arc::clone(&gate);
            async move {
                let _ = gate.acquire().await;
                Err(Error::from(FederatedName::new("x").unwrap_err()))
            }
        }
    };
    let expiration = clock.now() + Duration::from_secs(3_600);
    let first = Credentials::new("FIRST", "secret", "token", expiration).unwrap();
    let provider = TokenProvider::new(source)
        .time_source(clock.clone())
        .initial_token(Token::from_credentials(Operation::AssumeRole, first));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "FIRST");
    gate.add_permits(1);
    clock.advance(3_600);
    assert!(provider.token().await.is_err());
}
