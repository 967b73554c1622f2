//! The current token, and when it is refreshed.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aws_smithy_async::time::SharedTimeSource;

use crate::token::Token;

/// Time between the start of the refresh and the expiry, unless set otherwise.
const EXPIRY_MARGIN: Duration = Duration::from_secs(300);
/// Time between a failed refresh and the next one while the token is valid.
const RETRY_DELAY: Duration = Duration::from_secs(30);

/// The current token with the settings of its refresh. Clones share the token.
#[derive(Clone)]
pub(super) struct TokenCache {
    pub(super) clock: SharedTimeSource,
    pub(super) expiry_margin: Duration,
    current: Arc<RwLock<Option<Current>>>,
}

struct Current {
    token: Token,
    refresh_from: SystemTime,
}

/// The state of the current token.
pub(super) enum Cached {
    Fresh(Token),
    /// The token is valid, and its refresh is due.
    Stale(Token),
    Empty,
}

impl TokenCache {
    pub(super) fn new() -> Self {
        Self { clock: SharedTimeSource::default(), expiry_margin: EXPIRY_MARGIN, current: Arc::default() }
    }

    pub(super) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    pub(super) fn get(&self) -> Cached {
        let now = self.now();
        match &*self.current.read().unwrap_or_else(PoisonError::into_inner) {
            Some(current) if is_expired(&current.token, now) => Cached::Empty,
            Some(current) if current.refresh_from <= now => Cached::Stale(current.token.clone()),
            Some(current) => Cached::Fresh(current.token.clone()),
            None => Cached::Empty,
        }
    }

    /// Returns the current token unless it has expired.
    pub(super) fn valid_token(&self) -> Option<Token> {
        match self.get() {
            Cached::Fresh(token) | Cached::Stale(token) => Some(token),
            Cached::Empty => None,
        }
    }

    pub(super) fn store(&self, token: Token) {
        let (now, expiration) = (self.now(), token.expiration());
        let half_lifetime = expiration.duration_since(now).unwrap_or_default() / 2;
        let refresh_from = expiration.checked_sub(self.expiry_margin.min(half_lifetime)).unwrap_or(expiration);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Current { token, refresh_from });
    }

    /// Delays the refresh after a failure. A newer token that is not due keeps its time.
    pub(super) fn postpone_refresh(&self) {
        let retry_at = self.retry_at();
        if let Some(current) = &mut *self.current.write().unwrap_or_else(PoisonError::into_inner) {
            current.refresh_from = current.refresh_from.max(retry_at);
        }
    }

    /// Returns the time at which the SDK requests credentials again: when the refresh is due, or soon if it is running.
    pub(super) fn sdk_expiry(&self, token: &Token) -> SystemTime {
        let now = self.now();
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let refresh_from = current.as_ref().map(|current| current.refresh_from).filter(|at| *at > now);
        refresh_from.unwrap_or_else(|| self.early_expiry(token)).min(token.expiration())
    }

    /// Returns the time of the next attempt, at most the expiration.
    pub(super) fn early_expiry(&self, token: &Token) -> SystemTime {
        self.now().checked_add(RETRY_DELAY).unwrap_or(token.expiration()).min(token.expiration())
    }

    fn retry_at(&self) -> SystemTime {
        let now = self.now();
        now.checked_add(RETRY_DELAY).unwrap_or(now)
    }
}

pub(super) fn is_expired(token: &Token, now: SystemTime) -> bool {
    token.credentials().is_expired_at(now, Duration::ZERO)
}
