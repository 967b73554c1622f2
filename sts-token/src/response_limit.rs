//! The maximum length of a response.

use std::mem;

use aws_sdk_sts::config::interceptors::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority};
use aws_smithy_types::body::SdkBody;
use http_body_util::{LengthLimitError, Limited};

/// Maximum length of a response in bytes.
pub(crate) const MAX_RESPONSE: usize = 1_024 * 1_024;

/// Makes a body fail beyond [`MAX_RESPONSE`] bytes. The connection is then closed.
pub(crate) fn limit(body: &mut SdkBody) {
    let whole = mem::replace(body, SdkBody::taken());
    *body = SdkBody::from_body_1_x(Limited::new(whole, MAX_RESPONSE));
}

/// Returns true if a response was longer than [`MAX_RESPONSE`].
pub(crate) fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| error.is::<LengthLimitError>())
}

/// Forbids another attempt after a response that is too long.
#[derive(Debug)]
pub(crate) struct NoRetryOfLongResponses;

impl ClassifyRetry for NoRetryOfLongResponses {
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
