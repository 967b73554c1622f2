//! The interceptor of signed requests.

use std::fmt;

use aws_sdk_sts::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_sts::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sts::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::response_limit::limit;
use crate::secrets::Secrets;

/// The header of the session token of temporary credentials.
const SESSION_TOKEN: &str = "x-amz-security-token";

/// Checks the signing credentials of a request before it is sent, and limits the length of its response.
///
/// It adds the caller's session token to the secrets, because some servers repeat it in messages. It reads the token from the signed
/// request, because clients of the SDK have no method that returns their credentials.
#[derive(Debug)]
pub(crate) struct SigningCredentialsInterceptor {
    pub(crate) secrets: Secrets,
    /// True if STS rejects temporary credentials for the operation.
    pub(crate) requires_long_term: bool,
    /// True for a request that resolves the caller's credentials and is not sent.
    pub(crate) is_resolve_only: bool,
}

#[dyn_dispatch_hint]
impl Intercept for SigningCredentialsInterceptor {
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
            if self.requires_long_term {
                return Err(TemporaryCredentials.into());
            }
        }
        if self.is_resolve_only { Err(CredentialsResolved.into()) } else { Ok(()) }
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

/// The error of a request that requires long-term credentials and was signed with temporary ones.
#[derive(Debug)]
pub(crate) struct TemporaryCredentials;

impl fmt::Display for TemporaryCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the caller has temporary credentials")
    }
}

impl std::error::Error for TemporaryCredentials {}

/// The error that ends a request after the caller's credentials are resolved.
#[derive(Debug)]
struct CredentialsResolved;

impl fmt::Display for CredentialsResolved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the caller's credentials are resolved")
    }
}

impl std::error::Error for CredentialsResolved {}

/// Returns true if a request ended because the caller's credentials are resolved.
pub(crate) fn is_credentials_resolved(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| error.is::<CredentialsResolved>())
}
