//! `TokenProvider` on several runtimes, and without one.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_smithy_async::time::TimeSource;
use sts_token::{Credentials, Operation, Token, TokenProvider, TokenSource};
use tokio::sync::Semaphore;

use crate::token_source::{Clock, CountingSource, SharedSource, provider};

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
    let counting = CountingSource::with_delay(clock, Duration::ZERO);
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
        .expiry_margin(Duration::from_secs(1_800))
        .initial_token(Token::from_credentials(Operation::AssumeRole, first));
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
