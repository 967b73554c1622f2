//! From what the SDK says to what is meant.

use std::error::Error as StdError;
use std::sync::Arc;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_types::request_id::RequestId;
use sts_policy::packed::{PackedSize, Refusal};
use zeroize::Zeroizing;

use super::reply::{self, Parts};
use super::{Error, Reply, RequestKept, Secrets};
use crate::guard::{self, SessionCredentials};
use crate::limit::MAX_ANSWER;
use crate::operation::Operation;
use crate::param::thousands;
use crate::sent::Sent;

/// Maximum length in bytes of the part of an answer that is searched for an error.
const SEARCHED: usize = 64 * 1_024;

/// What was asked: what an error is told with.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) sent: Arc<Sent>,
    pub(crate) estimate: Option<PackedSize>,
    pub(crate) secrets: Secrets,
    /// Whether it carries a token of somebody else's, which may have expired too.
    pub(crate) bears_token: bool,
}

/// What kind of failure the SDK saw.
enum Kind {
    Timeout,
    Network,
    Configuration,
    Credentials { retryable: bool },
    SessionCredentials,
    TooLong,
    Answer,
}

impl Asked {
    /// A request without anything that counts into a packed size.
    pub(crate) fn plain(operation: Operation, secrets: Secrets) -> Self {
        Self { sent: Arc::new(Sent::nothing(operation)), estimate: None, secrets, bears_token: false }
    }

    fn operation(&self) -> Operation {
        self.sent.operation
    }

    /// The error of a request.
    pub(crate) fn error<E>(&self, error: SdkError<E, HttpResponse>) -> Error
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let kind = kind(&error);
        let body = error.raw_response().and_then(|response| response.body().bytes()).unwrap_or_default();
        // The secrets of an answer are known before anything of it is shown, whatever its status.
        let body = Zeroizing::new(String::from_utf8_lossy(body.get(..MAX_ANSWER).unwrap_or(body)).into_owned());
        let redactor = self.secrets.redactor(&body);
        let clean = |text: &str| reply::cut(&redactor.clean(text));
        let mut parts = Parts {
            code: error.code().map(clean),
            message: error.message().map(clean),
            request_id: error.meta().request_id().map(clean),
            ..Parts::default()
        };
        if let Some(response) = error.raw_response() {
            let status = response.status().as_u16();
            parts.status = Some(status);
            let body = body.get(..body.floor_char_boundary(SEARCHED)).unwrap_or_default();
            if parts.code.is_none() {
                // Some servers answer the bare error, which the SDK does not find.
                parts.code = reply::element(body, "Code").as_deref().map(clean);
                parts.message = parts.message.or_else(|| reply::element(body, "Message").as_deref().map(clean));
            }
            // AWS says it in a header, and others do not.
            parts.request_id = parts.request_id.or_else(|| reply::element(body, "RequestId").as_deref().map(clean));
        }
        // The raw answer, in which there may be secrets, ends here.
        parts.cause = error.into_source().ok().map(|source| redactor.clean_error(source));
        match kind {
            Kind::TooLong => {
                parts.message = Some(format!("the answer is longer than {} bytes", thousands(MAX_ANSWER as u64)));
                Error::Unexpected(parts.into())
            }
            Kind::Answer => self.classify(parts.into()),
            Kind::SessionCredentials => {
                Error::SessionCredentialsCannotFederate { operation: self.operation(), reply: None }
            }
            Kind::Timeout => Error::Network { timeout: true, reply: told(parts) },
            Kind::Network => Error::Network { timeout: false, reply: told(parts) },
            Kind::Credentials { retryable } => Error::NoCredentials { retryable, reply: told(parts) },
            Kind::Configuration => Error::Configuration(told(parts)),
        }
    }

    /// The error of an answer.
    fn classify(&self, reply: Reply) -> Error {
        let code = reply.code().unwrap_or_default();
        match code {
            "PackedPolicyTooLarge" | "PackedPolicyTooLargeException" => {
                if reply.says("serialized token too large") {
                    return Error::SessionTokenTooLarge(reply);
                }
                let refusal = reply.message().and_then(Refusal::from_message);
                Error::PackedPolicyTooLarge {
                    percent: refusal.map(Refusal::percent),
                    tags_alone: matches!(refusal, Some(Refusal::Tags(_))),
                    estimate: self.estimate.clone(),
                    request: RequestKept(Arc::clone(&self.sent)),
                    reply,
                }
            }
            "MalformedPolicyDocument" | "MalformedPolicyDocumentException" => Error::MalformedPolicy(reply),
            "ValidationError"
            | "ValidationException"
            | "InvalidParameterValue"
            | "InvalidParameterCombination"
            | "MissingParameter"
            | "InvalidArgument" => Error::RefusedParameter(reply),
            code if is_throttling(code) => Error::Throttled(reply),
            "AccessDenied" | "AccessDeniedException" => {
                if self.operation().wants_long_term_credentials() && reply.says("with session credentials") {
                    return Error::SessionCredentialsCannotFederate { operation: self.operation(), reply: Some(reply) };
                }
                Error::AccessDenied(reply)
            }
            // With 403, servers answer to signatures.
            "ExpiredTokenException" if self.bears_token && reply.status() != Some(403) => {
                Error::IdentityProviderTokenExpired(reply)
            }
            "ExpiredToken" | "ExpiredTokenException" => Error::ExpiredCredentials(reply),
            "InvalidClientTokenId"
            | "SignatureDoesNotMatch"
            | "IncompleteSignature"
            | "MissingAuthenticationToken"
            | "InvalidAccessKeyId"
            | "InvalidToken"
            | "UnrecognizedClientException"
            | "InvalidSecurity" => Error::InvalidCredentials(reply),
            "RequestExpired" | "RequestTimeTooSkewed" => Error::ClockSkew(reply),
            "RegionDisabledException" | "RegionDisabled" => Error::RegionDisabled(reply),
            "IDPRejectedClaim" => Error::IdentityProviderRejectedClaim(reply),
            "IDPCommunicationError" => Error::IdentityProviderUnreachable(reply),
            "InvalidIdentityToken" => Error::IdentityProviderTokenInvalid(reply),
            "InvalidAuthorizationMessageException" => Error::InvalidAuthorizationMessage(reply),
            "InternalFailure" | "InternalError" | "ServiceUnavailable" => Error::Unavailable(reply),
            _ => match reply.status() {
                Some(429) => Error::Throttled(reply),
                Some(500..) => Error::Unavailable(reply),
                _ => Error::Unexpected(reply),
            },
        }
    }
}

/// A reply of which only the cause is known: the innermost one says most, or one of ours.
fn told(mut parts: Parts) -> Reply {
    if parts.message.is_none() {
        let mut innermost = parts.cause.as_deref().map(|cause| cause as &(dyn StdError + 'static));
        while let Some(source) = innermost.filter(|cause| !cause.is::<Error>()).and_then(StdError::source) {
            innermost = Some(source);
        }
        parts.message = innermost.map(|cause| reply::cut(&cause.to_string()));
    }
    parts.into()
}

fn kind<E: StdError + 'static>(error: &SdkError<E, HttpResponse>) -> Kind {
    let mut next = StdError::source(error);
    let mut io = false;
    while let Some(source) = next {
        io |= source.is::<std::io::Error>();
        if source.is::<SessionCredentials>() {
            return Kind::SessionCredentials;
        }
        if let Some(error) = source.downcast_ref::<CredentialsError>() {
            return Kind::Credentials { retryable: may_come_later(error) };
        }
        // The SDK has no names for a client without any provider of credentials, and for a provider that does not answer.
        let text = source.to_string();
        if text.contains("no identity resolver") {
            return Kind::Credentials { retryable: false };
        }
        if text.contains("identity resolver timed out") {
            return Kind::Credentials { retryable: true };
        }
        next = source.source();
    }
    match error {
        SdkError::TimeoutError(_) => Kind::Timeout,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Kind::Timeout,
        // What the HTTP client calls transient is a connection that was closed before the answer.
        SdkError::DispatchFailure(failure)
            if failure.is_io() || failure.as_other().is_some() || (failure.is_other() && io) =>
        {
            Kind::Network
        }
        SdkError::DispatchFailure(_) => Kind::Configuration,
        SdkError::ConstructionFailure(_) => Kind::Configuration,
        SdkError::ResponseError(_) if guard::is_too_long(error) => Kind::TooLong,
        // The answer broke off.
        SdkError::ResponseError(_) => Kind::Network,
        _ => Kind::Answer,
    }
}

/// Whether credentials that could not be got may be there later.
fn may_come_later(error: &CredentialsError) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(source) = next {
        // They are those of a `TokenProvider`, or of whatever else asks with this crate, or of a provider of the SDK.
        if let Some(error) = source.downcast_ref::<Error>() {
            return error.is_retryable();
        }
        if let Some(again) =
            transient::<AssumeRoleError>(source).or(transient::<AssumeRoleWithWebIdentityError>(source))
        {
            return again;
        }
        next = source.source();
    }
    matches!(error, CredentialsError::ProviderTimedOut(_))
}

/// Whether an error of an operation, if it is one, is that of a network, of too many requests or of a server.
fn transient<E: ProvideErrorMetadata + StdError + 'static>(error: &(dyn StdError + 'static)) -> Option<bool> {
    Some(match error.downcast_ref::<SdkError<E, HttpResponse>>()? {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => true,
        SdkError::DispatchFailure(failure) => !failure.is_user(),
        SdkError::ServiceError(error) => {
            is_throttling(error.err().code().unwrap_or_default())
                || matches!(error.raw().status().as_u16(), 429 | 500..)
        }
        _ => false,
    })
}

/// Whether a code says that there were too many requests.
fn is_throttling(code: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use aws_sdk_sts::error::ErrorMetadata;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    /// What a provider of the SDK says when `AssumeRole` answers it so.
    fn provider_error(code: &str, status: u16) -> CredentialsError {
        let error = AssumeRoleError::generic(ErrorMetadata::builder().code(code).build());
        let response = HttpResponse::new(status.try_into().unwrap(), SdkBody::empty());
        CredentialsError::provider_error(SdkError::service_error(error, response))
    }

    #[test]
    fn providers_of_the_sdk_say_whether_to_ask_again() {
        for (error, again) in [
            (provider_error("Throttling", 400), true),
            (provider_error("Odd", 429), true),
            (provider_error("InternalFailure", 500), true),
            (provider_error("AccessDenied", 403), false),
            (CredentialsError::not_loaded("no profile"), false),
            (CredentialsError::provider_timed_out(std::time::Duration::from_secs(5)), true),
        ] {
            let told = format!("{error:?}");
            let error = SdkError::<AssumeRoleError, HttpResponse>::construction_failure(error);
            let error = asked(Operation::AssumeRole).error(error);
            assert!(matches!(error, Error::NoCredentials { retryable, .. } if retryable == again), "{told}: {error:?}");
        }
    }

    #[test]
    fn a_cache_of_the_sdk_that_waited_in_vain() {
        let error =
            SdkError::<AssumeRoleError, HttpResponse>::construction_failure("identity resolver timed out after 5s");
        let error = asked(Operation::AssumeRole).error(error);
        assert!(matches!(error, Error::NoCredentials { retryable: true, .. }), "{error:?}");
        assert_eq!(error.to_string(), "there are no credentials to ask STS with: identity resolver timed out after 5s");
    }

    fn asked(operation: Operation) -> Asked {
        let bears_token = operation == Operation::AssumeRoleWithWebIdentity;
        Asked { bears_token, ..Asked::plain(operation, Secrets::default()) }
    }

    fn error(operation: Operation, code: &str, message: &str, status: u16) -> Error {
        let (code, message) = (Some(code.to_owned()), Some(message.to_owned()));
        asked(operation).classify(Parts { code, message, status: Some(status), ..Parts::default() }.into())
    }

    #[test]
    fn every_code_has_a_cause_and_says_whether_to_ask_again() {
        use Operation::{AssumeRole, AssumeRoleWithWebIdentity, GetFederationToken, GetSessionToken};
        for (operation, code, message, status, told, again) in [
            (
                AssumeRole,
                "MalformedPolicyDocument",
                "Syntax errors.",
                400,
                "STS found a policy malformed: Syntax errors",
                false,
            ),
            (
                AssumeRole,
                "PackedPolicyTooLarge",
                "Packed policy consumes 118% of allotted space, please use smaller policy.",
                400,
                "policies and session tags take 118 % of the space that STS has for them; send a smaller policy, or fewer tags \
                 and managed policies",
                false,
            ),
            (
                AssumeRole,
                "PackedPolicyTooLarge",
                "Packed size of session tags consumes 498% of allotted space.",
                400,
                "session tags take 498 % of the space that STS has for them; send fewer or shorter tags",
                false,
            ),
            (
                AssumeRole,
                "PackedPolicyTooLarge",
                "too large",
                400,
                "policies and session tags take more than the space that STS has for them; send a smaller policy, or fewer tags \
                 and managed policies",
                false,
            ),
            (
                AssumeRole,
                "PackedPolicyTooLarge",
                "Serialized token too large for session",
                400,
                "the session token would be too long; send a smaller policy or fewer tags: Serialized token too large for session",
                false,
            ),
            (
                AssumeRole,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
                400,
                "STS refused a parameter: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
                 role chaining",
                false,
            ),
            (
                AssumeRole,
                "Throttling",
                "Rate exceeded",
                400,
                "STS had too many requests; ask again later: Rate exceeded",
                true,
            ),
            (AssumeRole, "Odd", "no", 429, "STS had too many requests; ask again later: no", true),
            (AssumeRole, "AccessDenied", "not authorized", 403, "STS denied access: not authorized", false),
            (
                GetFederationToken,
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials",
                403,
                "GetFederationToken wants the long-term credentials of a user, and these are temporary ones; call it with an \
                 access key of a user, or assume a role instead",
                false,
            ),
            (
                AssumeRole,
                "ExpiredToken",
                "The security token included in the request is expired",
                403,
                "the caller's credentials have expired; get new ones: The security token included in the request is expired",
                false,
            ),
            (
                AssumeRoleWithWebIdentity,
                "ExpiredTokenException",
                "Token expired",
                400,
                "the identity provider's token has expired; get another: Token expired",
                false,
            ),
            (
                GetSessionToken,
                "ExpiredTokenException",
                "Token expired",
                400,
                "the caller's credentials have expired; get new ones: Token expired",
                false,
            ),
            (AssumeRole, "InvalidClientTokenId", "no", 403, "STS does not accept the caller's credentials: no", false),
            (AssumeRole, "SignatureDoesNotMatch", "no", 403, "STS does not accept the caller's credentials: no", false),
            (AssumeRole, "RequestExpired", "no", 400, "the caller's clock differs from that of STS; set it: no", false),
            (
                AssumeRole,
                "RegionDisabledException",
                "no",
                403,
                "STS is not active in this region for the account; activate it or ask another: no",
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
                "STS could not reach the identity provider; ask again later: no",
                true,
            ),
            (
                AssumeRoleWithWebIdentity,
                "InvalidIdentityToken",
                "no",
                400,
                "STS found the identity provider's token invalid; get another: no",
                false,
            ),
            (
                Operation::DecodeAuthorizationMessage,
                "InvalidAuthorizationMessageException",
                "no",
                400,
                "the encoded authorization message cannot be decoded: no",
                false,
            ),
            (AssumeRole, "InternalFailure", "no", 500, "STS is not available; ask again later: no", true),
            (AssumeRole, "Whatever", "no", 503, "STS is not available; ask again later: no", true),
            (AssumeRole, "InvalidAction", "no", 400, "STS answered what was not expected: no", false),
        ] {
            let error = error(operation, code, message, status);
            assert_eq!(error.to_string(), told, "{code}");
            assert_eq!(error.is_retryable(), again, "{code}");
            assert_eq!(error.reply().unwrap().message(), Some(message));
        }
    }
}
