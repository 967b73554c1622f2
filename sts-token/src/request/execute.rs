//! The steps before and after a request of the SDK, which all operations have in common.

use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_sts::config;
use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::error::SdkError;
use aws_sdk_sts::types;
use aws_smithy_types::retry::RetryConfig;
use zeroize::Zeroizing;

use super::prepared::PreparedRequest;
use super::sdk_error::to_error;
use crate::connection::Connection;
use crate::credentials::{Credentials, InvalidCredentials};
use crate::error::{Error, ErrorData, ErrorKind};
use crate::interceptor::{SigningCredentialsInterceptor, is_credentials_resolved};
use crate::request_identity::RequestIdentity;
use crate::token::{ResponseData, Token};

impl PreparedRequest {
    /// Resolves the caller's credentials before an operation, and returns a configuration of the operation that uses them.
    ///
    /// Within the operation, the SDK would resolve them in each attempt, within the timeout of the attempt. A process that provides
    /// credentials would run several times at once.
    pub(super) async fn resolve_credentials(&self, connection: &Connection) -> Result<config::Builder, Error> {
        let with_credentials = config::Config::builder();
        let (true, Some(cache)) = (connection.has_timer(), connection.sdk.config().identity_cache()) else {
            // The operation has neither timeouts nor further attempts.
            return Ok(with_credentials);
        };
        let identity = RequestIdentity::new(cache);
        let with_credentials = with_credentials.identity_cache(identity.share());
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(connection.credentials_timeout)
            .operation_timeout(connection.credentials_timeout)
            .build();
        let resolve_config = config::Config::builder()
            .timeout_config(timeouts)
            .retry_config(RetryConfig::disabled())
            .identity_cache(identity);
        let interceptor = SigningCredentialsInterceptor { is_resolve_only: true, ..self.interceptor() };
        let request =
            connection.sdk.get_caller_identity().customize().config_override(resolve_config).interceptor(interceptor);
        match request.send().await {
            Ok(_) => Ok(with_credentials),
            Err(error) if is_credentials_resolved(&error) => Ok(with_credentials),
            Err(SdkError::TimeoutError(_)) => Err(self.credentials_timed_out(connection)),
            Err(error) => Err(to_error(self, error)),
        }
    }

    fn credentials_timed_out(&self, connection: &Connection) -> Error {
        ErrorData {
            operation: Some(self.operation()),
            retryable: true,
            detail: Some(format!("timed out after {:?}", connection.credentials_timeout)),
            ..ErrorData::new(ErrorKind::NoCredentials)
        }
        .into()
    }

    /// Returns the token of a response.
    pub(super) fn token(
        self,
        credentials: Option<types::Credentials>,
        mut response: ResponseData,
    ) -> Result<Token, Error> {
        for secret in credentials.iter().flat_map(|found| [&found.secret_access_key, &found.session_token]) {
            self.secrets.add(secret);
            // `Credentials` joins the lines of its parts.
            self.secrets.add(&Zeroizing::new(secret.split_ascii_whitespace().collect::<String>()));
        }
        response.redact(&self.secrets);
        match check_credentials(credentials) {
            Ok(credentials) => {
                Ok(Token::new(credentials, response, self.estimate, Arc::unwrap_or_clone(self.session_request)))
            }
            Err(problem) => Err(ErrorData {
                operation: Some(self.operation()),
                request_id: response.request_id,
                ..ErrorData::from(problem)
            }
            .into()),
        }
    }
}

fn check_credentials(credentials: Option<types::Credentials>) -> Result<Credentials, InvalidCredentials> {
    let types::Credentials { access_key_id, secret_access_key, session_token, expiration, .. } =
        credentials.ok_or(InvalidCredentials::missing("credentials"))?;
    // The SDK replaces a missing expiration with the epoch.
    let expiration = if expiration.secs() > 0 { expiration.try_into().ok() } else { None };
    // `Credentials` erases the secrets, also if the expiration is missing.
    let credentials = Credentials::new(
        access_key_id,
        secret_access_key,
        session_token,
        expiration.unwrap_or(SystemTime::UNIX_EPOCH),
    )?;
    if expiration.is_some() { Ok(credentials) } else { Err(InvalidCredentials::missing("expiration")) }
}

/// Sends a request that is signed with the caller's credentials.
///
/// This is a macro because the SDK has a type for each operation, without a common trait.
macro_rules! send_signed {
    ($prepared:ident, $credentials:ident, $request:expr) => {
        $request
            .customize()
            .interceptor($prepared.interceptor())
            .config_override($credentials)
            .send()
            .await
            .map_err(|error| $crate::request::sdk_error::to_error(&$prepared, error))
    };
}

pub(super) use send_signed;
