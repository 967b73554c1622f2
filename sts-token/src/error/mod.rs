//! Errors of requests to STS.

mod data;
mod kind;
mod message;
mod response;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use sts_policy::packed::{Calibration, InvalidObservation, PackedSize, Refusal};
use sts_policy::request::InvalidSessionTags;

pub(crate) use data::ErrorData;
pub use kind::{ErrorKind, UnknownErrorKind};
pub use response::StsResponse;
pub(crate) use response::truncated;

use crate::packed_size::observe;
use crate::param::InvalidParameter;
use sts_policy::request::Operation;

/// The error of a request to STS.
///
/// Use [`kind`](Self::kind) to react to it. The message names the cause and the remedy. Neither the error nor its
/// [sources](StdError::source) contain secrets, even if the server repeated one. Clones are cheap.
///
/// ```
/// use std::time::Duration;
///
/// use sts_token::{Error, ErrorKind};
///
/// fn retry_delay(error: &Error) -> Option<Duration> {
///     match error.kind() {
///         ErrorKind::Throttled => Some(Duration::from_secs(10)),
///         _ if error.is_retryable() => Some(Duration::from_secs(1)),
///         _ => None,
///     }
/// }
///
/// let error = Error::new(ErrorKind::Throttled, "more than 10 requests per second");
/// assert_eq!(retry_delay(&error), Some(Duration::from_secs(10)));
/// assert_eq!(error.to_string(), "STS throttled the request; retry later: more than 10 requests per second");
/// ```
#[derive(Clone)]
pub struct Error(Arc<ErrorData>);

impl From<ErrorData> for Error {
    fn from(data: ErrorData) -> Self {
        Self(Arc::new(data))
    }
}

impl Error {
    /// Returns an error of a kind with a source, for a [`TokenSource`](crate::TokenSource) of your own.
    ///
    /// The text of the source becomes part of the message, so it must not contain secrets.
    ///
    /// ```
    /// use sts_token::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::Unavailable, "the vault is sealed");
    /// assert_eq!(error.kind(), ErrorKind::Unavailable);
    /// assert!(error.is_retryable());
    /// ```
    pub fn new(kind: ErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source = source.into();
        let detail = Some(source.to_string());
        ErrorData { detail, source: Some(Arc::from(source)), ..ErrorData::new(kind) }.into()
    }

    pub(crate) fn from_invalid_parameter(operation: Operation, problem: InvalidParameter) -> Self {
        ErrorData { operation: Some(operation), ..ErrorData::from(problem) }.into()
    }

    /// Returns the cause.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns true if the same request may succeed later. The SDK has already retried as its configuration specifies.
    ///
    /// True for [`Throttled`](ErrorKind::Throttled), [`IdentityProviderUnreachable`](ErrorKind::IdentityProviderUnreachable),
    /// [`Unavailable`](ErrorKind::Unavailable), [`Timeout`](ErrorKind::Timeout) and [`Network`](ErrorKind::Network), and for
    /// [`NoCredentials`](ErrorKind::NoCredentials) if the failure of the credentials provider is transient.
    ///
    /// ```
    /// use sts_token::{Error, ErrorKind};
    ///
    /// assert!(Error::new(ErrorKind::Timeout, "no response within 10 s").is_retryable());
    /// assert!(!Error::new(ErrorKind::AccessDenied, "not authorized").is_retryable());
    /// ```
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Returns the operation that failed. `None` if the error occurred outside of an operation.
    ///
    /// ```
    /// use sts_token::{Error, FederatedName};
    ///
    /// let error = Error::from(FederatedName::new("x").unwrap_err());
    /// assert_eq!(error.operation(), None);
    /// ```
    pub fn operation(&self) -> Option<Operation> {
        self.0.operation
    }

    /// Returns the ID of the request, which AWS support uses to find it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the error response of STS. `None` if STS did not respond, or reported success.
    ///
    /// ```
    /// use sts_token::Error;
    ///
    /// fn log(error: &Error) {
    ///     let code = error.response().and_then(|response| response.code());
    ///     println!("kind={} code={} request_id={:?}", error.kind(), code.unwrap_or("-"), error.request_id());
    /// }
    /// ```
    pub fn response(&self) -> Option<&StsResponse> {
        self.0.response.as_ref()
    }

    /// Returns the percentage that STS reported with [`PackedPolicyTooLarge`](ErrorKind::PackedPolicyTooLarge). It applies to the
    /// session tags alone if it is [`Refusal::Tags`].
    ///
    /// ```
    /// use sts_policy::packed::Refusal;
    /// use sts_token::Error;
    ///
    /// fn excess(error: &Error) -> Option<u32> {
    ///     error.packed_refusal().map(|refusal| refusal.percent().saturating_sub(100))
    /// }
    /// ```
    pub fn packed_refusal(&self) -> Option<Refusal> {
        self.0.packed_refusal
    }

    /// Returns the estimated packed size of the request, for [`PackedPolicyTooLarge`](ErrorKind::PackedPolicyTooLarge) and
    /// [`PackedPolicyLikelyTooLarge`](ErrorKind::PackedPolicyLikelyTooLarge).
    pub fn estimate(&self) -> Option<&PackedSize> {
        self.0.estimate.as_ref()
    }

    /// Adds the reported packed size to a calibration, which improves later estimates. Returns false for errors without one.
    ///
    /// # Errors
    ///
    /// Fails if the percentage contains no information about the packing of policies, for example that of the tags alone.
    ///
    /// ```
    /// use sts_policy::packed::Calibration;
    /// use sts_token::{Error, ErrorKind};
    ///
    /// let mut calibration = Calibration::new();
    /// assert_eq!(Error::new(ErrorKind::Network, "connection reset").observe(&mut calibration), Ok(false));
    /// ```
    pub fn observe(&self, calibration: &mut Calibration) -> Result<bool, InvalidObservation> {
        match (self.0.packed_refusal, &self.0.session_request) {
            (Some(Refusal::Tags(_)), _) => Err(InvalidObservation::TagsAlone),
            (Some(refusal), Some(session_request)) => observe(session_request, calibration, refusal.percent()),
            _ => Ok(false),
        }
    }

    /// Returns the invalid parameter, for [`InvalidParameter`](ErrorKind::InvalidParameter).
    ///
    /// ```
    /// use sts_token::{Error, FederatedName};
    ///
    /// let error = Error::from(FederatedName::new("x").unwrap_err());
    /// assert_eq!(error.invalid_parameter().unwrap().parameter(), "federated name");
    /// ```
    pub fn invalid_parameter(&self) -> Option<&InvalidParameter> {
        self.0.invalid_parameter()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = formatter.debug_struct("Error");
        fields
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("retryable", &self.is_retryable())
            .field("message", &self.to_string())
            .field("response", &self.response())
            .field("request_id", &self.request_id());
        if let Some(source) = &self.0.source {
            fields.field("source", source);
        }
        fields.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<InvalidParameter> for Error {
    fn from(problem: InvalidParameter) -> Self {
        ErrorData::from(problem).into()
    }
}

impl From<InvalidSessionTags> for Error {
    fn from(problem: InvalidSessionTags) -> Self {
        InvalidParameter::from(problem).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_size_of_a_pointer() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn messages_of_all_kinds_differ_and_end_with_the_detail() {
        let mut messages = std::collections::HashSet::new();
        for kind in ErrorKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(*kind));
            let message = Error::new(*kind, "the detail").to_string();
            assert!(!message.ends_with('.'), "{message}");
            assert!(messages.insert(message.clone()), "{message}");
            assert!(message.ends_with(": the detail"), "{message}");
        }
    }

    #[test]
    fn debug_shows_kind_message_and_source() {
        let error = Error::new(ErrorKind::Network, "connection reset");
        assert_eq!(
            format!("{error:?}"),
            "Error { kind: Network, operation: None, retryable: true, message: \"the connection to STS failed; retry later: \
             connection reset\", response: None, request_id: None, source: \"connection reset\" }"
        );
    }
}
