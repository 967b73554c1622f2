//! The error codes of STS.

use crate::error::ErrorKind;

/// Returns the kind of an error response. Unknown codes are classified by their HTTP status.
pub(super) fn error_kind(code: &str, status: Option<u16>) -> ErrorKind {
    match code {
        "PackedPolicyTooLarge" | "PackedPolicyTooLargeException" => ErrorKind::PackedPolicyTooLarge,
        "MalformedPolicyDocument" | "MalformedPolicyDocumentException" => ErrorKind::MalformedPolicy,
        "ValidationError"
        | "ValidationException"
        | "InvalidParameterValue"
        | "InvalidParameterCombination"
        | "MissingParameter"
        | "InvalidArgument" => ErrorKind::RejectedParameter,
        code if is_throttling(code) => ErrorKind::Throttled,
        "AccessDenied" | "AccessDeniedException" => ErrorKind::AccessDenied,
        "ExpiredToken" | "ExpiredTokenException" => ErrorKind::ExpiredCredentials,
        "InvalidClientTokenId"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "InvalidAccessKeyId"
        | "InvalidToken"
        | "UnrecognizedClientException"
        | "InvalidSecurity" => ErrorKind::InvalidCredentials,
        "RequestExpired" | "RequestTimeTooSkewed" => ErrorKind::ClockSkew,
        "RegionDisabledException" | "RegionDisabled" => ErrorKind::RegionDisabled,
        "IDPRejectedClaim" => ErrorKind::IdentityProviderRejectedClaim,
        "IDPCommunicationError" => ErrorKind::IdentityProviderUnreachable,
        "InvalidIdentityToken" => ErrorKind::InvalidIdentityToken,
        "InvalidAuthorizationMessageException" => ErrorKind::InvalidAuthorizationMessage,
        "InternalFailure" | "InternalError" | "ServiceUnavailable" => ErrorKind::Unavailable,
        _ => match status {
            Some(429) => ErrorKind::Throttled,
            Some(500..) => ErrorKind::Unavailable,
            _ => ErrorKind::Unexpected,
        },
    }
}

/// Returns true if a code reports throttling.
pub(super) fn is_throttling(code: &str) -> bool {
    matches!(
        code,
        "Throttling"
            | "ThrottlingException"
            | "ThrottledException"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "TooManyRequestsException"
            | "RequestLimitExceeded"
            | "SlowDown"
    )
}
