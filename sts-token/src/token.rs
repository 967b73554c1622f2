//! What STS answers: credentials, and what they are.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_sts::config::IdentityCache;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;
use sts_policy::packed::{Calibration, InvalidObservation, PackedSize};

use crate::Credentials;
use crate::error::Secrets;
use crate::operation::Operation;
use crate::sent::Sent;

/// Temporary credentials that STS gave, with all that it said about them.
///
/// Clones share it. `Debug` shows no secret; for how those leave see [`Credentials`].
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
    answered: Answered,
    estimate: Option<PackedSize>,
    sent: Sent,
}

/// What STS says about credentials besides them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answered {
    pub(crate) principal: Option<Principal>,
    pub(crate) packed_policy_size: Option<u32>,
    pub(crate) session_token_utilization: Option<u32>,
    pub(crate) session_token_size: Option<u32>,
    pub(crate) source_identity: Option<String>,
    pub(crate) identity: Option<VerifiedIdentity>,
    pub(crate) request_id: Option<String>,
}

impl Answered {
    /// Redacts the secrets of the request and of the answer, which a server may repeat in other elements and in headers.
    pub(crate) fn redact(&mut self, secrets: &Secrets) {
        let redactor = secrets.redactor("");
        if let Some(id) = &mut self.request_id {
            *id = redactor.clean(id).into_owned();
        }
        // Programs need names unchanged, and a short token of a test server may share bytes with them.
        let principal = self.principal.iter_mut().flat_map(|principal| match principal {
            Principal::FederatedUser { id, arn } | Principal::AssumedRole { id, arn } => [id, arn],
        });
        let identity = self.identity.iter_mut().flat_map(|identity| {
            let VerifiedIdentity { subject, subject_type, issuer, audience, name_qualifier } = identity;
            [subject, subject_type, issuer, audience, name_qualifier].into_iter().flatten()
        });
        for text in principal.chain(identity).chain(&mut self.source_identity).filter(|text| secrets.are_in(text)) {
            *text = redactor.clean(text).into_owned();
        }
    }
}

impl Token {
    pub(crate) fn new(credentials: Credentials, answered: Answered, estimate: Option<PackedSize>, sent: Sent) -> Self {
        Self(Arc::new(Inner { credentials, answered, estimate, sent }))
    }

    /// A token of credentials from elsewhere, of which nothing else is known: for a [`TokenSource`](crate::TokenSource) of one's
    /// own.
    pub fn from_credentials(operation: Operation, credentials: Credentials) -> Self {
        Self::new(credentials, Answered::default(), None, Sent::nothing(operation))
    }

    /// The operation that gave it.
    pub fn operation(&self) -> Operation {
        self.0.sent.operation
    }

    /// The credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Who acts with the credentials: a federated user or the session of a role. `None` for `GetSessionToken`, whose credentials are
    /// the caller's own.
    pub fn principal(&self) -> Option<&Principal> {
        self.0.answered.principal.as_ref()
    }

    /// How much of the space for policies and tags the request took, in percent, if STS said it. It does not for
    /// `GetSessionToken`, and other servers may not at all, or always say 0.
    pub fn packed_policy_size(&self) -> Option<u32> {
        self.0.answered.packed_policy_size
    }

    /// What was estimated for the request before it was sent; `None` if it had neither policy, ARNs nor tags.
    pub fn estimate(&self) -> Option<&PackedSize> {
        self.0.estimate.as_ref()
    }

    /// Adds what STS answered to a calibration, so that the next estimates are better. `false` if it answered no packed size.
    ///
    /// # Errors
    ///
    /// When the answer says nothing about how policies are packed, such as that to a request without a policy.
    pub fn observe(&self, calibration: &mut Calibration) -> Result<bool, InvalidObservation> {
        match self.packed_policy_size() {
            Some(percent) => self.0.sent.observe(calibration, percent),
            None => Ok(false),
        }
    }

    /// How much of the greatest size of a session token this one takes, in percent, if STS said it.
    pub fn session_token_utilization(&self) -> Option<u32> {
        self.0.answered.session_token_utilization
    }

    /// The size of the session token, in bytes, if STS said it.
    pub fn session_token_size(&self) -> Option<u32> {
        self.0.answered.session_token_size
    }

    /// The source identity of the session, if it has one.
    pub fn source_identity(&self) -> Option<&str> {
        self.0.answered.source_identity.as_deref()
    }

    /// What the identity provider vouched for; only for web identity and SAML.
    pub fn verified_identity(&self) -> Option<&VerifiedIdentity> {
        self.0.answered.identity.as_ref()
    }

    /// The ID of the request, by which AWS finds it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answered.request_id.as_deref()
    }

    /// When the credentials expire.
    pub fn expiration(&self) -> SystemTime {
        self.credentials().expiration()
    }

    /// How long the credentials still live; zero when they have expired.
    pub fn expires_in(&self) -> Duration {
        self.credentials().expires_in()
    }

    /// Whether the credentials have expired, or will within the margin.
    pub fn is_expired(&self, margin: Duration) -> bool {
        self.credentials().is_expired(margin)
    }

    /// As a provider for the SDK, which gives these credentials and no others: for ones that are renewed, see
    /// [`TokenProvider`](crate::TokenProvider).
    pub fn to_provider(&self) -> SharedCredentialsProvider {
        self.credentials().to_provider()
    }

    /// As the configuration of clients that act with these credentials in a region.
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

    /// As the configuration of clients that act with these credentials, and otherwise as another configuration says: region,
    /// endpoints, HTTP client, retries and timeouts.
    pub fn to_sdk_config_like(&self, config: &SdkConfig) -> SdkConfig {
        let mut builder = config.to_builder().credentials_provider(self.to_provider());
        // The cache of the other configuration would keep the credentials for as long as that lives, and these need none.
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

/// Who acts with temporary credentials.
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
pub enum Principal {
    /// A federated user, of `GetFederationToken`.
    FederatedUser {
        /// The ID, such as `111122223333:bob`.
        id: String,
        /// The ARN, such as `arn:aws:sts::111122223333:federated-user/bob`.
        arn: String,
    },
    /// The session of a role, of `AssumeRole…`.
    AssumedRole {
        /// The ID, such as `AROACKCEVSQ6C2EXAMPLE:bob`.
        id: String,
        /// The ARN, such as `arn:aws:sts::111122223333:assumed-role/reader/bob`.
        arn: String,
    },
}

impl Principal {
    /// The ID; empty if a server did not say it.
    pub fn id(&self) -> &str {
        match self {
            Principal::FederatedUser { id, .. } | Principal::AssumedRole { id, .. } => id,
        }
    }

    /// The ARN, which resource policies name.
    pub fn arn(&self) -> &str {
        match self {
            Principal::FederatedUser { arn, .. } | Principal::AssumedRole { arn, .. } => arn,
        }
    }

    /// The account, of the ARN.
    pub fn account(&self) -> Option<&str> {
        self.arn().split(':').nth(4).filter(|account| !account.is_empty())
    }
}

/// What an identity provider vouched for. A provider of web identities says other things than one of SAML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct VerifiedIdentity {
    /// Who it is: the claim `sub` of a web identity token, the `NameID` of a SAML assertion.
    pub subject: Option<String>,
    /// The format of a SAML `NameID`, such as `persistent`.
    pub subject_type: Option<String>,
    /// Who vouches: the issuer of an OpenID Connect token or SAML assertion, or the ID of an OAuth 2.0 provider.
    pub issuer: Option<String>,
    /// For whom it was made: the claim `aud`, or the `Recipient` of a SAML assertion.
    pub audience: Option<String>,
    /// A hash of issuer, account and SAML provider, which with the subject tells users apart.
    pub name_qualifier: Option<String>,
}
