//! A request for a new token that any number of callers wait for.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::Shared;
use tokio::sync::watch;

use super::cache::{TokenCache, is_expired};
use super::timer::within;
use crate::error::{Error, ErrorData, ErrorKind};
use crate::token::Token;
use crate::token_source::TokenSource;

/// Failures and tokens that arrive expired are returned to all callers within this time, without another request.
const FAILURE_TTL: Duration = Duration::from_secs(1);
/// Maximum duration of a request. A source that never responds must not block all later requests.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// Maximum time that a caller waits for a request, by its own timer. The runtime of the request may be idle.
pub(super) const WAIT_TIMEOUT: Duration = Duration::from_secs(305);

/// A request for a new token.
#[derive(Clone)]
pub(super) struct Refresh {
    /// The request itself, unless a task polls it.
    polled_by_callers: Option<Shared<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    outcome: watch::Receiver<Option<Outcome>>,
    started: SystemTime,
}

/// The result of a request, and the time of it.
#[derive(Clone)]
pub(super) struct Outcome {
    pub(super) result: Result<Token, Error>,
    at: SystemTime,
}

impl Refresh {
    /// Starts a request, in a task if there is a runtime of Tokio, because callers may stop waiting.
    pub(super) fn start<S: TokenSource + 'static>(source: &Arc<S>, cache: &TokenCache) -> Self {
        let (started, (sender, outcome)) = (cache.now(), watch::channel(None));
        let request = request(Arc::clone(source), cache.clone(), sender);
        #[cfg(feature = "rt-tokio")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(request);
            return Self { polled_by_callers: None, outcome, started };
        }
        Self { polled_by_callers: Some(request.boxed().shared()), outcome, started }
    }

    /// Returns true unless the request has an outcome or its runtime has shut down.
    pub(super) fn is_pending(&self) -> bool {
        self.outcome.borrow().is_none() && self.outcome.has_changed().is_ok()
    }

    /// Returns true if the request is older than any wait for it, because its runtime is idle.
    pub(super) fn is_overdue(&self, now: SystemTime) -> bool {
        now.duration_since(self.started).is_ok_and(|age| age >= WAIT_TIMEOUT)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.outcome.same_channel(&other.outcome)
    }

    /// Waits for the outcome. `None` if the runtime of the request shuts down.
    pub(super) async fn outcome(&self) -> Option<Outcome> {
        if let Some(request) = &self.polled_by_callers {
            request.clone().await;
        }
        let mut receiver = self.outcome.clone();
        let outcome = receiver.wait_for(Option::is_some).await.ok()?;
        outcome.clone()
    }

    /// Returns the result if it is recent, and is a failure or a token that arrived expired.
    pub(super) fn recent_failure(&self, now: SystemTime) -> Option<Result<Token, Error>> {
        let Outcome { result, at } = self.outcome.borrow().clone()?;
        let age = now.duration_since(at).unwrap_or(Duration::MAX);
        let is_valid = matches!(&result, Ok(token) if !is_expired(token, at));
        (!is_valid && age < FAILURE_TTL).then_some(result)
    }
}

/// Requests a token from the source, caches it, and sends the outcome.
async fn request<S: TokenSource>(source: Arc<S>, cache: TokenCache, sender: watch::Sender<Option<Outcome>>) {
    let token = AssertUnwindSafe(within(REQUEST_TIMEOUT, async { source.token().await }));
    let result = match token.catch_unwind().await {
        Ok(Some(result)) => result,
        Ok(None) => {
            let detail = format!("no token within {} s", REQUEST_TIMEOUT.as_secs());
            Err(error(ErrorKind::Timeout, detail))
        }
        Err(_) => Err(error(ErrorKind::Network, "the source of tokens panicked")),
    };
    match &result {
        Ok(token) => cache.store(token.clone()),
        Err(_) => cache.postpone_refresh(),
    }
    sender.send_replace(Some(Outcome { result, at: cache.now() }));
}

/// Returns the error of waits that ended without an outcome.
pub(super) fn no_outcome_error() -> Error {
    error(ErrorKind::Network, "the runtime of the request is idle or has shut down")
}

fn error(kind: ErrorKind, detail: impl Into<String>) -> Error {
    ErrorData { detail: Some(detail.into()), ..ErrorData::new(kind) }.into()
}
