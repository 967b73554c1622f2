//! Interceptors: they check the credentials of a signed request before it is sent, and limit the length of its answer.

use std::fmt;

use aws_sdk_sts::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextRef, InterceptorContext,
};
use aws_sdk_sts::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sts::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority};
use http_body_util::LengthLimitError;

use crate::error::Secrets;
use crate::limit::limit;

/// The header in which temporary credentials send their session token.
const SESSION_TOKEN: &str = "x-amz-security-token";

/// Keeps the caller's session token, which some servers repeat in messages, and refuses to send it where STS does not accept one.
///
/// It reads the token of the signed request: a client of the SDK has no method that returns its credentials.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) secrets: Secrets,
    pub(crate) long_term_only: bool,
    /// True for a request that only resolves the caller's credentials and is not sent.
    pub(crate) is_rehearsal: bool,
}

#[dyn_dispatch_hint]
impl Intercept for Guard {
    fn name(&self) -> &'static str {
        "sts-token"
    }

    fn read_after_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(token) = context.request().headers().get(SESSION_TOKEN) {
            self.secrets.add(token);
            if self.long_term_only {
                return Err(SessionCredentials.into());
            }
        }
        if self.is_rehearsal { Err(Resolved.into()) } else { Ok(()) }
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        limit(context.response_mut().body_mut());
        Ok(())
    }
}

/// Returns true if an answer was longer than [`MAX_ANSWER`](crate::limit::MAX_ANSWER).
pub(crate) fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| error.is::<LengthLimitError>())
}

/// Forbids another attempt after an answer that is too long.
#[derive(Debug)]
pub(crate) struct NoRetryOfLongAnswers;

impl ClassifyRetry for NoRetryOfLongAnswers {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(error)) if is_too_long(error) => RetryAction::RetryForbidden,
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "sts-token"
    }

    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

/// The request was signed with temporary credentials.
#[derive(Debug)]
pub(crate) struct SessionCredentials;

impl fmt::Display for SessionCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the caller has temporary credentials")
    }
}

impl std::error::Error for SessionCredentials {}

/// Ends a request that only resolves the caller's credentials.
#[derive(Debug)]
pub(crate) struct Resolved;

impl fmt::Display for Resolved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the caller has credentials")
    }
}

impl std::error::Error for Resolved {}

/// Returns true if the error is [`Resolved`].
pub(crate) fn is_resolved(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| error.is::<Resolved>())
}
