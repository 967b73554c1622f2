//! Temporary credentials, and the ways in which they leave.

mod export;
mod import;
mod time;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::SharedCredentialsProvider;
use zeroize::Zeroizing;

pub use export::{ExportFormat, ExportedCredentials, InvalidProfileName, ProfileName, UnknownExportFormat};
pub use import::InvalidExport;
pub(crate) use time::Shown;

/// What the SDK is told the credentials come from.
const PROVIDER: &str = "sts-token";

/// Temporary credentials: an access key ID, a secret access key, a session token, and when they expire.
///
/// The secrets are erased from memory with the last clone; clones share them. `Debug` does not show them, and there is neither
/// `Display` nor serde's `Serialize`. They leave through methods that say so: those that begin with `expose_`,
/// [`export`](Self::export), and the conversions to types of the SDK, which take the same care. What cannot be erased are the
/// copies of the HTTP client and the XML reader, from before they came here.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use sts_token::Credentials;
///
/// let hour = Duration::from_secs(3_600);
/// let credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "a secret", "a token", SystemTime::now() + hour)?;
/// assert!(!format!("{credentials:?}").contains("a secret"));
/// assert!(!credentials.is_expired(Duration::from_secs(60)));
/// assert!(credentials.is_expired(hour));
/// # Ok::<(), sts_token::InvalidCredentials>(())
/// ```
#[derive(Clone)]
pub struct Credentials(Arc<Inner>);

struct Inner {
    access_key_id: Zeroizing<String>,
    secret_access_key: Zeroizing<String>,
    session_token: Zeroizing<String>,
    expiration: SystemTime,
}

impl Credentials {
    /// Takes credentials from elsewhere.
    ///
    /// White space is removed: it is in no key and no token, but some servers break the lines of long ones.
    ///
    /// # Errors
    ///
    /// When a part is empty or holds what is no visible ASCII, and so could not be sent in a header. The message does not show it.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: impl Into<String>,
        expiration: SystemTime,
    ) -> Result<Self, InvalidCredentials> {
        // All are taken over before one is refused, so that the others are erased then too.
        let parts = [access_key_id.into(), secret_access_key.into(), session_token.into()].map(Zeroizing::new);
        let [access_key_id, secret_access_key, session_token] = parts;
        Ok(Self(Arc::new(Inner {
            access_key_id: clean("access key ID", access_key_id)?,
            secret_access_key: clean("secret access key", secret_access_key)?,
            session_token: clean("session token", session_token)?,
            expiration,
        })))
    }

    /// The access key ID, which is no secret: logs of AWS name it.
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// The secret access key itself.
    pub fn expose_secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// The session token itself. AWS asks to assume no greatest length.
    pub fn expose_session_token(&self) -> &str {
        &self.0.session_token
    }

    /// When they expire.
    pub fn expiration(&self) -> SystemTime {
        self.0.expiration
    }

    /// How long they still live; zero when they have expired.
    pub fn expires_in(&self) -> Duration {
        self.expires_in_at(SystemTime::now())
    }

    /// How long they live after a point in time; zero when they have expired by then.
    pub fn expires_in_at(&self, now: SystemTime) -> Duration {
        self.0.expiration.duration_since(now).unwrap_or(Duration::ZERO)
    }

    /// Whether they have expired, or will within the margin. A margin of a minute makes up for clocks that differ and requests
    /// that are on their way.
    pub fn is_expired(&self, margin: Duration) -> bool {
        self.is_expired_at(SystemTime::now(), margin)
    }

    /// Whether they have expired at a point in time, or will within the margin after it.
    pub fn is_expired_at(&self, now: SystemTime, margin: Duration) -> bool {
        self.expires_in_at(now) <= margin
    }

    /// As the SDK's credentials, which expire when these do. Those are erased from memory and redacted in `Debug` too.
    pub fn to_sdk(&self) -> aws_credential_types::Credentials {
        self.to_sdk_until(self.0.expiration)
    }

    /// As the SDK's credentials, to be asked for again at a given time.
    pub(crate) fn to_sdk_until(&self, expiry: SystemTime) -> aws_credential_types::Credentials {
        aws_credential_types::Credentials::new(
            self.access_key_id(),
            self.expose_secret_access_key(),
            Some(self.expose_session_token().to_owned()),
            Some(expiry),
            PROVIDER,
        )
    }

    /// As a provider for the SDK, which gives these credentials and no others: for ones that are renewed, see
    /// [`TokenProvider`](crate::TokenProvider).
    pub fn to_provider(&self) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(self.to_sdk())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id())
            .field("secret_access_key", &"** redacted **")
            .field("session_token", &"** redacted **")
            .field("expiration", &format_args!("{}", Shown(self.0.expiration)))
            .finish()
    }
}

impl From<&Credentials> for aws_credential_types::Credentials {
    fn from(credentials: &Credentials) -> Self {
        credentials.to_sdk()
    }
}

/// Removes white space, and refuses what is no visible ASCII.
fn clean(part: &'static str, mut text: Zeroizing<String>) -> Result<Zeroizing<String>, InvalidCredentials> {
    text.retain(|character| !character.is_ascii_whitespace());
    if text.is_empty() {
        return Err(InvalidCredentials { part, empty: true });
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(InvalidCredentials { part, empty: false });
    }
    Ok(text)
}

/// The texts are no credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCredentials {
    part: &'static str,
    empty: bool,
}

impl InvalidCredentials {
    pub(crate) const fn missing(part: &'static str) -> Self {
        Self { part, empty: true }
    }
}

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, empty } = self;
        if *empty {
            write!(formatter, "the {part} {} missing", if *part == "credentials" { "are" } else { "is" })
        } else {
            write!(formatter, "the {part} holds what is no visible ASCII character, so it cannot be sent in a header")
        }
    }
}

impl std::error::Error for InvalidCredentials {}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(secret: &str, token: &str) -> Result<Credentials, InvalidCredentials> {
        Credentials::new("ASIAIOSFODNN7EXAMPLE", secret, token, SystemTime::UNIX_EPOCH + Duration::from_secs(1_000))
    }

    #[test]
    fn lines_are_joined() {
        let credentials = credentials(" secret\n", "first\r\n  second\n").unwrap();
        assert_eq!(credentials.expose_secret_access_key(), "secret");
        assert_eq!(credentials.expose_session_token(), "firstsecond");
    }

    #[test]
    fn what_is_no_credentials() {
        assert_eq!(credentials("", "t").unwrap_err().to_string(), "the secret access key is missing");
        assert_eq!(credentials("s", " \n").unwrap_err().to_string(), "the session token is missing");
        assert_eq!(
            credentials("s", "t\u{1}").unwrap_err().to_string(),
            "the session token holds what is no visible ASCII character, so it cannot be sent in a header"
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(
            format!("{:?}", credentials("5ecret", "t0ken").unwrap()),
            "Credentials { access_key_id: \"ASIAIOSFODNN7EXAMPLE\", secret_access_key: \"** redacted **\", session_token: \
             \"** redacted **\", expiration: 1970-01-01T00:16:40Z }"
        );
    }

    #[test]
    fn expiry_with_a_margin() {
        let credentials = credentials("s", "t").unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(credentials.expires_in_at(at(400)), Duration::from_secs(600));
        assert_eq!(credentials.expires_in_at(at(2_000)), Duration::ZERO);
        assert!(!credentials.is_expired_at(at(999), Duration::ZERO));
        assert!(credentials.is_expired_at(at(1_000), Duration::ZERO));
        assert!(!credentials.is_expired_at(at(939), Duration::from_secs(60)));
        assert!(credentials.is_expired_at(at(940), Duration::from_secs(60)));
        assert!(credentials.is_expired(Duration::ZERO));
    }

    #[test]
    fn the_sdk_gets_all_of_it() {
        let credentials = credentials("s", "t").unwrap();
        let sdk = credentials.to_sdk();
        assert_eq!(sdk.access_key_id(), credentials.access_key_id());
        assert_eq!(sdk.secret_access_key(), "s");
        assert_eq!(sdk.session_token(), Some("t"));
        assert_eq!(sdk.expiry(), Some(credentials.expiration()));
    }
}
