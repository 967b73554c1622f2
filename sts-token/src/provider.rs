//! Credentials that are renewed.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, default_async_sleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use tokio::sync::Mutex;

use crate::{Error, Token};

/// Credentials are renewed this long before they expire, unless said otherwise.
const GRACE: Duration = Duration::from_secs(300);
/// So long, one who has good credentials waits for new ones.
const PATIENCE: Duration = Duration::from_secs(5);
/// After a renewal that failed while the credentials are still good, this long passes before the next.
const PAUSE: Duration = Duration::from_secs(30);
/// A failure, and a token that came expired, is told to all who ask within this time, without asking STS again.
const KEPT: Duration = Duration::from_secs(1);

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
///   the same token, or the same error.
/// * A token is handed out as a whole: nobody sees the key of one with the session token of another.
/// * In the grace window before the expiry, 5 minutes unless [said otherwise](Self::grace) and at most half of the life, one who asks
///   renews and the others go on with what there is. If that fails, or takes more than 5 seconds, everybody does, and the next
///   attempt is made 30 seconds later. (Without the feature `rt-tokio` there is no clock that could end it.)
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
    source: S,
    clock: SharedTimeSource,
    grace: Duration,
    current: RwLock<Option<Current>>,
    /// Whoever holds it may ask.
    flight: Mutex<Option<Landed>>,
    /// How many requests have ended.
    landed: AtomicU64,
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

/// What there is at a point in time.
enum Stock {
    Good(Token),
    Aging(Token),
    Nothing,
}

impl<S> TokenProvider<S> {
    /// A provider without a token; the first who asks will wait for one.
    pub fn new(source: S) -> Self {
        Self {
            source,
            clock: SharedTimeSource::default(),
            grace: GRACE,
            current: RwLock::new(None),
            flight: Mutex::new(None),
            landed: AtomicU64::new(0),
        }
    }

    /// Renews this long before the expiry, but never in the first half of the life.
    #[must_use = "the changed provider is returned"]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Goes by this clock.
    #[must_use = "the changed provider is returned"]
    pub fn time_source(mut self, clock: impl TimeSource + 'static) -> Self {
        self.clock = SharedTimeSource::new(clock);
        self
    }

    /// Begins with a token that was got before. Say clock and grace window first.
    #[must_use = "the changed provider is returned"]
    pub fn starting_with(self, token: Token) -> Self {
        self.put(token);
        self
    }

    /// The token that there is, if it has not expired; never asks for one.
    pub fn current(&self) -> Option<Token> {
        match self.stock() {
            Stock::Good(token) | Stock::Aging(token) => Some(token),
            Stock::Nothing => None,
        }
    }

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

impl<S: TokenSource> TokenProvider<S> {
    /// A token that has not expired, or a new one. That has expired only if it came so, by the clock here.
    ///
    /// # Errors
    ///
    /// When there is none, and a new one could not be got.
    pub async fn token(&self) -> Result<Token, Error> {
        match self.stock() {
            Stock::Good(token) => Ok(token),
            Stock::Aging(token) => {
                let Ok(mut flight) = self.flight.try_lock() else { return Ok(token) };
                // Another may have renewed it just now.
                match self.stock() {
                    Stock::Good(token) => return Ok(token),
                    Stock::Aging(_) | Stock::Nothing => {}
                }
                let renewed = match default_async_sleep() {
                    Some(sleep) => Timeout::new(pin!(self.ask(&mut flight)), sleep.sleep(PATIENCE)).await.ok(),
                    None => Some(self.ask(&mut flight).await),
                };
                if renewed.is_none() {
                    self.postpone();
                }
                match (renewed, self.stock()) {
                    (Some(Ok(token)), _) | (_, Stock::Good(token) | Stock::Aging(token)) => Ok(token),
                    (Some(Err(error)), Stock::Nothing) => Err(error),
                    // It expired while it was to be renewed.
                    (None, Stock::Nothing) => self.ask(&mut flight).await,
                }
            }
            Stock::Nothing => {
                let landed = self.landed.load(Ordering::Acquire);
                let mut flight = self.flight.lock().await;
                if let Some(last) = &*flight {
                    let waited_for_it = self.landed.load(Ordering::Acquire) != landed;
                    let age = self.clock.now().duration_since(last.at).unwrap_or(Duration::MAX);
                    let is_good = matches!(&last.result, Ok(token) if !is_expired(token, last.at));
                    if waited_for_it || (!is_good && age < KEPT) {
                        return last.result.clone();
                    }
                }
                match self.stock() {
                    Stock::Good(token) | Stock::Aging(token) => Ok(token),
                    Stock::Nothing => self.ask(&mut flight).await,
                }
            }
        }
    }

    /// Asks, as the only one. If the task is cancelled meanwhile, the next one asks.
    async fn ask(&self, flight: &mut Option<Landed>) -> Result<Token, Error> {
        let result = self.source.token().await;
        match &result {
            Ok(token) => self.put(token.clone()),
            Err(_) => self.postpone(),
        }
        *flight = Some(Landed { result: result.clone(), at: self.clock.now() });
        self.landed.fetch_add(1, Ordering::Release);
        result
    }

    async fn sdk_credentials(&self) -> Result<SdkCredentials, CredentialsError> {
        match self.token().await {
            Ok(token) => Ok(token.credentials().to_sdk_until(self.ask_again(&token))),
            Err(error) => Err(CredentialsError::provider_error(error)),
        }
    }
}

impl<S: TokenSource> ProvideCredentials for TokenProvider<S> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.sdk_credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<SdkCredentials> {
        // It asks again soon, and not only when these have expired.
        let soon = self.clock.now().checked_add(PAUSE);
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
            .field("grace", &self.grace)
            .field("current", &self.current())
            .finish_non_exhaustive()
    }
}
