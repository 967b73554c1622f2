use crate::enum_text::enum_text;

/// The cause of a failed request.
///
/// Use its name, such as `packed-policy-too-large`, in logs and metrics. Match on the kind to react to an error:
///
/// ```
/// use sts_token::{Error, ErrorKind};
///
/// fn http_status(error: &Error) -> u16 {
///     match error.kind() {
///         ErrorKind::InvalidParameter | ErrorKind::PackedPolicyTooLarge | ErrorKind::MalformedPolicy => 422,
///         ErrorKind::Throttled => 429,
///         _ if error.is_retryable() => 503,
///         _ => 500,
///     }
/// }
///
/// assert_eq!(http_status(&Error::new(ErrorKind::Unavailable, "maintenance")), 503);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter is invalid. The request was not sent.
    InvalidParameter,
    /// STS rejected a parameter, for example a duration above the maximum of the role (`ValidationError`).
    RejectedParameter,
    /// The packed size of policies and session tags is above the limit of STS (`PackedPolicyTooLarge`).
    PackedPolicyTooLarge,
    /// The estimated packed size of policies and session tags is above the limit of STS. The request was not sent, because it sets
    /// `refuse_likely_too_large`.
    PackedPolicyLikelyTooLarge,
    /// The session token would be longer than STS allows ("Serialized token too large for session").
    SessionTokenTooLarge,
    /// STS rejected a policy as malformed (`MalformedPolicyDocument`).
    MalformedPolicy,
    /// STS throttled the request (`Throttling`, with HTTP status 400).
    Throttled,
    /// The caller lacks a permission, the role does not trust the caller, or the MFA code is wrong (`AccessDenied`).
    AccessDenied,
    /// The caller's temporary credentials have expired (`ExpiredToken`).
    ExpiredCredentials,
    /// STS does not accept the caller's credentials or signature (`InvalidClientTokenId`, `SignatureDoesNotMatch` and others).
    InvalidCredentials,
    /// The clocks of the caller and of STS differ by more than 15 minutes (`RequestExpired`).
    ClockSkew,
    /// The caller's credentials cannot be obtained. The request was not sent.
    ///
    /// The error is [retryable](crate::Error::is_retryable) if the credentials provider timed out or failed with a retryable error.
    NoCredentials,
    /// `GetFederationToken` and `GetSessionToken` require the long-term credentials of a user, and the caller has temporary ones.
    LongTermCredentialsRequired,
    /// STS is not active in the region for the account (`RegionDisabledException`).
    RegionDisabled,
    /// The identity provider rejected the claim (`IDPRejectedClaim`).
    IdentityProviderRejectedClaim,
    /// STS cannot reach the identity provider (`IDPCommunicationError`).
    IdentityProviderUnreachable,
    /// The web identity token, SAML assertion or context assertion is invalid (`InvalidIdentityToken`).
    InvalidIdentityToken,
    /// The web identity token, SAML assertion or context assertion has expired (`ExpiredTokenException`).
    ExpiredIdentityToken,
    /// The encoded authorization message is invalid or has expired (`InvalidAuthorizationMessageException`).
    InvalidAuthorizationMessage,
    /// STS failed or is not available (HTTP status 500 and above).
    Unavailable,
    /// STS did not respond in time.
    Timeout,
    /// The connection to STS failed or broke.
    Network,
    /// The request cannot be created, for example without a region or an HTTP client.
    Configuration,
    /// STS reported success, but returned no usable credentials.
    InvalidResponse,
    /// STS returned an unknown error code or an unreadable response.
    Unexpected,
}

enum_text! {
    ErrorKind {
        InvalidParameter => "invalid-parameter",
        RejectedParameter => "rejected-parameter",
        PackedPolicyTooLarge => "packed-policy-too-large",
        PackedPolicyLikelyTooLarge => "packed-policy-likely-too-large",
        SessionTokenTooLarge => "session-token-too-large",
        MalformedPolicy => "malformed-policy",
        Throttled => "throttled",
        AccessDenied => "access-denied",
        ExpiredCredentials => "expired-credentials",
        InvalidCredentials => "invalid-credentials",
        ClockSkew => "clock-skew",
        NoCredentials => "no-credentials",
        LongTermCredentialsRequired => "long-term-credentials-required",
        RegionDisabled => "region-disabled",
        IdentityProviderRejectedClaim => "identity-provider-rejected-claim",
        IdentityProviderUnreachable => "identity-provider-unreachable",
        InvalidIdentityToken => "invalid-identity-token",
        ExpiredIdentityToken => "expired-identity-token",
        InvalidAuthorizationMessage => "invalid-authorization-message",
        Unavailable => "unavailable",
        Timeout => "timeout",
        Network => "network",
        Configuration => "configuration",
        InvalidResponse => "invalid-response",
        Unexpected => "unexpected",
    }
    /// The error for a text that is not the name of an [`ErrorKind`].
    UnknownErrorKind: "unknown error kind: "
}

impl ErrorKind {
    /// Returns true if the same request may succeed later, whatever the details of the error.
    pub(super) const fn is_transient(self) -> bool {
        matches!(
            self,
            ErrorKind::Throttled
                | ErrorKind::IdentityProviderUnreachable
                | ErrorKind::Unavailable
                | ErrorKind::Timeout
                | ErrorKind::Network
        )
    }
}
