//! A look at each request after it was signed, and before it is sent.

use std::fmt;

use aws_sdk_sts::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_sts::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sts::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::error::Secrets;

/// The header in which temporary credentials send their session token.
const SESSION_TOKEN: &str = "x-amz-security-token";

/// Notes the caller's session token, which some servers repeat in messages, and refuses to send it where STS wants none.
///
/// What is looked at is what was signed with: there is no other way to ask a client of the SDK for its credentials, and this way
/// they are those of this very request.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) secrets: Secrets,
    pub(crate) long_term_only: bool,
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
        Ok(())
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
