//! Credentials that are renewed.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_async::time::TimeSource;
use sts_token::{Credentials, Error, ErrorKind, FederatedName, Operation, Token, TokenProvider, TokenSource};
use tokio::sync::{Barrier, Semaphore};

use crate::server::{Server, credentials, federated, name, policy};

/// A clock that stands until it is set.
#[derive(Debug, Clone)]
struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000))))
    }

    fn pass(&self, seconds: u64) {
        self.pass_exactly(Duration::from_secs(seconds));
    }

    fn pass_exactly(&self, duration: Duration) {
        *self.0.lock().unwrap() += duration;
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// Makes tokens that live an hour unless said, counts, and notes how many are asked for at once.
struct Source {
    clock: Clock,
    asked: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    fails: Mutex<bool>,
    slow: Duration,
    life: Duration,
}

impl Source {
    fn new(clock: &Clock) -> Arc<Self> {
        Arc::new(Self::plain(clock))
    }

    fn plain(clock: &Clock) -> Self {
        Self {
            clock: clock.clone(),
            asked: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
            fails: Mutex::new(false),
            slow: Duration::from_millis(50),
            life: Duration::from_secs(3_600),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

struct Shared(Arc<Source>);

impl TokenSource for Shared {
    async fn token(&self) -> Result<Token, Error> {
        let source = &self.0;
        let number = source.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let at_once = source.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        source.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        tokio::time::sleep(source.slow).await;
        source.at_once.fetch_sub(1, Ordering::SeqCst);
        if *source.fails.lock().unwrap() {
            return Err(FederatedName::new("x").unwrap_err().into());
        }
        let expiration = source.clock.now() + source.life;
        let (key, secret, token) = (format!("KEY{number}"), format!("secret{number}"), format!("token{number}"));
        let credentials = Credentials::new(key, secret, token, expiration).unwrap();
        Ok(Token::from_credentials(Operation::AssumeRole, credentials))
    }
}

fn provider(clock: &Clock, source: &Arc<Source>) -> Arc<TokenProvider<Shared>> {
    Arc::new(TokenProvider::new(Shared(Arc::clone(source))).time_source(clock.clone()))
}

/// Asks in many tasks that begin at the same moment, and returns what each got.
async fn ask_at_once<S>(provider: &Arc<TokenProvider<S>>, count: usize) -> Vec<Result<[String; 3], String>>
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

fn triple(number: usize) -> [String; 3] {
    [format!("KEY{number}"), format!("secret{number}"), format!("token{number}")]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_tasks_at_the_moment_of_expiry_cause_one_request() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    for round in 1..=20 {
        for result in ask_at_once(&provider, 100).await {
            assert_eq!(result, Ok(triple(round)));
        }
        assert_eq!(source.asked(), round);
        clock.pass(3_600);
    }
    assert_eq!(source.most_at_once.load(Ordering::SeqCst), 1);
}

/// The same through a client, to a server that counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_tasks_cause_one_request_over_http() {
    let clock = Clock::new();
    // The clock begins at 13:46:40.
    let answers = ["14", "15", "16"]
        .map(|hour| federated(&credentials(&format!("1970-01-12T{hour}:46:40Z")).replace("EXAMPLEKEY00", hour)));
    let server = Server::start(answers).await;
    let request = server.client().get_federation_token(name()).policy(policy());
    let provider = Arc::new(TokenProvider::new(request).time_source(clock.clone()));
    let mut seen = HashSet::new();
    for round in 1..=3 {
        let triples = ask_at_once(&provider, 100).await;
        let first = triples[0].clone().unwrap();
        assert!(triples.iter().all(|triple| *triple == Ok(first.clone())));
        assert!(seen.insert(first));
        assert_eq!(server.seen().len(), round);
        clock.pass(3_600);
    }
}

/// By the clock here; it may be this clock that is wrong.
#[tokio::test]
async fn a_token_that_comes_expired_is_not_asked_for_at_each_call() {
    let clock = Clock::new();
    let server = Server::start([federated(&credentials("1970-01-02T00:00:00Z"))]).await;
    let provider = TokenProvider::new(server.client().get_federation_token(name()).policy(policy()));
    let provider = Arc::new(provider.time_source(clock.clone()));
    for round in 1..=3 {
        assert!(ask_at_once(&provider, 10).await.iter().all(Result::is_ok));
        assert!(provider.token().await.is_ok());
        assert_eq!(server.seen().len(), round);
        assert!(provider.current().is_none());
        clock.pass(1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_tasks_share_a_failure_too() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    *source.fails.lock().unwrap() = true;
    for result in ask_at_once(&provider, 100).await {
        assert!(result.is_err());
    }
    assert_eq!(source.asked(), 1);
    // Within a second STS is not asked again, and then it is.
    assert!(provider.token().await.is_err());
    assert_eq!(source.asked(), 1);
    clock.pass(1);
    *source.fails.lock().unwrap() = false;
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn in_the_grace_window_one_renews_and_the_others_go_on() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.pass(3_299);
    provider.token().await.unwrap();
    assert_eq!(source.asked(), 1);
    clock.pass(1);
    let results = ask_at_once(&provider, 100).await;
    assert_eq!(source.asked(), 2);
    assert!(results.iter().all(|result| *result == Ok(triple(1)) || *result == Ok(triple(2))));
    assert!(results.contains(&Ok(triple(2))));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.most_at_once.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_renewal_that_fails_leaves_what_there_is() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.pass(3_300);
    *source.fails.lock().unwrap() = true;
    for _ in 0..3 {
        assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    }
    assert_eq!(source.asked(), 2);
    // The SDK is told to ask again when the next attempt is due.
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(30)));
    clock.pass(30);
    assert!(provider.token().await.is_ok());
    assert_eq!(source.asked(), 3);
    clock.pass(270);
    assert!(provider.token().await.is_err());
    assert!(provider.current().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_takes_long_leaves_what_there_is() {
    let clock = Clock::new();
    let source = Arc::new(Source { slow: Duration::from_secs(200), ..Source::plain(&clock) });
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.pass(3_300);
    let began = tokio::time::Instant::now();
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert!((5..6).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!(source.asked(), 2);
    // Until the next attempt nobody waits.
    let began = tokio::time::Instant::now();
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(30)));
    clock.pass(29);
    provider.token().await.unwrap();
    assert_eq!((source.asked(), began.elapsed()), (2, Duration::ZERO));
    // The request goes on, so no other is made.
    clock.pass(1);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert!((5..6).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!((source.asked(), source.most_at_once.load(Ordering::SeqCst)), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn gives_up_a_source_that_never_answers() {
    let clock = Clock::new();
    let source = Arc::new(Source { slow: Duration::from_secs(3_600), ..Source::plain(&clock) });
    let provider = provider(&clock, &source);
    for round in 1..=2 {
        let began = tokio::time::Instant::now();
        let error = provider.token().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert_eq!(error.to_string(), "STS did not respond in time; retry later: no token within 300 s");
        assert_eq!((source.asked(), began.elapsed().as_secs()), (round, 300));
        clock.pass(1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_takes_long_is_used_when_it_ends() {
    let clock = Clock::new();
    let source = Arc::new(Source { slow: Duration::from_secs(8), ..Source::plain(&clock) });
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.pass(3_300);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn who_asks_while_another_renews_asks_again_soon() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    provider.token().await.unwrap();
    clock.pass(3_300);
    let (renewed, other) = tokio::join!(provider.provide_credentials(), provider.provide_credentials());
    let told = |sdk: aws_credential_types::Credentials| {
        (sdk.access_key_id().to_owned(), sdk.expiry().unwrap().duration_since(clock.now()).unwrap().as_secs())
    };
    assert_eq!(told(renewed.unwrap()), ("KEY2".to_owned(), 3_300));
    assert_eq!(told(other.unwrap()), ("KEY1".to_owned(), 30));
}

/// Only failures are told again, and what came expired.
#[tokio::test]
async fn a_short_token_is_not_kept_beyond_its_end() {
    let clock = Clock::new();
    let source = Arc::new(Source { life: Duration::from_millis(400), ..Source::plain(&clock) });
    let provider = provider(&clock, &source);
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    clock.pass_exactly(Duration::from_millis(500));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY2");
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn the_sdk_is_told_to_ask_again_when_the_grace_window_begins() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    let sdk = provider.provide_credentials().await.unwrap();
    assert_eq!(sdk.expiry(), Some(clock.now() + Duration::from_secs(3_300)));
    // One whose request is broken off goes on with what there is, and asks again soon.
    let fallback = provider.fallback_on_interrupt().unwrap();
    assert_eq!((fallback.access_key_id(), fallback.expiry()), ("KEY1", Some(clock.now() + Duration::from_secs(30))));
    clock.pass(3_590);
    let fallback = provider.fallback_on_interrupt().unwrap();
    assert_eq!(fallback.expiry(), Some(clock.now() + Duration::from_secs(10)));
    clock.pass(10);
    assert!(provider.fallback_on_interrupt().is_none());
}

#[tokio::test]
async fn the_first_half_of_the_life_is_never_renewed() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = TokenProvider::new(Shared(Arc::clone(&source)))
        .time_source(clock.clone())
        .expiry_margin(Duration::from_secs(86_400));
    provider.token().await.unwrap();
    clock.pass(1_799);
    provider.token().await.unwrap();
    assert_eq!(source.asked(), 1);
    clock.pass(1);
    provider.token().await.unwrap();
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_task_that_is_cancelled_does_not_cancel_the_request() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    let cancelled = tokio::time::timeout(Duration::from_millis(5), provider.token()).await;
    assert!(cancelled.is_err());
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert_eq!(source.asked(), 1);
}

/// All give up before STS answers.
#[tokio::test(start_paused = true)]
async fn a_thousand_impatient_callers_cause_one_request() {
    let clock = Clock::new();
    let source = Arc::new(Source { slow: Duration::from_millis(100), ..Source::plain(&clock) });
    let provider = provider(&clock, &source);
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let provider = Arc::clone(&provider);
            tokio::spawn(async move {
                // They come one after the other.
                tokio::time::sleep(Duration::from_micros(10 * number)).await;
                tokio::time::timeout(Duration::from_millis(80), provider.token()).await
            })
        })
        .collect();
    for caller in callers {
        assert!(caller.await.unwrap().is_err());
    }
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "KEY1");
    assert_eq!((source.asked(), source.most_at_once.load(Ordering::SeqCst)), (1, 1));
}

/// Without a runtime of Tokio, the next caller polls the request.
#[test]
fn a_caller_that_gives_up_leaves_the_request_to_the_next() {
    let clock = Clock::new();
    let (asked, open) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
    let source = {
        let (asked, open, clock) = (Arc::clone(&asked), Arc::clone(&open), clock.clone());
        move || {
            let (asked, open, clock) = (Arc::clone(&asked), Arc::clone(&open), clock.clone());
            async move {
                asked.fetch_add(1, Ordering::SeqCst);
                let _ = open.acquire().await;
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
    open.add_permits(1);
    let Poll::Ready(Ok(token)) = pin!(provider.token()).poll(&mut context) else { panic!("it is not ready") };
    assert_eq!((token.credentials().access_key_id(), asked.load(Ordering::SeqCst)), ("KEY", 1));
}

fn runtime() -> tokio::runtime::Builder {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all();
    runtime
}

#[test]
fn asks_again_after_a_runtime_shut_down() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let provider = provider(&clock, &source);
    let cancelled = async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await };
    assert!(runtime().build().unwrap().block_on(cancelled).is_err());
    let token = runtime().build().unwrap().block_on(provider.token()).unwrap();
    assert_eq!((token.credentials().access_key_id(), source.asked()), ("KEY2", 2));
}

/// A source whose first request never ends.
fn first_hangs(clock: &Clock) -> (impl TokenSource + 'static, Arc<Source>) {
    let source = Arc::new(Source { slow: Duration::ZERO, ..Source::plain(clock) });
    let (first, counted) = (AtomicUsize::new(1), Arc::clone(&source));
    let hangs = move || {
        let (is_first, source) = (first.swap(0, Ordering::SeqCst) == 1, Arc::clone(&source));
        async move {
            if is_first {
                tokio::time::sleep(Duration::from_secs(1_000_000)).await;
            }
            Shared(source).token().await
        }
    };
    (hangs, counted)
}

/// The runtime of the first request exists, but nobody drives it.
#[test]
fn replaces_a_request_of_an_idle_runtime() {
    let clock = Clock::new();
    let (hangs, source) = first_hangs(&clock);
    let provider = TokenProvider::new(hangs).time_source(clock);
    let idle = runtime().build().unwrap();
    assert!(idle.block_on(async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await }).is_err());
    let token = runtime().start_paused(true).build().unwrap().block_on(async {
        let began = tokio::time::Instant::now();
        let token = tokio::time::timeout(Duration::from_secs(600), provider.token()).await.unwrap().unwrap();
        assert_eq!(began.elapsed().as_secs(), 305);
        token
    });
    assert_eq!((token.credentials().access_key_id(), source.asked()), ("KEY1", 1));
}

#[test]
fn replaces_a_renewal_of_an_idle_runtime() {
    let clock = Clock::new();
    let (hangs, source) = first_hangs(&clock);
    let first = Credentials::new("FIRST", "secret", "token", clock.now() + Duration::from_secs(3_600)).unwrap();
    let provider = TokenProvider::new(hangs)
        .time_source(clock.clone())
        .expiry_margin(Duration::from_secs(1_800))
        .initial_token(Token::from_credentials(Operation::AssumeRole, first));
    clock.pass(1_800);
    let idle = runtime().build().unwrap();
    assert!(idle.block_on(async { tokio::time::timeout(Duration::from_millis(5), provider.token()).await }).is_err());
    let other = runtime().start_paused(true).build().unwrap();
    for (seconds, key) in [(304, "FIRST"), (1, "FIRST"), (30, "KEY1")] {
        clock.pass(seconds);
        let token = other.block_on(provider.token()).unwrap();
        assert_eq!(token.credentials().access_key_id(), key);
    }
    assert_eq!(source.asked(), 1);
}

#[test]
fn replaces_a_request_whose_runtime_shuts_down_while_callers_wait() {
    let clock = Clock::new();
    let (hangs, source) = first_hangs(&clock);
    let provider = Arc::new(TokenProvider::new(hangs).time_source(clock));
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
    assert_eq!(source.asked(), 1);
}

#[test]
fn needs_no_timers() {
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
        // The second is a renewal.
        clock.pass(3_400);
    }
}

#[tokio::test]
async fn a_source_that_panics_causes_a_retryable_error() {
    let clock = Clock::new();
    let source = Source::new(&clock);
    let panics = Arc::new(AtomicUsize::new(1));
    let provider = {
        let (source, panics) = (Arc::clone(&source), Arc::clone(&panics));
        Arc::new(
            TokenProvider::new(move || {
                let (source, panics) = (Arc::clone(&source), Arc::clone(&panics));
                async move {
                    tokio::task::yield_now().await;
                    assert_eq!(panics.swap(0, Ordering::SeqCst), 0, "the first request panics");
                    Shared(source).token().await
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
    clock.pass(1);
    assert!(provider.token().await.is_ok());
}

#[tokio::test]
async fn a_token_to_begin_with_and_a_function_as_source() {
    let clock = Clock::new();
    let gate = Arc::new(Semaphore::new(0));
    let never = {
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
    let provider = TokenProvider::new(never)
        .time_source(clock.clone())
        .initial_token(Token::from_credentials(Operation::AssumeRole, first));
    assert_eq!(provider.token().await.unwrap().credentials().access_key_id(), "FIRST");
    gate.add_permits(1);
    clock.pass(3_600);
    assert!(provider.token().await.is_err());
}
