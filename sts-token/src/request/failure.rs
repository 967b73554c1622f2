//! The classification of errors of the SDK.

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;

use super::error_code::is_throttling;
use crate::error::Error;
use crate::interceptor::TemporaryCredentials;
use crate::response_limit::is_too_long;

/// The stage at which a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    Timeout,
    Network,
    Configuration,
    Credentials {
        retryable: bool,
    },
    TemporaryCredentials,
    ResponseTooLong,
    /// STS responded.
    Response,
}

impl Failure {
    pub(super) fn from_sdk_error<E: StdError + 'static>(error: &SdkError<E, HttpResponse>) -> Self {
        let mut next = StdError::source(error);
        let mut has_io_error = false;
        while let Some(source) = next {
            if let Some(failure) = Self::from_credentials_source(source) {
                return failure;
            }
            has_io_error |= source.is::<std::io::Error>();
            next = source.source();
        }
        match error {
            SdkError::TimeoutError(_) => Failure::Timeout,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Failure::Timeout,
            // If the connection closes before the response, the HTTP client reports `other` (transient), or another I/O error.
            SdkError::DispatchFailure(failure)
                if failure.is_io() || failure.as_other().is_some() || (failure.is_other() && has_io_error) =>
            {
                Failure::Network
            }
            SdkError::DispatchFailure(_) | SdkError::ConstructionFailure(_) => Failure::Configuration,
            SdkError::ResponseError(_) if is_too_long(error) => Failure::ResponseTooLong,
            // The response is incomplete.
            SdkError::ResponseError(_) => Failure::Network,
            _ => Failure::Response,
        }
    }

    /// Returns the failure if a source of an error concerns the caller's credentials.
    fn from_credentials_source(source: &(dyn StdError + 'static)) -> Option<Self> {
        if source.is::<TemporaryCredentials>() {
            return Some(Failure::TemporaryCredentials);
        }
        if let Some(error) = source.downcast_ref::<CredentialsError>() {
            return Some(Failure::Credentials { retryable: is_transient(error) });
        }
        // The SDK has no types for these errors: a client without a credentials provider, and a provider that timed out.
        let text = source.to_string();
        if text.contains("no identity resolver") {
            return Some(Failure::Credentials { retryable: false });
        }
        text.contains("identity resolver timed out").then_some(Failure::Credentials { retryable: true })
    }
}

/// Returns true if a credentials provider may succeed later.
fn is_transient(error: &CredentialsError) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(source) = next {
        // The provider is a `TokenProvider`, or uses this crate.
        if let Some(error) = source.downcast_ref::<Error>() {
            return error.is_retryable();
        }
        // The provider is one of the SDK.
        let transient = is_transient_sdk_error::<AssumeRoleError>(source)
            .or(is_transient_sdk_error::<AssumeRoleWithWebIdentityError>(source));
        if let Some(transient) = transient {
            return transient;
        }
        next = source.source();
    }
    matches!(error, CredentialsError::ProviderTimedOut(_))
}

/// Returns true if an error of an operation comes from the network, throttling or a failing server. `None` for other errors.
fn is_transient_sdk_error<E: ProvideErrorMetadata + StdError + 'static>(
    error: &(dyn StdError + 'static),
) -> Option<bool> {
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_sdk_sts::error::ErrorMetadata;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    /// Returns the error of a provider of the SDK whose `AssumeRole` request failed.
    fn provider_error(code: &str, status: u16) -> CredentialsError {
        let error = AssumeRoleError::generic(ErrorMetadata::builder().code(code).build());
        let response = HttpResponse::new(status.try_into().unwrap(), SdkBody::empty());
        CredentialsError::provider_error(SdkError::service_error(error, response))
    }

    #[test]
    fn credentials_are_retryable_if_the_provider_failed_transiently() {
        for (error, retryable) in [
            (provider_error("Throttling", 400), true),
            (provider_error("Odd", 429), true),
            (provider_error("InternalFailure", 500), true),
            (provider_error("AccessDenied", 403), false),
            (CredentialsError::not_loaded("no profile"), false),
            (CredentialsError::provider_timed_out(Duration::from_secs(5)), true),
        ] {
            let text = format!("{error:?}");
            let error = SdkError::<AssumeRoleError, HttpResponse>::construction_failure(error);
            assert_eq!(Failure::from_sdk_error(&error), Failure::Credentials { retryable }, "{text}");
        }
    }

    #[test]
    fn a_timed_out_identity_cache_is_retryable() {
        let error =
            SdkError::<AssumeRoleError, HttpResponse>::construction_failure("identity resolver timed out after 5s");
        assert_eq!(Failure::from_sdk_error(&error), Failure::Credentials { retryable: true });
    }
}
