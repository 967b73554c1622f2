//! Tokens: temporary credentials, and the other data of the response.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_sts::config::IdentityCache;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;
use sts_policy::packed::{Calibration, InvalidObservation, PackedSize};

use crate::credentials::Credentials;
use crate::packed_size::observe;
use crate::secrets::Secrets;
use sts_policy::request::Operation;
use sts_policy::request::SessionRequest;

/// Temporary credentials, and the other data of the response.
///
/// Clones are cheap. `Debug` redacts the secrets; [`Credentials`] lists the methods that expose them.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use sts_token::{Credentials, Operation, Token};
///
/// let expiration = SystemTime::now() + Duration::from_secs(3_600);
/// let credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "a secret", "a token", expiration)?;
/// let token = Token::from_credentials(Operation::AssumeRole, credentials);
/// assert!(!token.is_expired(Duration::from_secs(60)));
/// let config = token.to_sdk_config("eu-central-1");
/// assert!(config.credentials_provider().is_some());
/// # Ok::<(), sts_token::InvalidCredentials>(())
/// ```
#[derive(Clone)]
pub struct Token(Arc<Inner>);

struct Inner {
    credentials: Credentials,
    response: ResponseData,
    estimate: Option<PackedSize>,
    session_request: SessionRequest,
}

/// The data of a response except the credentials.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResponseData {
    pub(crate) principal: Option<Principal>,
    pub(crate) packed_policy_size: Option<u32>,
    pub(crate) session_token_utilization: Option<u32>,
    pub(crate) session_token_size: Option<u32>,
    pub(crate) source_identity: Option<String>,
    pub(crate) identity: Option<VerifiedIdentity>,
    pub(crate) request_id: Option<String>,
}

impl ResponseData {
    /// Redacts the secrets of the request and the response, which a server may repeat in other elements and in headers.
    pub(crate) fn redact(&mut self, secrets: &Secrets) {
        let redactor = secrets.redactor("");
        if let Some(id) = &mut self.request_id {
            *id = redactor.redact(id).into_owned();
        }
        // Names are redacted only if they contain a whole secret: programs need them unchanged, and short tokens of test servers
        // may share fragments with them.
        let principal = self.principal.iter_mut().flat_map(|principal| match principal {
            Principal::FederatedUser { id, arn } | Principal::AssumedRole { id, arn } => [id, arn],
        });
        let identity = self.identity.iter_mut().flat_map(|identity| {
            let VerifiedIdentity { subject, subject_type, issuer, audience, name_qualifier } = identity;
            [subject, subject_type, issuer, audience, name_qualifier].into_iter().flatten()
        });
        for text in principal.chain(identity).chain(&mut self.source_identity).filter(|text| secrets.occur_in(text)) {
            *text = redactor.redact(text).into_owned();
        }
    }
}

impl Token {
    pub(crate) fn new(
        credentials: Credentials,
        response: ResponseData,
        estimate: Option<PackedSize>,
        session_request: SessionRequest,
    ) -> Self {
        Self(Arc::new(Inner { credentials, response, estimate, session_request }))
    }

    /// Returns a token with credentials and without other data, for a [`TokenSource`](crate::TokenSource) of your own.
    pub fn from_credentials(operation: Operation, credentials: Credentials) -> Self {
        Self::new(credentials, ResponseData::default(), None, SessionRequest::new(operation))
    }

    /// Returns the operation that returned the token.
    pub fn operation(&self) -> Operation {
        self.0.session_request.operation
    }

    /// Returns the credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Returns the principal of the credentials: a federated user or a role session. `None` for `GetSessionToken`, whose credentials
    /// belong to the calling user.
    pub fn principal(&self) -> Option<&Principal> {
        self.0.response.principal.as_ref()
    }

    /// Returns the packed size of policies and session tags, in percent of the limit.
    ///
    /// `None` for `GetSessionToken` and if the server did not report it. Servers other than AWS may always report 0.
    pub fn packed_policy_size(&self) -> Option<u32> {
        self.0.response.packed_policy_size
    }

    /// Returns the estimated packed size of the request. `None` if the request had neither policies nor session tags.
    pub fn estimate(&self) -> Option<&PackedSize> {
        self.0.estimate.as_ref()
    }

    /// Adds the reported packed size to a calibration, which improves later estimates. Returns false if the server did not report one.
    ///
    /// # Errors
    ///
    /// Fails if the size cannot calibrate the estimate of policies, for example for a request without a policy.
    ///
    /// ```
    /// use sts_policy::packed::Calibration;
    /// use sts_token::Token;
    ///
    /// fn learn(calibration: &mut Calibration, token: &Token) {
    ///     if let Err(error) = token.observe(calibration) {
    ///         eprintln!("observation ignored: {error}");
    ///     }
    /// }
    /// ```
    pub fn observe(&self, calibration: &mut Calibration) -> Result<bool, InvalidObservation> {
        match self.packed_policy_size() {
            Some(percent) => observe(&self.0.session_request, calibration, percent),
            None => Ok(false),
        }
    }

    /// Returns the size of the session token in percent of the maximum, if the server reported it.
    pub fn session_token_utilization(&self) -> Option<u32> {
        self.0.response.session_token_utilization
    }

    /// Returns the size of the session token in bytes, if the server reported it.
    pub fn session_token_size(&self) -> Option<u32> {
        self.0.response.session_token_size
    }

    /// Returns the source identity of the session, if it has one.
    pub fn source_identity(&self) -> Option<&str> {
        self.0.response.source_identity.as_deref()
    }

    /// Returns the identity that an identity provider verified. `None` unless the request had a web identity or SAML assertion.
    pub fn verified_identity(&self) -> Option<&VerifiedIdentity> {
        self.0.response.identity.as_ref()
    }

    /// Returns the ID of the request, which AWS Support requires to find it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.response.request_id.as_deref()
    }

    /// Returns the time at which the credentials expire.
    pub fn expiration(&self) -> SystemTime {
        self.credentials().expiration()
    }

    /// Returns the remaining lifetime of the credentials. Zero if they have expired.
    pub fn expires_in(&self) -> Duration {
        self.credentials().expires_in()
    }

    /// Returns true if the credentials have expired, or expire within a margin.
    pub fn is_expired(&self, margin: Duration) -> bool {
        self.credentials().is_expired(margin)
    }

    /// Returns a provider of these credentials for the SDK. It does not renew them: see [`TokenProvider`](crate::TokenProvider).
    pub fn to_provider(&self) -> SharedCredentialsProvider {
        self.credentials().to_provider()
    }

    /// Returns a configuration for clients with these credentials in a region.
    ///
    /// ```
    /// # use sts_token::Token;
    /// fn tenants_config(token: &Token) -> aws_types::SdkConfig {
    ///     token.to_sdk_config("eu-central-1")
    /// }
    /// ```
    pub fn to_sdk_config(&self, region: impl Into<String>) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(region.into()))
            .credentials_provider(self.to_provider())
            .build()
    }

    /// Returns a copy of a configuration with these credentials. Region, endpoints, HTTP client, retries and timeouts stay the same.
    pub fn to_sdk_config_like(&self, config: &SdkConfig) -> SdkConfig {
        let mut builder = config.to_builder().credentials_provider(self.to_provider());
        // An inherited cache would keep the credentials for its own lifetime, and fixed credentials need no cache.
        builder.set_identity_cache(Some(IdentityCache::no_cache()));
        builder.build()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Token")
            .field("operation", &self.operation())
            .field("credentials", self.credentials())
            .field("principal", &self.principal())
            .field("packed_policy_size", &self.packed_policy_size())
            .field("estimate", &self.estimate().map(ToString::to_string))
            .field("session_token_utilization", &self.session_token_utilization())
            .field("session_token_size", &self.session_token_size())
            .field("source_identity", &self.source_identity())
            .field("verified_identity", &self.verified_identity())
            .field("request_id", &self.request_id())
            .finish()
    }
}

impl From<&Token> for aws_credential_types::Credentials {
    fn from(token: &Token) -> Self {
        token.credentials().to_sdk()
    }
}

impl From<&Token> for SharedCredentialsProvider {
    fn from(token: &Token) -> Self {
        token.to_provider()
    }
}

/// The principal of temporary credentials.
///
/// ```
/// use sts_token::Principal;
///
/// let bob = Principal::FederatedUser {
///     id: "111122223333:bob".to_owned(),
///     arn: "arn:aws:sts::111122223333:federated-user/bob".to_owned(),
/// };
/// assert_eq!(bob.account(), Some("111122223333"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal {
    /// A federated user, returned by `GetFederationToken`.
    FederatedUser {
        /// The ID, such as `111122223333:bob`.
        id: String,
        /// The ARN, such as `arn:aws:sts::111122223333:federated-user/bob`.
        arn: String,
    },
    /// A role session, returned by `AssumeRole`, `AssumeRoleWithWebIdentity` and `AssumeRoleWithSAML`.
    AssumedRole {
        /// The ID, such as `AROACKCEVSQ6C2EXAMPLE:bob`.
        id: String,
        /// The ARN, such as `arn:aws:sts::111122223333:assumed-role/reader/bob`.
        arn: String,
    },
}

impl Principal {
    /// Returns the ID. Empty if the server did not send it.
    pub fn id(&self) -> &str {
        match self {
            Principal::FederatedUser { id, .. } | Principal::AssumedRole { id, .. } => id,
        }
    }

    /// Returns the ARN, which resource policies can contain as a principal.
    pub fn arn(&self) -> &str {
        match self {
            Principal::FederatedUser { arn, .. } | Principal::AssumedRole { arn, .. } => arn,
        }
    }

    /// Returns the account ID of the ARN.
    pub fn account(&self) -> Option<&str> {
        self.arn().split(':').nth(4).filter(|account| !account.is_empty())
    }
}

/// The identity that an identity provider verified. SAML and web identity providers set different fields.
///
/// ```
/// use sts_token::Token;
///
/// fn subject(token: &Token) -> Option<&str> {
///     token.verified_identity()?.subject.as_deref()
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct VerifiedIdentity {
    /// The user: the claim `sub` of a web identity token, or the `NameID` of a SAML assertion.
    pub subject: Option<String>,
    /// The format of a SAML `NameID`, such as `persistent`.
    pub subject_type: Option<String>,
    /// The issuer of an OpenID Connect token or SAML assertion, or the ID of an OAuth 2.0 provider.
    pub issuer: Option<String>,
    /// The audience: the claim `aud`, or the `Recipient` of a SAML assertion.
    pub audience: Option<String>,
    /// A hash of the issuer, the account and the SAML provider. Together with the subject it identifies a user.
    pub name_qualifier: Option<String>,
}
