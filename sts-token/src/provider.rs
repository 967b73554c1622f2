//! Credentials that are renewed.

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, default_async_sleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use futures_util::FutureExt;
use futures_util::future::Shared;

use crate::error::Parts;
use crate::{Error, Token};

/// Credentials are renewed this long before they expire, unless said otherwise.
const GRACE: Duration = Duration::from_secs(300);
/// So long, one who has good credentials waits for new ones.
const PATIENCE: Duration = Duration::from_secs(5);
/// After a renewal that failed while the credentials are still good, this long passes before the next.
const PAUSE: Duration = Duration::from_secs(30);
/// A failure, and a token that came expired, is told to all who ask within this time, without asking STS again.
const KEPT: Duration = Duration::from_secs(1);
/// Maximum duration of a request. A source that never answers must not block all later requests.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);

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
/// * There is never more than one request at once. All who ask while there are no good credentials wait for the same one, and get
///   the same token, or the same error. A caller that stops waiting does not cancel it: with the feature `rt-tokio`, on a runtime of
///   Tokio, it runs in a task of its own; elsewhere the next caller goes on with it. It ends after 5 minutes at the latest.
/// * A token is handed out as a whole: nobody sees the key of one with the session token of another.
/// * In the grace window before the expiry, 5 minutes unless [said otherwise](Self::grace) and at most half of the life, one who asks
///   renews and the others go on with what there is. If that fails, everybody does, and the next attempt is made 30 seconds later.
///   If it takes more than 5 seconds, everybody does, the request goes on, and the next waits for it 30 seconds later. (Without the
///   feature `rt-tokio` and a runtime of Tokio, no clock limits the wait and the request.)
/// * Without good credentials, a failure is told for a second to all who ask, and then STS is asked again. So is a token that has
///   already expired by the clock here, since it may be this clock that is wrong.
///
/// The SDK caches credentials itself, so it is told to ask again when the grace window begins, and 30 seconds after it got what is
/// about to be renewed.
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
    requests: Arc<Mutex<Requests>>,
    /// Held by the caller that waits for a renewal, while the others use the token that there is.
    renewing: tokio::sync::Mutex<()>,
}

/// The part of a provider that a request holds. It does not hold requests: a provider that is dropped drops an unfinished one.
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

/// A request that any number of callers wait for. It goes on as long as one of them polls it.
type Request = Shared<Pin<Box<dyn Future<Output = Result<Token, Error>> + Send>>>;

#[derive(Default)]
struct Requests {
    in_flight: Option<Request>,
    /// The number of requests that began.
    count: u64,
    last: Option<Landed>,
}

fn lock(requests: &Mutex<Requests>) -> MutexGuard<'_, Requests> {
    requests.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The token that there is.
#[derive(Clone)]
struct Current {
    token: Token,
    /// From when on it should be renewed.
    renew_from: SystemTime,
}

/// How the last request ended.
struct Landed {
    result: Result<Token, Error>,
    at: SystemTime,
}

/// What a caller gets.
enum Answer {
    Known(Result<Token, Error>),
    Pending(Request),
}

/// What there is at a point in time.
enum Stock {
    Good(Token),
    Aging(Token),
    Nothing,
}

impl<S> TokenProvider<S> {
    /// A provider without a token; the first who asks will wait for one.
    pub fn new(source: S) -> Self {
        let (clock, current) = (SharedTimeSource::default(), Arc::new(RwLock::new(None)));
        Self {
            core: Core { source: Arc::new(source), clock, grace: GRACE, current },
            requests: Arc::default(),
            renewing: tokio::sync::Mutex::new(()),
        }
    }

    /// Renews this long before the expiry, but never in the first half of the life.
    #[must_use = "the changed provider is returned"]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.core.grace = grace;
        self
    }

    /// Goes by this clock.
    #[must_use = "the changed provider is returned"]
    pub fn time_source(mut self, clock: impl TimeSource + 'static) -> Self {
        self.core.clock = SharedTimeSource::new(clock);
        self
    }

    /// Begins with a token that was got before. Say clock and grace window first.
    #[must_use = "the changed provider is returned"]
    pub fn starting_with(self, token: Token) -> Self {
        self.core.put(token);
        self
    }

    /// The token that there is, if it has not expired; never asks for one.
    pub fn current(&self) -> Option<Token> {
        match self.core.stock() {
            Stock::Good(token) | Stock::Aging(token) => Some(token),
            Stock::Nothing => None,
        }
    }
}

impl<S> Core<S> {
    fn stock(&self) -> Stock {
        let now = self.clock.now();
        match &*self.current.read().unwrap_or_else(PoisonError::into_inner) {
            Some(current) if is_expired(&current.token, now) => Stock::Nothing,
            Some(current) if current.renew_from <= now => Stock::Aging(current.token.clone()),
            Some(current) => Stock::Good(current.token.clone()),
            None => Stock::Nothing,
        }
    }

    fn put(&self, token: Token) {
        let (now, expiration) = (self.clock.now(), token.expiration());
        let half = expiration.duration_since(now).unwrap_or_default() / 2;
        let renew_from = expiration.checked_sub(self.grace.min(half)).unwrap_or(expiration);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Current { token, renew_from });
    }

    /// Leaves the token for a while, since it could not be renewed.
    fn postpone(&self) {
        let now = self.clock.now();
        if let Some(current) = &mut *self.current.write().unwrap_or_else(PoisonError::into_inner) {
            current.renew_from = now.checked_add(PAUSE).unwrap_or(now);
        }
    }

    /// When the SDK should ask again for a token: when it is to be renewed or may have been, and at the latest when it expires.
    fn ask_again(&self, token: &Token) -> SystemTime {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let renew_from = current.as_ref().map(|current| current.renew_from).filter(|at| *at > self.clock.now());
        // While another renews it, soon.
        renew_from.or_else(|| self.clock.now().checked_add(PAUSE)).unwrap_or(token.expiration()).min(token.expiration())
    }
}

impl<S: TokenSource + 'static> TokenProvider<S> {
    /// A token that has not expired, or a new one. That has expired only if it came so, by the clock here.
    ///
    /// # Errors
    ///
    /// When there is none, and a new one could not be got.
    pub async fn token(&self) -> Result<Token, Error> {
        match self.core.stock() {
            Stock::Good(token) => Ok(token),
            Stock::Aging(token) => {
                let Ok(_renewing) = self.renewing.try_lock() else { return Ok(token) };
                self.renewed().await
            }
            Stock::Nothing => match self.ask(false) {
                Answer::Known(result) => result,
                Answer::Pending(request) => request.await,
            },
        }
    }

    /// Waits for a new token, but not long while the one that there is has not expired.
    async fn renewed(&self) -> Result<Token, Error> {
        let request = match self.ask(true) {
            Answer::Known(result) => return result,
            Answer::Pending(request) => request,
        };
        let renewed = match sleep() {
            Some(sleep) => Timeout::new(request.clone(), sleep.sleep(PATIENCE)).await.ok(),
            None => Some(request.clone().await),
        };
        if renewed.is_none() && lock(&self.requests).in_flight.is_some() {
            self.core.postpone();
        }
        match (renewed, self.core.stock()) {
            (Some(Ok(token)), _) | (_, Stock::Good(token) | Stock::Aging(token)) => Ok(token),
            (Some(Err(error)), Stock::Nothing) => Err(error),
            // It expired while it was to be renewed.
            (None, Stock::Nothing) => request.await,
        }
    }

    /// Returns the request that is in flight, or begins one unless another has just ended.
    fn ask(&self, renew: bool) -> Answer {
        let mut requests = lock(&self.requests);
        if let Some(request) = &requests.in_flight {
            return Answer::Pending(request.clone());
        }
        match self.core.stock() {
            Stock::Good(token) => return Answer::Known(Ok(token)),
            Stock::Aging(token) if !renew => return Answer::Known(Ok(token)),
            Stock::Aging(_) | Stock::Nothing => {}
        }
        if !renew && let Some(last) = &requests.last {
            let age = self.core.clock.now().duration_since(last.at).unwrap_or(Duration::MAX);
            let is_good = matches!(&last.result, Ok(token) if !is_expired(token, last.at));
            if !is_good && age < KEPT {
                return Answer::Known(last.result.clone());
            }
        }
        requests.count += 1;
        let in_flight = InFlight { requests: Arc::downgrade(&self.requests), number: requests.count };
        #[cfg(feature = "rt-tokio")]
        let number = requests.count;
        let request = request(self.core.clone(), in_flight).boxed().shared();
        requests.in_flight = Some(request.clone());
        // A runtime that shuts down drops what is spawned at once.
        drop(requests);
        // Callers may stop waiting, and then nobody would poll it.
        #[cfg(feature = "rt-tokio")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let in_flight = InFlight { requests: Arc::downgrade(&self.requests), number };
            let request = request.clone();
            runtime.spawn(async move {
                let _ = request.await;
                // The request cannot go on after a runtime that drops this.
                drop(in_flight);
            });
        }
        Answer::Pending(request)
    }

    async fn sdk_credentials(&self) -> Result<SdkCredentials, CredentialsError> {
        match self.token().await {
            Ok(token) => Ok(token.credentials().to_sdk_until(self.core.ask_again(&token))),
            Err(error) => Err(CredentialsError::provider_error(error)),
        }
    }
}

/// Asks the source, and notes the answer.
async fn request<S: TokenSource>(core: Core<S>, in_flight: InFlight) -> Result<Token, Error> {
    let result = match sleep() {
        Some(sleep) => {
            let timeout = sleep.sleep(REQUEST_TIMEOUT);
            Timeout::new(pin!(core.source.token()), timeout).await.unwrap_or_else(|_| Err(timed_out()))
        }
        None => core.source.token().await,
    };
    match &result {
        Ok(token) => core.put(token.clone()),
        Err(_) => core.postpone(),
    }
    in_flight.land(Landed { result: result.clone(), at: core.clock.now() });
    result
}

fn timed_out() -> Error {
    let message = Some(format!("no token within {} s", REQUEST_TIMEOUT.as_secs()));
    Error::Network { timeout: true, reply: Parts { message, ..Parts::default() }.into() }
}

/// Takes a request out of flight when it ends, even if its source panics.
struct InFlight {
    requests: Weak<Mutex<Requests>>,
    number: u64,
}

impl InFlight {
    fn land(self, landed: Landed) {
        if let Some(requests) = self.requests.upgrade() {
            lock(&requests).last = Some(landed);
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let Some(requests) = self.requests.upgrade() else { return };
        let mut requests = lock(&requests);
        // Another may have begun meanwhile.
        let ended = if requests.count == self.number { requests.in_flight.take() } else { None };
        // The request holds one of these itself.
        drop(requests);
        drop(ended);
    }
}

/// Returns a clock that ends waits, if there is one here.
fn sleep() -> Option<SharedAsyncSleep> {
    #[cfg(feature = "rt-tokio")]
    tokio::runtime::Handle::try_current().ok()?;
    default_async_sleep()
}

impl<S: TokenSource + 'static> ProvideCredentials for TokenProvider<S> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.sdk_credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<SdkCredentials> {
        // It asks again soon, and not only when these have expired.
        let soon = self.core.clock.now().checked_add(PAUSE);
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
