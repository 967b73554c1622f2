//! The limits of STS parameters, each with its source.
//!
//! *Service model* is the public model of STS, API version 2011-06-15, from which the AWS SDKs are generated. *API reference* and
//! *User Guide* are AWS's documentation of STS and IAM. The limits of policies are in `sts_policy::limits`.

use std::ops::RangeInclusive;
use std::time::Duration;

/// The length of an MFA device's serial number or ARN, in characters (service model, `serialNumberType`).
pub(crate) const MFA_SERIAL_CHARACTERS: RangeInclusive<usize> = 9..=256;

/// The number of digits of an MFA code (service model, `tokenCodeType`).
pub(crate) const MFA_CODE_DIGITS: usize = 6;

/// The number of provided contexts in one request (service model, `ProvidedContextsListType`).
pub(crate) const PROVIDED_CONTEXTS: RangeInclusive<usize> = 1..=5;

/// The length of a context assertion, in characters (service model, `contextAssertionType`).
pub(crate) const CONTEXT_ASSERTION_CHARACTERS: RangeInclusive<usize> = 4..=2_048;

/// The length of a web identity token, in characters (service model, `clientTokenType`).
pub(crate) const WEB_IDENTITY_TOKEN_CHARACTERS: RangeInclusive<usize> = 4..=20_000;

/// The length of an OAuth 2.0 provider's ID, in characters (service model, `urlType`).
pub(crate) const PROVIDER_ID_CHARACTERS: RangeInclusive<usize> = 4..=2_048;

/// The length of a SAML assertion, in characters (service model, `SAMLAssertionType`).
pub(crate) const SAML_ASSERTION_CHARACTERS: RangeInclusive<usize> = 4..=100_000;

/// The length of an encoded authorization message, in characters (service model, `encodedMessageType`).
pub(crate) const ENCODED_MESSAGE_CHARACTERS: RangeInclusive<usize> = 1..=10_240;

/// The requested minimum size of a session token, in bytes (service model, `MinimumSessionTokenSize`).
pub(crate) const MINIMUM_SESSION_TOKEN_BYTES: RangeInclusive<usize> = 0..=4_096;

/// The length of a federated user's name, in characters (service model, `userNameType`).
pub(crate) const FEDERATED_NAME_CHARACTERS: RangeInclusive<usize> = 2..=32;

/// The length of a role session's name, in characters (service model, `roleSessionNameType`).
pub(crate) const ROLE_SESSION_NAME_CHARACTERS: RangeInclusive<usize> = 2..=64;

/// The length of a source identity, in characters (service model, `sourceIdentityType`).
pub(crate) const SOURCE_IDENTITY_CHARACTERS: RangeInclusive<usize> = 2..=64;

/// The length of an external ID, in characters (service model, `externalIdType`).
pub(crate) const EXTERNAL_ID_CHARACTERS: RangeInclusive<usize> = 2..=1_224;

/// The lifetime of `GetFederationToken` and `GetSessionToken` credentials (service model, `durationSecondsType`).
pub(crate) const FEDERATION_DURATION: RangeInclusive<Duration> =
    Duration::from_secs(900)..=Duration::from_secs(129_600);

/// Maximum lifetime of credentials that the root user gets from `GetFederationToken` and `GetSessionToken` (API reference). STS shortens
/// longer ones.
pub(crate) const MAX_ROOT_DURATION: Duration = Duration::from_secs(3_600);

/// The lifetime of `AssumeRole…` credentials (service model, `roleDurationSecondsType`). The maximum of the role may be lower.
pub(crate) const ROLE_DURATION: RangeInclusive<Duration> = Duration::from_secs(900)..=Duration::from_secs(43_200);

/// Maximum lifetime of credentials from `AssumeRole` with the credentials of another role, "role chaining" (User Guide, "Roles terms and
/// concepts"). STS rejects longer ones instead of shortening them.
pub(crate) const MAX_CHAINED_ROLE_DURATION: Duration = Duration::from_secs(3_600);
