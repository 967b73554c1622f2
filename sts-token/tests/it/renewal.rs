//! Renewal of tokens by `TokenProvider`.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_async::time::TimeSource;
use sts_token::{Credentials, Error, FederatedName, Operation, Token, TokenProvider, TokenSource};
use tokio::sync::{Barrier, Semaphore};

use crate::mode::is_full;
use crate::server::{Server, credentials, federated, name, policy};

/// A clock that advances only on request.
#[derive(Debug, Clone)]
struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000))))
    }

    fn advance(&self, seconds: u64) {
        self.advance_by(Duration::from_secs(seconds));
    }

    fn advance_by(&self, duration: Duration) {
        *self.0.lock().unwrap() += duration;
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// A source of tokens that counts all requests and those in flight.
struct CountingSource {
    clock: Clock,
    requests: AtomicUsize,
    in_flight: AtomicUsize,
    max_in_flight: AtomicUsize,
    is_failing: Mutex<bool>,
    delay: Duration,
    lifetime: Duration,
}

impl CountingSource {
    fn new(clock: &Clock) -> Arc<Self> {
        Arc::new(Self::with_defaults(clock))
    }

    fn with_defaults(clock: &Clock) -> Self {
        Self {
            clock: clock.clone(),
            requests: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            max_in_flight: AtomicUsize::new(0),
            is_failing: Mutex::new(false),
            delay: Duration::from_millis(50),
            lifetime: Duration::from_secs(3_600),
        }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

struct SharedSource(Arc<CountingSource>);

impl TokenSource for SharedSource {
    async fn token(&self) -> Result<Token, Error> {
        let source = &self.0;
        let number = source.requests.fetch_add(1, Ordering::SeqCst) + 1;
        let in_flight = source.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        source.max_in_flight.fetch_max(in_flight, Ordering::SeqCst);
        tokio::time::sleep(source.delay).await;
        source.in_flight.fetch_sub(1, Ordering::SeqCst);
        if *source.is_failing.lock().unwrap() {
            return Err(FederatedName::new("x").unwrap_err().into());
        }
        let expiration = source.clock.now() + source.lifetime;
        let (key, secret, token) = (format!("KEY{number}"), format!("secret{number}"), format!("token{number}"));
        let credentials = Credentials::new(key, secret, token, expiration).unwrap();
        Ok(Token::from_credentials(Operation::AssumeRole, credentials))
    }
}

fn provider(clock: &Clock, source: &Arc<CountingSource>) -> Arc<TokenProvider<SharedSource>> {
    Arc::new(TokenProvider::new(SharedSource(Arc::clone(source))).time_source(clock.clone()))
}

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
    let answers = ["14", "15", "16"]
        .map(|hour| federated(&credentials(&format!("1970-01-12T{hour}:46:40Z")).replace("EXAMPLEKEY00", hour)));
    let server = Server::start(answers).await;
    let request = server.client().get_federation_token(name()).policy(policy());
    let provider = Arc::new(TokenProvider::new(request).time_source(clock.clone()));
    let mut seen = HashSet::new();
    for round in 1..=3 {
        let results = request_concurrently(&provider, 100).await;
        let first = results[0].clone().unwrap();
        assert!(results.iter().all(|result| *result == Ok(first.clone())));
        assert!(seen.insert(first));
        assert_eq!(server.seen().len(), round);
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
        assert_eq!(server.seen().len(), round);
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
    let source = Arc::new(CountingSource { delay: Duration::from_secs(200), ..CountingSource::with_defaults(&clock) });
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
    let source =
        Arc::new(CountingSource { delay: Duration::from_secs(3_600), ..CountingSource::with_defaults(&clock) });
    let provider = provider(&clock, &source);
    for round in 1..=2 {
        let began = tokio::time::Instant::now();
        let error = provider.token().await.unwrap_err();
        assert!(matches!(error, Error::Network { timeout: true, .. }), "{error:?}");
        assert_eq!(error.to_string(), "STS did not answer in time; ask again later: no token within 300 s");
        assert_eq!((source.requests(), began.elapsed().as_secs()), (round, 300));
        clock.advance(1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_renewal_replaces_the_token_when_it_ends() {
    let clock = Clock::new();
    let source = Arc::new(CountingSource { delay: Duration::from_secs(8), ..CountingSource::with_defaults(&clock) });
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
    let source =
        Arc::new(CountingSource { lifetime: Duration::from_millis(400), ..CountingSource::with_defaults(&clock) });
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
        .grace(Duration::from_secs(86_400));
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
    let source =
        Arc::new(CountingSource { delay: Duration::from_millis(100), ..CountingSource::with_defaults(&clock) });
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

#[test]
fn without_tokio_the_next_caller_polls_the_request() {
    let clock = Clock::new();
    let (requests, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
    let source = {
        let (requests, gate, clock) = (Arc::clone(&requests), Arc::clone(&gate), clock.clone());
        move || {
            let (requests, gate, clock) = (Arc::clone(&requests), Arc::clone(&gate), clock.clone());
            async move {
                requests.fetch_add(1, Ordering::SeqCst);
                let _ = gate.acquire().await;
                let credentials = Credentials::new("KEY", "secret", "token", clock.now() + Duration::from_secs(3_600));
                Ok(Token::from_credentials(Operation::AssumeRole, credentials.unwrap()))
            }
        }
    };
    let provider = TokenProvider::new(source).time_source(clock);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..10 {
        assert!(pin!(provider.token()).poll(&mut context).is_pending());
    }
    gate.add_permits(1);
    let Poll::Ready(Ok(token)) = pin!(provider.token()).poll(&mut context) else { panic!("the request is pending") };
    assert_eq!((token.credentials().access_key_id(), requests.load(Ordering::SeqCst)), ("KEY", 1));
}

fn runtime() -> tokio::runtime::Builder {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all();
    runtime
}

#[test]
fn sends_a_new_request_after_a_runtime_shut_down() {
    let clock = Clock::new();
    let source = CountingSource::new(&clock);
    let provider = provider(&clock, &source);
    let cancelled = async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await };
    assert!(runtime().build().unwrap().block_on(cancelled).is_err());
    let token = runtime().build().unwrap().block_on(provider.token()).unwrap();
    assert_eq!((token.credentials().access_key_id(), source.requests()), ("KEY2", 2));
}

/// Returns a source whose first request never ends.
fn source_whose_first_request_hangs(clock: &Clock) -> (impl TokenSource + 'static, Arc<CountingSource>) {
    let counting = Arc::new(CountingSource { delay: Duration::ZERO, ..CountingSource::with_defaults(clock) });
    let (first, returned) = (AtomicUsize::new(1), Arc::clone(&counting));
    let source = move || {
        let (is_first, counting) = (first.swap(0, Ordering::SeqCst) == 1, Arc::clone(&counting));
        async move {
            if is_first {
                tokio::time::sleep(Duration::from_secs(1_000_000)).await;
            }
            SharedSource(counting).token().await
        }
    };
    (source, returned)
}

/// The runtime of the first request exists, but does not run.
#[test]
fn replaces_a_request_of_an_idle_runtime() {
    let clock = Clock::new();
    let (hanging, source) = source_whose_first_request_hangs(&clock);
    let provider = TokenProvider::new(hanging).time_source(clock);
    let idle = runtime().build().unwrap();
    assert!(idle.block_on(async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await }).is_err());
    let token = runtime().start_paused(true).build().unwrap().block_on(async {
        let began = tokio::time::Instant::now();
        let token = tokio::time::timeout(Duration::from_secs(600), provider.token()).await.unwrap().unwrap();
        assert_eq!(began.elapsed().as_secs(), 305);
        token
    });
    assert_eq!((token.credentials().access_key_id(), source.requests()), ("KEY1", 1));
}

#[test]
fn replaces_a_renewal_of_an_idle_runtime() {
    let clock = Clock::new();
    let (hanging, source) = source_whose_first_request_hangs(&clock);
    let first = Credentials::new("FIRST", "secret", "token", clock.now() + Duration::from_secs(3_600)).unwrap();
    let provider = TokenProvider::new(hanging)
        .time_source(clock.clone())
        .grace(Duration::from_secs(1_800))
        .starting_with(Token::from_credentials(Operation::AssumeRole, first));
    clock.advance(1_800);
    let idle = runtime().build().unwrap();
    assert!(idle.block_on(async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await }).is_err());
    let other = runtime().start_paused(true).build().unwrap();
    for (seconds, key) in [(304, "FIRST"), (1, "FIRST"), (30, "KEY1")] {
        clock.advance(seconds);
        let token = other.block_on(provider.token()).unwrap();
        assert_eq!(token.credentials().access_key_id(), key);
    }
    assert_eq!(source.requests(), 1);
}

#[test]
fn replaces_a_request_whose_runtime_shuts_down_while_callers_wait() {
    let clock = Clock::new();
    let (hanging, source) = source_whose_first_request_hangs(&clock);
    let provider = Arc::new(TokenProvider::new(hanging).time_source(clock));
    let first = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    assert!(first.block_on(async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await }).is_err());
    runtime().build().unwrap().block_on(async {
        let mut waiting: Vec<_> = (0..10).map(|_| Box::pin(provider.token())).collect();
        for waiting in &mut waiting {
            assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        first.shutdown_background();
        for waiting in waiting {
            let token = tokio::time::timeout(Duration::from_secs(60), waiting).await.unwrap().unwrap();
            assert_eq!(token.credentials().access_key_id(), "KEY1");
        }
    });
    assert_eq!(source.requests(), 1);
}

#[test]
fn works_on_a_runtime_without_timers() {
    let clock = Clock::new();
    let expiration = clock.now() + Duration::from_secs(3_600);
    let source = move || async move {
        let credentials = Credentials::new("KEY", "secret", "token", expiration).unwrap();
        Ok(Token::from_credentials(Operation::AssumeRole, credentials))
    };
    let provider = TokenProvider::new(source).time_source(clock.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for _ in 0..2 {
        let token = runtime.block_on(provider.token()).unwrap();
        assert_eq!(token.credentials().access_key_id(), "KEY");
        // The second request is a renewal.
        clock.advance(3_400);
    }
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
        .starting_with(Token::from_credentials(Operation::AssumeRole, first));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "FIRST");
    gate.add_permits(1);
    clock.advance(3_600);
    assert!(provider.token().await.is_err());
}
