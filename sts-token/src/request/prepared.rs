//! A request that is ready to be sent.

use std::sync::Arc;

use sts_policy::packed::PackedSize;

use crate::interceptor::SigningCredentialsInterceptor;
use crate::secrets::Secrets;
use sts_policy::request::Operation;
use sts_policy::request::SessionRequest;

/// A checked request with the data for its token or its error.
#[derive(Debug, Clone)]
pub(super) struct PreparedRequest {
    pub(super) session_request: Arc<SessionRequest>,
    pub(super) estimate: Option<PackedSize>,
    pub(super) secrets: Secrets,
    /// True if the request contains a token of an identity provider, which may have expired too.
    pub(super) has_identity_token: bool,
}

impl PreparedRequest {
    /// Returns a request without policies and tags.
    pub(super) fn without_scope(operation: Operation, secrets: Secrets) -> Self {
        let session_request = Arc::new(SessionRequest::new(operation));
        Self { session_request, estimate: None, secrets, has_identity_token: false }
    }

    pub(super) fn operation(&self) -> Operation {
        self.session_request.operation
    }

    pub(super) fn interceptor(&self) -> SigningCredentialsInterceptor {
        SigningCredentialsInterceptor {
            secrets: self.secrets.clone(),
            requires_long_term: self.operation().requires_long_term_credentials(),
            is_resolve_only: false,
        }
    }
}
