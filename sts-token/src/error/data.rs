use std::error::Error as StdError;
use std::sync::Arc;

use sts_policy::packed::{PackedSize, Refusal};

use super::kind::ErrorKind;
use super::response::StsResponse;
use crate::credentials::InvalidCredentials;
use crate::param::InvalidParameter;
use sts_policy::request::Operation;
use sts_policy::request::SessionRequest;

/// The content of an error.
#[derive(Clone)]
pub(crate) struct ErrorData {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: Option<Operation>,
    pub(crate) retryable: bool,
    pub(crate) response: Option<StsResponse>,
    pub(crate) request_id: Option<String>,
    /// The part of the message after the text of the kind, instead of the message of the response.
    pub(crate) detail: Option<String>,
    pub(crate) packed_refusal: Option<Refusal>,
    pub(crate) estimate: Option<PackedSize>,
    pub(crate) session_request: Option<Arc<SessionRequest>>,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl ErrorData {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            operation: None,
            retryable: kind.is_transient(),
            response: None,
            request_id: None,
            detail: None,
            packed_refusal: None,
            estimate: None,
            session_request: None,
            source: None,
        }
    }

    pub(super) fn invalid_parameter(&self) -> Option<&InvalidParameter> {
        self.source.as_deref()?.downcast_ref()
    }

    pub(crate) fn with_kind(self, kind: ErrorKind) -> Self {
        Self { kind, retryable: kind.is_transient(), ..self }
    }
}

impl From<InvalidParameter> for ErrorData {
    fn from(problem: InvalidParameter) -> Self {
        ErrorData { source: Some(Arc::new(problem)), ..ErrorData::new(ErrorKind::InvalidParameter) }
    }
}

impl From<InvalidCredentials> for ErrorData {
    fn from(problem: InvalidCredentials) -> Self {
        let detail = Some(problem.to_string());
        ErrorData { detail, source: Some(Arc::new(problem)), ..ErrorData::new(ErrorKind::InvalidResponse) }
    }
}
