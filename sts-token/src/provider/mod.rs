//! Credentials that are renewed before they expire.

mod cache;
mod refresh;
mod timer;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};

use self::cache::{Cached, TokenCache};
use self::refresh::{Refresh, WAIT_TIMEOUT, no_outcome_error};
use self::timer::within;
use crate::error::Error;
use crate::token::Token;
use crate::token_source::TokenSource;

/// Maximum time that a caller with a valid token waits for a new one.
const REFRESH_TIMEOUT: Duration = Duration::from_secs(5);
/// Maximum number of requests that one caller waits for.
const MAX_WAITS: usize = 2;

/// A credentials provider for the SDK, which requests new credentials before they expire.
///
/// * Concurrent callers without a valid token share one request and its result. A caller that stops waiting does not cancel it. With the
///   feature `rt-tokio`, on a runtime of Tokio, the request runs in a task, even after the provider is dropped. Otherwise a waiting
///   caller polls it. A request takes at most 5 minutes.
/// * If the runtime of a request shuts down, callers on other runtimes start a new request. If that runtime is idle, they do so after
///   5 minutes and 5 seconds. A source that panics causes a retryable error.
/// * The parts of credentials are never mixed: access key and session token always come from the same response.
/// * The refresh starts 5 minutes before the expiry unless [set otherwise](Self::expiry_margin), but after at least half of the
///   lifetime. One caller waits for the refresh, and the others use the current token.
/// * If the refresh fails, all callers use the current token, and the next attempt starts 30 seconds later. If it takes more than 5
///   seconds, the waiting caller uses the current token too. 30 seconds later, the next caller waits for the same request.
/// * Without a valid token, a failure is returned to all callers for 1 second. The next caller then starts a new request. The same
///   applies to a token that STS returned expired by the local clock, because that clock may be wrong.
/// * Without the feature `rt-tokio`, without a runtime of Tokio, or with disabled timers, requests and waits have no time limit.
///
/// The SDK caches credentials until their expiry. The provider sets it to the time at which the refresh is due, or during a refresh to 30
/// seconds later.
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
/// A request with an MFA code cannot be renewed, because a code is valid once.
pub struct TokenProvider<S> {
    source: Arc<S>,
    cache: TokenCache,
    latest: Mutex<Option<Refresh>>,
    /// Held by the caller that waits for a refresh while the others use the current token.
    refresh_lock: tokio::sync::Mutex<()>,
}

/// The result for a caller, or the request to wait for.
enum RefreshStatus {
    Ready(Result<Token, Error>),
    Pending(Refresh),
}

impl<S> TokenProvider<S> {
    /// Returns a provider without a token. The first caller requests one.
    pub fn new(source: S) -> Self {
        Self {
            source: Arc::new(source),
            cache: TokenCache::new(),
            latest: Mutex::default(),
            refresh_lock: tokio::sync::Mutex::new(()),
        }
    }

    /// Sets the time between the start of the refresh and the expiry. The default is 5 minutes. The refresh never starts in the first
    /// half of the lifetime.
    ///
    /// ```
    /// # use sts_token::{TokenProvider, TokenSource};
    /// use std::time::Duration;
    ///
    /// fn provider<S: TokenSource>(source: S) -> TokenProvider<S> {
    ///     TokenProvider::new(source).expiry_margin(Duration::from_secs(60))
    /// }
    /// ```
    #[must_use = "the changed provider is returned"]
    pub fn expiry_margin(mut self, margin: Duration) -> Self {
        self.cache.expiry_margin = margin;
        self
    }

    /// Sets the clock.
    #[must_use = "the changed provider is returned"]
    pub fn time_source(mut self, clock: impl TimeSource + 'static) -> Self {
        self.cache.clock = SharedTimeSource::new(clock);
        self
    }

    /// Sets the first token. Set the clock and the expiry margin before it.
    #[must_use = "the changed provider is returned"]
    pub fn initial_token(self, token: Token) -> Self {
        self.cache.store(token);
        self
    }

    /// Returns the current token without a request. `None` if it has expired.
    ///
    /// ```
    /// # use sts_token::{TokenProvider, TokenSource};
    /// fn is_ready<S: TokenSource>(provider: &TokenProvider<S>) -> bool {
    ///     provider.current().is_some()
    /// }
    /// ```
    pub fn current(&self) -> Option<Token> {
        self.cache.valid_token()
    }
}

impl<S: TokenSource + 'static> TokenProvider<S> {
    /// Returns a valid token, and requests a new one if necessary. The returned token is expired only if STS returned it expired by the
    /// local clock.
    ///
    /// # Errors
    ///
    /// Fails if the current token has expired and a new one cannot be obtained.
    pub async fn token(&self) -> Result<Token, Error> {
        match self.cache.get() {
            Cached::Fresh(token) => Ok(token),
            Cached::Stale(token) => match self.refresh_lock.try_lock() {
                Ok(_guard) => self.refresh_stale().await,
                Err(_) => Ok(token),
            },
            Cached::Empty => self.wait_for_token().await,
        }
    }

    /// Waits for a new token.
    async fn wait_for_token(&self) -> Result<Token, Error> {
        for _ in 0..MAX_WAITS {
            let refresh = match self.join_or_start(false) {
                RefreshStatus::Ready(result) => return result,
                RefreshStatus::Pending(refresh) => refresh,
            };
            match within(WAIT_TIMEOUT, refresh.outcome()).await.flatten() {
                Some(outcome) => return outcome.result,
                None => self.discard(&refresh),
            }
        }
        Err(no_outcome_error())
    }

    /// Waits for a new token, at most [`REFRESH_TIMEOUT`] while the current one is valid.
    async fn refresh_stale(&self) -> Result<Token, Error> {
        let refresh = match self.join_or_start(true) {
            RefreshStatus::Ready(result) => return result,
            RefreshStatus::Pending(refresh) => refresh,
        };
        let outcome = within(REFRESH_TIMEOUT, refresh.outcome()).await.flatten();
        if outcome.is_none() && refresh.is_pending() {
            self.cache.postpone_refresh();
        }
        match (outcome.map(|outcome| outcome.result), self.cache.valid_token()) {
            (Some(Ok(token)), _) | (_, Some(token)) => Ok(token),
            (Some(Err(error)), None) => Err(error),
            // The token expired during the wait.
            (None, None) => self.wait_for_token().await,
        }
    }

    /// Returns the running request, a result that needs no request, or a new request.
    fn join_or_start(&self, is_refresh: bool) -> RefreshStatus {
        let mut latest = self.latest();
        let now = self.cache.now();
        if let Some(refresh) = latest.as_ref().filter(|refresh| refresh.is_pending() && !refresh.is_overdue(now)) {
            return RefreshStatus::Pending(refresh.clone());
        }
        match self.cache.get() {
            Cached::Fresh(token) => return RefreshStatus::Ready(Ok(token)),
            Cached::Stale(token) if !is_refresh => return RefreshStatus::Ready(Ok(token)),
            Cached::Stale(_) | Cached::Empty => {}
        }
        let failure = latest.as_ref().filter(|_| !is_refresh).and_then(|refresh| refresh.recent_failure(now));
        if let Some(result) = failure {
            return RefreshStatus::Ready(result);
        }
        let refresh = Refresh::start(&self.source, &self.cache);
        let ended = latest.replace(refresh.clone());
        // Dropping a request runs code of the source, so the lock is released first.
        drop(latest);
        drop(ended);
        RefreshStatus::Pending(refresh)
    }

    /// Removes a request, so that the next caller starts a new one.
    fn discard(&self, refresh: &Refresh) {
        let discarded = self.latest().take_if(|latest| latest.is_same(refresh));
        drop(discarded);
    }

    fn latest(&self) -> MutexGuard<'_, Option<Refresh>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sdk_credentials(&self) -> Result<SdkCredentials, CredentialsError> {
        match self.token().await {
            Ok(token) => Ok(token.credentials().to_sdk_until(self.cache.sdk_expiry(&token))),
            Err(error) => Err(CredentialsError::provider_error(error)),
        }
    }
}

impl<S: TokenSource + 'static> ProvideCredentials for TokenProvider<S> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.sdk_credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<SdkCredentials> {
        // With the real expiry, the SDK would request credentials again only then.
        self.current().map(|token| token.credentials().to_sdk_until(self.cache.early_expiry(&token)))
    }
}

impl<S> fmt::Debug for TokenProvider<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenProvider")
            .field("expiry_margin", &self.cache.expiry_margin)
            .field("current", &self.current())
            .finish_non_exhaustive()
    }
}
