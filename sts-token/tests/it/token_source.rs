//! A clock and a source of tokens for tests of `TokenProvider`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_smithy_async::time::TimeSource;
use sts_token::{Credentials, Error, FederatedName, Operation, Token, TokenProvider, TokenSource};

/// A clock that advances only on request.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000))))
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.advance_by(Duration::from_secs(seconds));
    }

    pub(crate) fn advance_by(&self, duration: Duration) {
        *self.0.lock().unwrap() += duration;
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// A source of tokens that counts all requests and those in flight.
pub(crate) struct CountingSource {
    clock: Clock,
    requests: AtomicUsize,
    in_flight: AtomicUsize,
    pub(crate) max_in_flight: AtomicUsize,
    pub(crate) is_failing: Mutex<bool>,
    delay: Duration,
    lifetime: Duration,
}

impl CountingSource {
    /// Returns a source whose tokens take 50 ms and live for one hour.
    pub(crate) fn new(clock: &Clock) -> Arc<Self> {
        Arc::new(Self::with(clock, Duration::from_millis(50), Duration::from_secs(3_600)))
    }

    pub(crate) fn with_delay(clock: &Clock, delay: Duration) -> Arc<Self> {
        Arc::new(Self::with(clock, delay, Duration::from_secs(3_600)))
    }

    pub(crate) fn with_lifetime(clock: &Clock, lifetime: Duration) -> Arc<Self> {
        Arc::new(Self::with(clock, Duration::from_millis(50), lifetime))
    }

    fn with(clock: &Clock, delay: Duration, lifetime: Duration) -> Self {
        Self {
            clock: clock.clone(),
            requests: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            max_in_flight: AtomicUsize::new(0),
            is_failing: Mutex::new(false),
            delay,
            lifetime,
        }
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// A handle to a source, which the provider owns.
pub(crate) struct SharedSource(pub(crate) Arc<CountingSource>);

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

pub(crate) fn provider(clock: &Clock, source: &Arc<CountingSource>) -> Arc<TokenProvider<SharedSource>> {
    Arc::new(TokenProvider::new(SharedSource(Arc::clone(source))).time_source(clock.clone()))
}
