//! What all operations do before and after the SDK.

use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_sts::config;
use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::error::{BuildError, SdkError};
use aws_sdk_sts::types;
use aws_smithy_types::retry::RetryConfig;
use zeroize::Zeroizing;

use crate::credentials::InvalidCredentials;
use crate::error::{Asked, Parts};
use crate::guard::{Guard, is_resolved};
use crate::identity::RequestIdentity;
use crate::token::{Answered, Principal};
use crate::{Client, Credentials, Error, SessionTags, Token};

impl Asked {
    /// What looks at the request before it is sent.
    pub(crate) fn guard(&self) -> Guard {
        Guard {
            secrets: self.secrets.clone(),
            long_term_only: self.sent.operation.wants_long_term_credentials(),
            is_rehearsal: false,
        }
    }

    /// Resolves the caller's credentials before an operation, and returns a configuration of the operation that uses them.
    ///
    /// Within the operation, the SDK would resolve them in each attempt, within the time-out of the attempt. A process that provides
    /// them would run several times at once.
    pub(crate) async fn resolve_credentials(&self, client: &Client) -> Result<config::Builder, Error> {
        let with_credentials = config::Config::builder();
        let (true, Some(cache)) = (client.has_clock(), client.sdk.config().identity_cache()) else {
            // The operation has neither time-outs nor further attempts.
            return Ok(with_credentials);
        };
        let identity = RequestIdentity::new(cache);
        let with_credentials = with_credentials.identity_cache(identity.share());
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(client.credentials_timeout)
            .operation_timeout(client.credentials_timeout)
            .build();
        let own = config::Config::builder()
            .timeout_config(timeouts)
            .retry_config(RetryConfig::disabled())
            .identity_cache(identity);
        let guard = Guard { is_rehearsal: true, ..self.guard() };
        let rehearsal = client.sdk.get_caller_identity().customize().config_override(own).interceptor(guard);
        match rehearsal.send().await {
            Ok(_) => Ok(with_credentials),
            Err(error) if is_resolved(&error) => Ok(with_credentials),
            Err(SdkError::TimeoutError(_)) => {
                let message = Some(format!("timed out after {:?}", client.credentials_timeout));
                let reply = Parts { message, ..Parts::default() }.into();
                Err(Error::NoCredentials { retryable: true, reply })
            }
            Err(error) => Err(self.error(error)),
        }
    }

    /// The token of an answer.
    pub(crate) fn token(self, credentials: Option<types::Credentials>, answered: Answered) -> Result<Token, Error> {
        let mut answered = answered;
        for secret in credentials.iter().flat_map(|found| [&found.secret_access_key, &found.session_token]) {
            self.secrets.add(secret);
            // Lines of credentials are joined.
            self.secrets.add(&Zeroizing::new(secret.split_ascii_whitespace().collect::<String>()));
        }
        answered.redact(&self.secrets);
        match take(credentials) {
            Ok(credentials) => {
                let sent = Arc::unwrap_or_clone(self.sent);
                Ok(Token::new(credentials, answered, self.estimate, sent))
            }
            Err(problem) => Err(Error::InvalidAnswer { problem, request_id: answered.request_id }),
        }
    }
}

fn take(credentials: Option<types::Credentials>) -> Result<Credentials, InvalidCredentials> {
    let types::Credentials { access_key_id, secret_access_key, session_token, expiration, .. } =
        credentials.ok_or(InvalidCredentials::missing("credentials"))?;
    // The SDK puts the beginning of time in the place of what is missing. What cannot be used is erased by what takes it.
    let until = if expiration.secs() > 0 { expiration.try_into().ok() } else { None };
    let credentials =
        Credentials::new(access_key_id, secret_access_key, session_token, until.unwrap_or(SystemTime::UNIX_EPOCH))?;
    if until.is_some() { Ok(credentials) } else { Err(InvalidCredentials::missing("expiration")) }
}

/// Percentages and sizes; a negative one is none.
pub(super) fn unsigned(number: Option<i32>) -> Option<u32> {
    u32::try_from(number?).ok()
}

pub(super) fn federated_user(user: Option<types::FederatedUser>) -> Option<Principal> {
    let types::FederatedUser { federated_user_id: id, arn, .. } = user?;
    Some(Principal::FederatedUser { id, arn })
}

pub(super) fn assumed_role(user: Option<types::AssumedRoleUser>) -> Option<Principal> {
    let types::AssumedRoleUser { assumed_role_id: id, arn, .. } = user?;
    Some(Principal::AssumedRole { id, arn })
}

/// The tags, for the SDK.
pub(super) fn tags(tags: &SessionTags) -> Result<Option<Vec<types::Tag>>, Error> {
    if tags.is_empty() {
        return Ok(None);
    }
    let tags = tags.iter().map(|tag| types::Tag::builder().key(tag.key()).value(tag.value()).build());
    tags.collect::<Result<Vec<_>, BuildError>>().map(Some).map_err(unbuilt)
}

/// The SDK would not build what it was given.
fn unbuilt(error: BuildError) -> Error {
    let message = Some(error.to_string());
    Error::Configuration(Parts { message, cause: Some(Arc::new(error)), ..Parts::default() }.into())
}

/// Sends a request that is signed with the caller's credentials. The SDK has a type for each operation, without a common trait.
macro_rules! signed {
    ($asked:ident, $credentials:ident, $request:expr) => {
        $request
            .customize()
            .interceptor($asked.guard())
            .config_override($credentials)
            .send()
            .await
            .map_err(|error| $asked.error(error))
    };
}

pub(super) use signed;

/// What an answer with a packed size says besides the credentials: the SDK has a type for each, with these fields in common.
macro_rules! answered {
    ($answer:ident, $principal:expr) => {{
        #[expect(
            deprecated,
            reason = "what replaced it is another number: the size of the token, not that of the policies"
        )]
        let packed_policy_size = $answer.packed_policy_size;
        $crate::token::Answered {
            request_id: ::aws_types::request_id::RequestId::request_id(&$answer).map(str::to_owned),
            principal: $principal,
            packed_policy_size: $crate::operation::ask::unsigned(packed_policy_size),
            session_token_utilization: $crate::operation::ask::unsigned($answer.session_token_utilization),
            session_token_size: $crate::operation::ask::unsigned($answer.session_token_size),
            ..$crate::token::Answered::default()
        }
    }};
}

pub(super) use answered;
