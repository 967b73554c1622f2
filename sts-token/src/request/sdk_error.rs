//! Errors of requests to STS, from errors of the SDK.

use std::error::Error as StdError;
use std::sync::Arc;

use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_types::request_id::RequestId;
use sts_policy::packed::Refusal;
use zeroize::Zeroizing;

use super::error_code::error_kind;
use super::failure::Failure;
use super::prepared::PreparedRequest;
use crate::error::{Error, ErrorData, ErrorKind, StsResponse, truncated};
use crate::response_limit::MAX_RESPONSE;
use crate::secrets::{Redactor, element};
use crate::text::thousands;

/// Maximum number of bytes of a response that are searched for an error code.
const MAX_SEARCHED: usize = 64 * 1_024;

/// Returns the error of a request, without secrets.
pub(super) fn to_error<E>(request: &PreparedRequest, error: SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    let failure = Failure::from_sdk_error(&error);
    let body = error.raw_response().and_then(|response| response.body().bytes()).unwrap_or_default();
    let body = Zeroizing::new(String::from_utf8_lossy(body.get(..MAX_RESPONSE).unwrap_or(body)).into_owned());
    let redactor = request.secrets.redactor(&body);
    let response = read_response(&error, &body, &redactor);
    let request_id = read_request_id(&error, &body, &redactor);
    // This drops the raw response, which may contain secrets.
    let source = error.into_source().ok().map(|source| redactor.redact_error(source));
    let data = ErrorData {
        operation: Some(request.operation()),
        response,
        request_id,
        source,
        ..ErrorData::new(ErrorKind::Unexpected)
    };
    match failure {
        Failure::Response => with_error_code(request, data).into(),
        Failure::ResponseTooLong => {
            let detail = format!("the response is longer than {} bytes", thousands(MAX_RESPONSE as u64));
            ErrorData { detail: Some(detail), ..data }.into()
        }
        Failure::TemporaryCredentials => {
            let kind = ErrorKind::LongTermCredentialsRequired;
            ErrorData { operation: Some(request.operation()), ..ErrorData::new(kind) }.into()
        }
        Failure::Timeout => with_detail(data, ErrorKind::Timeout).into(),
        Failure::Network => with_detail(data, ErrorKind::Network).into(),
        Failure::Configuration => with_detail(data, ErrorKind::Configuration).into(),
        Failure::Credentials { retryable } => {
            ErrorData { retryable, ..with_detail(data, ErrorKind::NoCredentials) }.into()
        }
    }
}

/// Sets the kind of an error response.
fn with_error_code(request: &PreparedRequest, data: ErrorData) -> ErrorData {
    let response = data.response.as_ref();
    let code = response.and_then(StsResponse::code).unwrap_or_default();
    let status = response.and_then(StsResponse::status);
    let message_contains = |text| response.is_some_and(|response| response.message_contains(text));
    let kind = match error_kind(code, status) {
        ErrorKind::PackedPolicyTooLarge if message_contains("serialized token too large") => {
            ErrorKind::SessionTokenTooLarge
        }
        ErrorKind::AccessDenied
            if request.operation().requires_long_term_credentials() && message_contains("with session credentials") =>
        {
            ErrorKind::LongTermCredentialsRequired
        }
        // With status 403, servers reject the signature.
        ErrorKind::ExpiredCredentials
            if code == "ExpiredTokenException" && request.has_identity_token && status != Some(403) =>
        {
            ErrorKind::ExpiredIdentityToken
        }
        kind => kind,
    };
    let data = data.with_kind(kind);
    if kind != ErrorKind::PackedPolicyTooLarge {
        return data;
    }
    ErrorData {
        packed_refusal: data.response.as_ref().and_then(StsResponse::message).and_then(Refusal::from_message),
        estimate: request.estimate.clone(),
        session_request: Some(Arc::clone(&request.session_request)),
        ..data
    }
}

/// Returns the redacted response of an error, if STS responded.
fn read_response<E: ProvideErrorMetadata>(
    error: &SdkError<E, HttpResponse>,
    body: &str,
    redactor: &Redactor,
) -> Option<StsResponse> {
    let raw = error.raw_response()?;
    let redact = |text: &str| truncated(&redactor.redact(text));
    let body = searched(body);
    let (mut code, mut message) = (error.code().map(redact), error.message().map(redact));
    if code.is_none() {
        // Some servers omit the element around the error, and the SDK does not find it.
        code = element(body, "Code").as_deref().map(redact);
        message = message.or_else(|| element(body, "Message").as_deref().map(redact));
    }
    Some(StsResponse { code, message, status: Some(raw.status().as_u16()) })
}

/// Returns the ID of a request. AWS sends it in a header, other servers in the body.
fn read_request_id<E: ProvideErrorMetadata>(
    error: &SdkError<E, HttpResponse>,
    body: &str,
    redactor: &Redactor,
) -> Option<String> {
    let redact = |text: &str| truncated(&redactor.redact(text));
    let from_body = || element(searched(body), "RequestId").as_deref().map(redact);
    error.meta().request_id().map(redact).or_else(from_body)
}

/// Returns the part of a response that is searched for elements.
fn searched(body: &str) -> &str {
    body.get(..body.floor_char_boundary(MAX_SEARCHED)).unwrap_or_default()
}

/// Sets the kind, and makes the innermost source the detail. An error of this crate counts as innermost.
fn with_detail(data: ErrorData, kind: ErrorKind) -> ErrorData {
    let mut innermost = data.source.as_deref().map(|source| source as &(dyn StdError + 'static));
    while let Some(source) = innermost.filter(|source| !source.is::<Error>()).and_then(StdError::source) {
        innermost = Some(source);
    }
    let detail = innermost.map(|source| truncated(&source.to_string()));
    ErrorData { detail, ..data.with_kind(kind) }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sts::operation::assume_role::AssumeRoleError;

    use super::*;
    use crate::secrets::Secrets;
    use sts_policy::request::Operation;

    fn prepared(operation: Operation) -> PreparedRequest {
        let has_identity_token = operation == Operation::AssumeRoleWithWebIdentity;
        PreparedRequest { has_identity_token, ..PreparedRequest::without_scope(operation, Secrets::default()) }
    }

    fn error(operation: Operation, code: &str, message: &str, status: u16) -> Error {
        let (code, message) = (Some(code.to_owned()), Some(message.to_owned()));
        let response = Some(StsResponse { code, message, status: Some(status) });
        let data = ErrorData { operation: Some(operation), response, ..ErrorData::new(ErrorKind::Unexpected) };
        with_error_code(&prepared(operation), data).into()
    }

    #[test]
    fn the_innermost_source_is_the_detail() {
        let error =
            SdkError::<AssumeRoleError, HttpResponse>::construction_failure("identity resolver timed out after 5s");
        let error = to_error(&prepared(Operation::AssumeRole), error);
        assert_eq!(error.kind(), ErrorKind::NoCredentials);
        assert!(error.is_retryable());
        assert_eq!(error.operation(), Some(Operation::AssumeRole));
        assert_eq!(error.to_string(), "cannot obtain the caller's credentials: identity resolver timed out after 5s");
    }

    #[test]
    fn every_code_has_a_message_and_is_retryable_or_not() {
        for (operation, code, message, status, text, retryable) in CASES {
            let error = error(*operation, code, message, *status);
            assert_eq!(error.to_string(), *text, "{code}");
            assert_eq!(error.is_retryable(), *retryable, "{code}");
            assert_eq!(error.operation(), Some(*operation), "{code}");
            assert_eq!(error.response().unwrap().message(), Some(*message));
        }
    }

    use Operation::{AssumeRole, AssumeRoleWithWebIdentity, GetFederationToken, GetSessionToken};

    /// Operation, code, message and status of a response; message of the error, and whether it is retryable.
    const CASES: &[(Operation, &str, &str, u16, &str, bool)] = &[
        (
            AssumeRole,
            "MalformedPolicyDocument",
            "Syntax errors.",
            400,
            "STS rejected a policy as malformed: Syntax errors",
            false,
        ),
        (
            AssumeRole,
            "PackedPolicyTooLarge",
            "Packed policy consumes 118% of allotted space, please use smaller policy.",
            400,
            "the packed size of policies and session tags is 118% of the limit; shorten the policy, or use fewer session \
             tags and managed policies",
            false,
        ),
        (
            AssumeRole,
            "PackedPolicyTooLarge",
            "Packed size of session tags consumes 498% of allotted space.",
            400,
            "the packed size of session tags is 498% of the limit; use fewer or shorter session tags",
            false,
        ),
        (
            AssumeRole,
            "PackedPolicyTooLarge",
            "too large",
            400,
            "the packed size of policies and session tags exceeds the limit; shorten the policy, or use fewer session tags \
             and managed policies",
            false,
        ),
        (
            AssumeRole,
            "PackedPolicyTooLarge",
            "Serialized token too large for session",
            400,
            "the session token would be too long; shorten the policy, or use fewer session tags: Serialized token too large \
             for session",
            false,
        ),
        (
            AssumeRole,
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            400,
            "STS rejected a parameter: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
             role chaining",
            false,
        ),
        (AssumeRole, "Throttling", "Rate exceeded", 400, "STS throttled the request; retry later: Rate exceeded", true),
        (AssumeRole, "Odd", "no", 429, "STS throttled the request; retry later: no", true),
        (AssumeRole, "AccessDenied", "not authorized", 403, "STS denied access: not authorized", false),
        (
            GetFederationToken,
            "AccessDenied",
            "Cannot call GetFederationToken with session credentials",
            403,
            "GetFederationToken requires the long-term credentials of a user, but the caller has temporary ones; use an \
             access key of a user, or assume a role instead",
            false,
        ),
        (
            AssumeRole,
            "ExpiredToken",
            "The security token included in the request is expired",
            403,
            "the caller's credentials have expired; renew them: The security token included in the request is expired",
            false,
        ),
        (
            AssumeRoleWithWebIdentity,
            "ExpiredTokenException",
            "Token expired",
            400,
            "the identity provider's token has expired; get a new one: Token expired",
            false,
        ),
        (
            GetSessionToken,
            "ExpiredTokenException",
            "Token expired",
            400,
            "the caller's credentials have expired; renew them: Token expired",
            false,
        ),
        (AssumeRole, "InvalidClientTokenId", "no", 403, "STS rejected the caller's credentials: no", false),
        (AssumeRole, "SignatureDoesNotMatch", "no", 403, "STS rejected the caller's credentials: no", false),
        (
            AssumeRole,
            "RequestExpired",
            "no",
            400,
            "the local clock differs from that of STS; set the local clock: no",
            false,
        ),
        (
            AssumeRole,
            "RegionDisabledException",
            "no",
            403,
            "STS is not active in this region for the account; activate it, or use another region: no",
            false,
        ),
        (
            AssumeRoleWithWebIdentity,
            "IDPRejectedClaim",
            "no",
            403,
            "the identity provider rejected the claim: no",
            false,
        ),
        (
            AssumeRoleWithWebIdentity,
            "IDPCommunicationError",
            "no",
            400,
            "STS cannot reach the identity provider; retry later: no",
            true,
        ),
        (
            AssumeRoleWithWebIdentity,
            "InvalidIdentityToken",
            "no",
            400,
            "STS rejected the identity provider's token; get a new one: no",
            false,
        ),
        (
            Operation::DecodeAuthorizationMessage,
            "InvalidAuthorizationMessageException",
            "no",
            400,
            "STS cannot decode the authorization message: no",
            false,
        ),
        (AssumeRole, "InternalFailure", "no", 500, "STS is not available; retry later: no", true),
        (AssumeRole, "Whatever", "no", 503, "STS is not available; retry later: no", true),
        (AssumeRole, "InvalidAction", "no", 400, "unexpected response from STS: no", false),
    ];
}
