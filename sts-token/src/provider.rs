//! Credentials that are renewed.

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep, default_async_sleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use futures_util::FutureExt;
use futures_util::future::Shared;
use tokio::sync::watch;

use crate::error::Parts;
use crate::{Error, Token};

/// Credentials are renewed this long before they expire, unless set otherwise.
const EXPIRY_MARGIN: Duration = Duration::from_secs(300);
/// Maximum time that a caller with valid credentials waits for new ones.
const REFRESH_TIMEOUT: Duration = Duration::from_secs(5);
/// Time between a failed renewal and the next one while the credentials are valid.
const RETRY_DELAY: Duration = Duration::from_secs(30);
/// Failures and tokens that arrive expired are returned to all callers within this time, without another request.
const FAILURE_TTL: Duration = Duration::from_secs(1);
/// Maximum duration of a request. A source that never answers must not block all later requests.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// Maximum time that a caller waits for a request, by its own timer. The runtime of the request may be idle.
const WAIT_TIMEOUT: Duration = Duration::from_secs(305);
/// Maximum number of requests that one caller waits for.
const MAX_WAITS: usize = 2;

/// Where tokens come from: each request that can be sent is one, and so is a function that returns a future.
///
/// ```
/// use sts_token::{Client, FederatedName, TokenSource};
///
/// fn source(client: Client, name: FederatedName) -> impl TokenSource {
///     move || {
///         let (client, name) = (client.clone(), name.clone());
///         async move {
///             let policy = sts_policy::policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/*"; };
///             client.get_federation_token(name).policy(policy).send().await
///         }
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// Asks for a new token.
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<Token, Error>> + Send,
{
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send {
        self()
    }
}

/// Gives clients of the SDK credentials, and asks for new ones before they expire.
///
/// * Concurrent callers without valid credentials share one request, and get the same token or the same error. A caller that stops
///   waiting does not cancel it. With the feature `rt-tokio`, on a runtime of Tokio, the request runs in a task, even after the
///   provider is dropped; elsewhere a caller that waits polls it. It ends after 5 minutes at the latest.
/// * If the runtime of a request shuts down, callers on other runtimes make a new request. If that runtime is idle, they do so after
///   5 minutes and 5 seconds. A source that panics causes a retryable error.
/// * A token is handed out as a whole: no caller gets the key of one with the session token of another.
/// * In the grace window before the expiry, 5 minutes unless [set otherwise](Self::grace) and at most half of the lifetime, one caller
///   renews and the others use the current token. If the renewal fails, all callers use it, and the next attempt is made 30 seconds
///   later. If it takes more than 5 seconds, they use it too, and the next caller waits for the same request 30 seconds later.
/// * Without valid credentials, a failure is returned to all callers for a second, and then STS is asked again. So is a token that is
///   already expired by the local clock, because that clock may be wrong.
/// * Without the feature `rt-tokio`, without a runtime of Tokio, or with one whose timers are disabled, requests and waits have no
///   time limit.
///
/// The SDK caches credentials itself. Their expiry is set so that it asks again when the grace window begins, and 30 seconds after it
/// got a token that is being renewed.
///
/// ```no_run
/// use aws_credential_types::provider::SharedCredentialsProvider;
/// use sts_policy::SessionPolicy;
/// use sts_token::{Client, RoleArn, RoleSessionName, TokenProvider};
///
/// # fn provider(client: &Client, policy: SessionPolicy) -> Result<SharedCredentialsProvider, sts_token::InvalidParameter> {
/// let role = RoleArn::new("arn:aws:iam::111122223333:role/reader")?;
/// let request = client.assume_role(role, RoleSessionName::new("tenant-a")?).policy(policy);
/// Ok(SharedCredentialsProvider::new(TokenProvider::new(request)))
/// # }
/// ```
///
/// A request with an MFA code is good once, and cannot be renewed.
pub struct TokenProvider<S> {
    core: Core<S>,
    latest: Mutex<Option<Request>>,
    /// Held by the caller that waits for a renewal, while the others use the current token.
    renewing: tokio::sync::Mutex<()>,
}

/// The part of a provider that a request holds. It does not hold the latest request: a request that no task polls would hold itself.
struct Core<S> {
    source: Arc<S>,
    clock: SharedTimeSource,
    grace: Duration,
    current: Arc<RwLock<Option<Current>>>,
}

impl<S> Clone for Core<S> {
    fn clone(&self) -> Self {
        let Self { source, clock, grace, current } = self;
        Self { source: Arc::clone(source), clock: clock.clone(), grace: *grace, current: Arc::clone(current) }
    }
}

/// A request that any number of callers wait for.
#[derive(Clone)]
struct Request {
    /// The request itself, unless a task polls it.
    polled: Option<Shared<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    outcome: watch::Receiver<Option<Outcome>>,
    started: SystemTime,
}

/// The result of a request, and the time of it.
#[derive(Clone)]
struct Outcome {
    result: Result<Token, Error>,
    at: SystemTime,
}

impl Request {
    /// Returns true if the request is older than any wait for it: its runtime is idle.
    fn is_overdue(&self, now: SystemTime) -> bool {
        now.duration_since(self.started).is_ok_and(|age| age >= WAIT_TIMEOUT)
    }

    /// Returns true unless the request has an outcome or its runtime has shut down.
    fn is_pending(&self) -> bool {
        self.outcome.borrow().is_none() && self.outcome.has_changed().is_ok()
    }

    /// Waits for the outcome. `None` if the runtime of the request shuts down.
    async fn outcome(&self) -> Option<Outcome> {
        if let Some(polled) = &self.polled {
            polled.clone().await;
        }
        let mut receiver = self.outcome.clone();
        let outcome = receiver.wait_for(Option::is_some).await.ok()?;
        outcome.clone()
    }
}

/// The current token.
struct Current {
    token: Token,
    /// The time from which on it is renewed.
    renew_from: SystemTime,
}

/// The reply to a caller.
enum Answer {
    Ready(Result<Token, Error>),
    Pending(Request),
}

/// The state of the current token.
enum Cached {
    Fresh(Token),
    Stale(Token),
    Empty,
}

impl<S> TokenProvider<S> {
    /// Returns a provider without a token. The first caller waits for one.
    pub fn new(source: S) -> Self {
        let (clock, current) = (SharedTimeSource::default(), Arc::new(RwLock::new(None)));
        Self {
            core: Core { source: Arc::new(source), clock, grace: EXPIRY_MARGIN, current },
            latest: Mutex::default(),
            renewing: tokio::sync::Mutex::new(()),
        }
    }

    /// Renews this long before the expiry, but never in the first half of the lifetime.
    #[must_use = "the changed provider is returned"]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.core.grace = grace;
        self
    }

    /// Uses this clock for expiry.
    #[must_use = "the changed provider is returned"]
    pub fn time_source(mut self, clock: impl TimeSource + 'static) -> Self {
        self.core.clock = SharedTimeSource::new(clock);
        self
    }

    /// Starts with a token. Set the clock and the grace window first.
    #[must_use = "the changed provider is returned"]
    pub fn starting_with(self, token: Token) -> Self {
        self.core.put(token);
        self
    }

    /// Returns the current token unless it has expired. Makes no request.
    pub fn current(&self) -> Option<Token> {
        match self.core.cached() {
            Cached::Fresh(token) | Cached::Stale(token) => Some(token),
            Cached::Empty => None,
        }
    }
}

impl<S> Core<S> {
    fn cached(&self) -> Cached {
        let now = self.clock.now();
        match &*self.current.read().unwrap_or_else(PoisonError::into_inner) {
            Some(current) if is_expired(&current.token, now) => Cached::Empty,
            Some(current) if current.renew_from <= now => Cached::Stale(current.token.clone()),
            Some(current) => Cached::Fresh(current.token.clone()),
            None => Cached::Empty,
        }
    }

    fn put(&self, token: Token) {
        let (now, expiration) = (self.clock.now(), token.expiration());
        let half = expiration.duration_since(now).unwrap_or_default() / 2;
        let renew_from = expiration.checked_sub(self.grace.min(half)).unwrap_or(expiration);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Current { token, renew_from });
    }

    /// Delays the next renewal after one that failed. A token that is not due, from a newer request, keeps its time.
    fn postpone(&self) {
        let now = self.clock.now();
        if let Some(current) = &mut *self.current.write().unwrap_or_else(PoisonError::into_inner) {
            current.renew_from = current.renew_from.max(now.checked_add(RETRY_DELAY).unwrap_or(now));
        }
    }

    /// Returns the expiry for the SDK: when the token is due for renewal, or soon while another caller renews it.
    fn ask_again(&self, token: &Token) -> SystemTime {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let renew_from = current.as_ref().map(|current| current.renew_from).filter(|at| *at > self.clock.now());
        renew_from
            .or_else(|| self.clock.now().checked_add(RETRY_DELAY))
            .unwrap_or(token.expiration())
            .min(token.expiration())
    }
}

impl<S: TokenSource + 'static> TokenProvider<S> {
    /// Returns a token that has not expired. It is expired only if STS returned it expired by the local clock.
    ///
    /// # Errors
    ///
    /// Fails if the current token has expired and a new one cannot be obtained.
    pub async fn token(&self) -> Result<Token, Error> {
        match self.core.cached() {
            Cached::Fresh(token) => Ok(token),
            Cached::Stale(token) => {
                let Ok(_renewing) = self.renewing.try_lock() else { return Ok(token) };
                self.renewed().await
            }
            Cached::Empty => self.requested().await,
        }
    }

    /// Waits for a new token.
    async fn requested(&self) -> Result<Token, Error> {
        for _ in 0..MAX_WAITS {
            let request = match self.ask(false) {
                Answer::Ready(result) => return result,
                Answer::Pending(request) => request,
            };
            match within(WAIT_TIMEOUT, request.outcome()).await.flatten() {
                Some(outcome) => return outcome.result,
                None => self.discard(&request),
            }
        }
        Err(interrupted("the runtime of the request is idle or has shut down"))
    }

    /// Waits for a new token, but at most [`REFRESH_TIMEOUT`] while the current one has not expired.
    async fn renewed(&self) -> Result<Token, Error> {
        let request = match self.ask(true) {
            Answer::Ready(result) => return result,
            Answer::Pending(request) => request,
        };
        let outcome = within(REFRESH_TIMEOUT, request.outcome()).await.flatten();
        if outcome.is_none() && request.is_pending() {
            self.core.postpone();
        }
        match (outcome.map(|outcome| outcome.result), self.core.cached()) {
            (Some(Ok(token)), _) | (_, Cached::Fresh(token) | Cached::Stale(token)) => Ok(token),
            (Some(Err(error)), Cached::Empty) => Err(error),
            // The token expired during the wait.
            (None, Cached::Empty) => self.requested().await,
        }
    }

    /// Returns the request in flight, the outcome of one that has just ended, or a new request.
    fn ask(&self, renew: bool) -> Answer {
        let mut latest = self.latest();
        let now = self.core.clock.now();
        if let Some(request) = latest.as_ref().filter(|request| request.is_pending() && !request.is_overdue(now)) {
            return Answer::Pending(request.clone());
        }
        match self.core.cached() {
            Cached::Fresh(token) => return Answer::Ready(Ok(token)),
            Cached::Stale(token) if !renew => return Answer::Ready(Ok(token)),
            Cached::Stale(_) | Cached::Empty => {}
        }
        let last = latest.as_ref().and_then(|request| request.outcome.borrow().clone());
        if !renew && let Some(Outcome { result, at }) = last {
            let age = now.duration_since(at).unwrap_or(Duration::MAX);
            let is_valid = matches!(&result, Ok(token) if !is_expired(token, at));
            if !is_valid && age < FAILURE_TTL {
                return Answer::Ready(result);
            }
        }
        let request = self.core.start();
        let ended = latest.replace(request.clone());
        // Dropping a request runs code of the source.
        drop(latest);
        drop(ended);
        Answer::Pending(request)
    }

    /// Forgets a request, so that the next caller makes a new one.
    fn discard(&self, request: &Request) {
        let is_same = |latest: &mut Request| latest.outcome.same_channel(&request.outcome);
        let discarded = self.latest().take_if(is_same);
        drop(discarded);
    }

    fn latest(&self) -> MutexGuard<'_, Option<Request>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sdk_credentials(&self) -> Result<SdkCredentials, CredentialsError> {
        match self.token().await {
            Ok(token) => Ok(token.credentials().to_sdk_until(self.core.ask_again(&token))),
            Err(error) => Err(CredentialsError::provider_error(error)),
        }
    }
}

impl<S: TokenSource + 'static> Core<S> {
    /// Starts a request, in a task if there is a runtime of Tokio: callers may stop waiting.
    fn start(&self) -> Request {
        let (started, (sender, outcome)) = (self.clock.now(), watch::channel(None));
        let request = self.clone().request(sender);
        #[cfg(feature = "rt-tokio")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(request);
            return Request { polled: None, outcome, started };
        }
        Request { polled: Some(request.boxed().shared()), outcome, started }
    }

    /// Requests a token from the source, and keeps it.
    async fn request(self, sender: watch::Sender<Option<Outcome>>) {
        let token = AssertUnwindSafe(within(REQUEST_TIMEOUT, async { self.source.token().await }));
        let result = match token.catch_unwind().await {
            Ok(Some(result)) => result,
            Ok(None) => Err(timed_out()),
            Err(_) => Err(interrupted("the source of tokens panicked")),
        };
        match &result {
            Ok(token) => self.put(token.clone()),
            Err(_) => self.postpone(),
        }
        sender.send_replace(Some(Outcome { result, at: self.clock.now() }));
    }
}

fn timed_out() -> Error {
    let message = Some(format!("no token within {} s", REQUEST_TIMEOUT.as_secs()));
    Error::Network { timeout: true, reply: Parts { message, ..Parts::default() }.into() }
}

fn interrupted(message: &str) -> Error {
    let message = Some(message.to_owned());
    Error::Network { timeout: false, reply: Parts { message, ..Parts::default() }.into() }
}

/// Returns the output of a future, or `None` after a time. Without a timer, the time has no limit.
async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    match timer(limit) {
        Some(timer) => Timeout::new(pin!(future), timer).await.ok(),
        None => Some(future.await),
    }
}

fn timer(duration: Duration) -> Option<Sleep> {
    #[cfg(feature = "rt-tokio")]
    tokio::runtime::Handle::try_current().ok()?;
    let timers = default_async_sleep()?;
    // Tokio panics if the timers of the runtime are disabled, and has no other way to find out.
    catch_unwind(AssertUnwindSafe(|| timers.sleep(duration))).ok()
}

impl<S: TokenSource + 'static> ProvideCredentials for TokenProvider<S> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.sdk_credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<SdkCredentials> {
        // The SDK asks again soon, and not only when these expire.
        let soon = self.core.clock.now().checked_add(RETRY_DELAY);
        self.current().map(|token| {
            let until = soon.map_or(token.expiration(), |soon| soon.min(token.expiration()));
            token.credentials().to_sdk_until(until)
        })
    }
}

fn is_expired(token: &Token, now: SystemTime) -> bool {
    token.credentials().is_expired_at(now, Duration::ZERO)
}

impl<S> fmt::Debug for TokenProvider<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenProvider")
            .field("grace", &self.core.grace)
            .field("current", &self.current())
            .finish_non_exhaustive()
    }
}
