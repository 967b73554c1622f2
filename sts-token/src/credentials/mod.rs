//! Temporary credentials, and the conversions that expose them.

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
use time::Iso8601;

/// The name of the provider in the SDK's credentials.
const PROVIDER_NAME: &str = "sts-token";

/// Temporary credentials: an access key ID, a secret access key, a session token, and their expiration.
///
/// Clones share the secrets, which are erased from memory when the last clone is dropped. `Debug` redacts them, and the type implements
/// neither `Display` nor serde's `Serialize`. Three groups of methods expose the secrets: those with the prefix `expose_`,
/// [`export`](Self::export), and the conversions to types of the SDK, which erase and redact them too. Copies in the HTTP client and the
/// XML parser are not erased.
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
    /// Checks credentials from another source.
    ///
    /// White space is removed, because some servers break the lines of long keys and tokens.
    ///
    /// # Errors
    ///
    /// Fails if a part is empty, or contains a character that is not visible ASCII and cannot be sent in a header. The message does not
    /// contain the part.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: impl Into<String>,
        expiration: SystemTime,
    ) -> Result<Self, InvalidCredentials> {
        // If one part is invalid, the others must be erased too.
        let parts = [access_key_id.into(), secret_access_key.into(), session_token.into()].map(Zeroizing::new);
        let [access_key_id, secret_access_key, session_token] = parts;
        Ok(Self(Arc::new(Inner {
            access_key_id: check_part("access key ID", access_key_id)?,
            secret_access_key: check_part("secret access key", secret_access_key)?,
            session_token: check_part("session token", session_token)?,
            expiration,
        })))
    }

    /// Returns the access key ID. It is not a secret, and appears in logs of AWS.
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// Returns the secret access key.
    pub fn expose_secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// Returns the session token. AWS does not document a maximum length.
    pub fn expose_session_token(&self) -> &str {
        &self.0.session_token
    }

    /// Returns the time at which the credentials expire.
    pub fn expiration(&self) -> SystemTime {
        self.0.expiration
    }

    /// Returns the remaining lifetime. Zero if the credentials have expired.
    pub fn expires_in(&self) -> Duration {
        self.expires_in_at(SystemTime::now())
    }

    /// Returns the remaining lifetime at a given time. Zero if the credentials have expired by then.
    pub fn expires_in_at(&self, now: SystemTime) -> Duration {
        self.0.expiration.duration_since(now).unwrap_or(Duration::ZERO)
    }

    /// Returns true if the credentials have expired, or expire within a margin. A margin of 1 minute allows for clock differences and
    /// for the duration of requests.
    pub fn is_expired(&self, margin: Duration) -> bool {
        self.is_expired_at(SystemTime::now(), margin)
    }

    /// Returns true if the credentials have expired at a given time, or expire within a margin after it.
    pub fn is_expired_at(&self, now: SystemTime, margin: Duration) -> bool {
        self.expires_in_at(now) <= margin
    }

    /// Returns credentials of the SDK with the same expiration. They are erased from memory and redacted in `Debug` too.
    pub fn to_sdk(&self) -> aws_credential_types::Credentials {
        self.to_sdk_until(self.0.expiration)
    }

    /// Returns credentials of the SDK that the SDK renews at a given time.
    pub(crate) fn to_sdk_until(&self, expiry: SystemTime) -> aws_credential_types::Credentials {
        aws_credential_types::Credentials::new(
            self.access_key_id(),
            self.expose_secret_access_key(),
            Some(self.expose_session_token().to_owned()),
            Some(expiry),
            PROVIDER_NAME,
        )
    }

    /// Returns a provider of these credentials for the SDK. It does not renew them: see [`TokenProvider`](crate::TokenProvider).
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
            .field("expiration", &format_args!("{}", Iso8601(self.0.expiration)))
            .finish()
    }
}

impl From<&Credentials> for aws_credential_types::Credentials {
    fn from(credentials: &Credentials) -> Self {
        credentials.to_sdk()
    }
}

/// Removes white space, and checks that the rest is visible ASCII.
fn check_part(part: &'static str, mut text: Zeroizing<String>) -> Result<Zeroizing<String>, InvalidCredentials> {
    text.retain(|character| !character.is_ascii_whitespace());
    if text.is_empty() {
        return Err(InvalidCredentials { part, is_missing: true });
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(InvalidCredentials { part, is_missing: false });
    }
    Ok(text)
}

/// The error of credentials with a missing or invalid part.
///
/// ```
/// use std::time::SystemTime;
///
/// use sts_token::Credentials;
///
/// let error = Credentials::new("ASIAIOSFODNN7EXAMPLE", "", "a token", SystemTime::now()).unwrap_err();
/// assert_eq!(error.to_string(), "the secret access key is missing");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvalidCredentials {
    part: &'static str,
    is_missing: bool,
}

impl InvalidCredentials {
    pub(crate) const fn missing(part: &'static str) -> Self {
        Self { part, is_missing: true }
    }
}

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, is_missing } = self;
        if *is_missing {
            write!(formatter, "the {part} {} missing", if *part == "credentials" { "are" } else { "is" })
        } else {
            write!(formatter, "invalid {part}: must contain only visible ASCII characters")
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
    fn joins_the_lines_of_secrets() {
        let credentials = credentials(" secret\n", "first\r\n  second\n").unwrap();
        assert_eq!(credentials.expose_secret_access_key(), "secret");
        assert_eq!(credentials.expose_session_token(), "firstsecond");
    }

    #[test]
    fn rejects_missing_and_invalid_parts() {
        assert_eq!(credentials("", "t").unwrap_err().to_string(), "the secret access key is missing");
        assert_eq!(credentials("s", " \n").unwrap_err().to_string(), "the session token is missing");
        assert_eq!(
            credentials("s", "t\u{1}").unwrap_err().to_string(),
            "invalid session token: must contain only visible ASCII characters"
        );
    }

    #[test]
    fn debug_redacts_secrets() {
        assert_eq!(
            format!("{:?}", credentials("5ecret", "t0ken").unwrap()),
            "Credentials { access_key_id: \"ASIAIOSFODNN7EXAMPLE\", secret_access_key: \"** redacted **\", session_token: \
             \"** redacted **\", expiration: 1970-01-01T00:16:40Z }"
        );
    }

    #[test]
    fn expires_within_the_margin() {
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
    fn converts_all_parts_to_the_sdk() {
        let credentials = credentials("s", "t").unwrap();
        let sdk = credentials.to_sdk();
        assert_eq!(sdk.access_key_id(), credentials.access_key_id());
        assert_eq!(sdk.secret_access_key(), "s");
        assert_eq!(sdk.session_token(), Some("t"));
        assert_eq!(sdk.expiry(), Some(credentials.expiration()));
    }
}
