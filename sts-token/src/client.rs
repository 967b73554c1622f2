use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::config::{self, BehaviorVersion, IdentityCache};
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use sts_policy::packed::Calibration;

use crate::guard::NoRetryOfLongAnswers;
use crate::operation::{
    AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, DecodeAuthorizationMessage, GetCallerIdentity,
    GetFederationToken, GetSessionToken,
};
use crate::{
    EncodedMessage, FederatedName, RoleArn, RoleSessionName, SamlAssertion, SamlProviderArn, WebIdentityToken,
};

/// Maximum duration of an attempt unless the configuration sets one: the SDK has none.
const ATTEMPT: Duration = Duration::from_secs(10);
/// Maximum duration of a request with all its attempts, unless the configuration sets one.
const REQUEST: Duration = Duration::from_secs(30);
/// Maximum time to resolve the caller's credentials, unless the configuration sets a shorter `operation_timeout`.
const CREDENTIALS: Duration = Duration::from_secs(60);

/// A client of STS. Clones are cheap, and share connections.
///
/// ```no_run
/// use std::time::Duration;
///
/// use sts_policy::SessionPolicy;
/// use sts_token::{Client, FederatedName, SessionDuration};
///
/// # async fn mint(config: &aws_types::SdkConfig) -> Result<(), Box<dyn std::error::Error>> {
/// let policy = SessionPolicy::from_json(
///     r#"{"Version":"2012-10-17","Statement":[
///         {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}]}"#,
/// )?;
/// let token = Client::new(config)
///     .get_federation_token(FederatedName::new("tenant-a")?)
///     .policy(policy)
///     .duration(SessionDuration::new(Duration::from_secs(3_600))?)
///     .send()
///     .await?;
/// println!("{:?} of the space taken, {:?} estimated", token.packed_policy_size(), token.estimate());
/// let tenants_config = token.to_sdk_config_like(config);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) sdk: aws_sdk_sts::Client,
    /// Maximum time to resolve the caller's credentials.
    pub(crate) credentials_timeout: Duration,
    pub(crate) calibration: Arc<Calibration>,
}

impl Client {
    /// A client of this configuration.
    ///
    /// If the configuration sets no time-outs, an attempt takes at most 10 seconds, and a request at most 30 with all its attempts.
    ///
    /// The caller's credentials are resolved once for each request, before its first attempt, unless the identity cache of the
    /// configuration has them. That takes at most 60 seconds, or the `operation_timeout` of the configuration if that is shorter. The
    /// `operation_timeout` applies to the request separately.
    ///
    /// Without the feature `rt-tokio` and without a `sleep_impl` in the configuration, requests have neither retries nor time-outs.
    pub fn new(config: &SdkConfig) -> Self {
        let mut builder = config::Builder::from(config);
        if config.behavior_version().is_none() {
            builder.set_behavior_version(Some(BehaviorVersion::latest()));
        }
        if cfg!(feature = "rt-tokio") || config.sleep_impl().is_some() {
            builder.set_timeout_config(Some(bounded(config.timeout_config())));
            if config.identity_cache().is_none() {
                builder.set_identity_cache(IdentityCache::lazy().build());
            }
        } else {
            // The SDK would panic.
            builder.set_retry_config(Some(RetryConfig::disabled()));
            builder.set_timeout_config(Some(TimeoutConfig::disabled()));
            builder.set_identity_cache(IdentityCache::no_cache());
        }
        builder.push_retry_classifier(SharedRetryClassifier::new(NoRetryOfLongAnswers));
        Self::of(aws_sdk_sts::Client::from_conf(builder.build()), config.timeout_config())
    }

    /// Returns true if requests can have time-outs.
    pub(crate) fn has_clock(&self) -> bool {
        cfg!(feature = "rt-tokio") || self.sdk.config().sleep_impl().is_some()
    }

    fn of(sdk: aws_sdk_sts::Client, timeouts: Option<&TimeoutConfig>) -> Self {
        let given = timeouts.and_then(TimeoutConfig::operation_timeout);
        let credentials_timeout = given.unwrap_or(CREDENTIALS).min(CREDENTIALS);
        Self { sdk, credentials_timeout, calibration: Arc::new(Calibration::new()) }
    }

    /// Estimates packed sizes with this calibration, which learns from [`Token::observe`](crate::Token::observe) and
    /// [`Error::observe`](crate::Error::observe).
    #[must_use = "the changed client is returned"]
    pub fn calibrated(mut self, calibration: Calibration) -> Self {
        self.calibration = Arc::new(calibration);
        self
    }

    /// Credentials of a federated user, who has at most the rights of the calling user.
    pub fn get_federation_token(&self, name: FederatedName) -> GetFederationToken {
        GetFederationToken::new(self.clone(), name)
    }

    /// Temporary credentials of the calling user.
    pub fn get_session_token(&self) -> GetSessionToken {
        GetSessionToken::new(self.clone())
    }

    /// Credentials of a session of a role.
    pub fn assume_role(&self, role: RoleArn, name: RoleSessionName) -> AssumeRole {
        AssumeRole::new(self.clone(), role, name)
    }

    /// Credentials of a session of a role, for the token of an OpenID Connect or OAuth 2.0 provider.
    pub fn assume_role_with_web_identity(
        &self,
        role: RoleArn,
        name: RoleSessionName,
        token: WebIdentityToken,
    ) -> AssumeRoleWithWebIdentity {
        AssumeRoleWithWebIdentity::new(self.clone(), role, name, token)
    }

    /// Credentials of a session of a role, for the assertion of a SAML provider.
    pub fn assume_role_with_saml(
        &self,
        role: RoleArn,
        provider: SamlProviderArn,
        assertion: SamlAssertion,
    ) -> AssumeRoleWithSaml {
        AssumeRoleWithSaml::new(self.clone(), role, provider, assertion)
    }

    /// Who the caller is.
    pub fn get_caller_identity(&self) -> GetCallerIdentity {
        GetCallerIdentity::new(self.clone())
    }

    /// Why a request was refused, of what some services add to the refusal.
    pub fn decode_authorization_message(&self, message: EncodedMessage) -> DecodeAuthorizationMessage {
        DecodeAuthorizationMessage::new(self.clone(), message)
    }
}

/// With limits of time where there are none.
fn bounded(timeouts: Option<&TimeoutConfig>) -> TimeoutConfig {
    let mut given = timeouts.cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
    let unbounded = given.operation_timeout().is_none()
        && given.operation_attempt_timeout().is_none()
        && given.read_timeout().is_none();
    if !unbounded {
        return given;
    }
    // One that is disabled is left so.
    let limits = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).operation_timeout(REQUEST).build();
    given.take_defaults_from(&limits).clone()
}

impl From<aws_sdk_sts::Client> for Client {
    /// A client that asks through one of the SDK's, with its configuration. Where that says nothing of it, time is limited as by
    /// [`Client::new`].
    fn from(sdk: aws_sdk_sts::Client) -> Self {
        let config = sdk.config();
        let mut builder = config.to_builder().retry_classifier(NoRetryOfLongAnswers);
        if cfg!(feature = "rt-tokio") || config.sleep_impl().is_some() {
            builder.set_timeout_config(Some(bounded(config.timeout_config())));
        }
        if config.identity_cache().is_none() {
            builder.set_identity_cache(IdentityCache::lazy().build());
        }
        let timeouts = config.timeout_config().cloned();
        Self::of(aws_sdk_sts::Client::from_conf(builder.build()), timeouts.as_ref())
    }
}

impl From<&SdkConfig> for Client {
    fn from(config: &SdkConfig) -> Self {
        Self::new(config)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The SDK's client shows its whole configuration.
        formatter.debug_struct("Client").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sts::config::Region;

    use super::*;

    fn timeouts(client: &Client) -> (Option<Duration>, Option<Duration>) {
        let timeouts = client.sdk.config().timeout_config().unwrap();
        (timeouts.operation_attempt_timeout(), timeouts.operation_timeout())
    }

    /// The SDK would wait for ever.
    #[test]
    fn time_is_limited_even_if_nothing_says_so() {
        let region = Region::new("eu-central-1");
        let plain = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(region).build();
        let timeouts_of = |config: &SdkConfig| {
            let through_the_sdk = Client::from(aws_sdk_sts::Client::new(config));
            assert_eq!(timeouts(&Client::new(config)), timeouts(&through_the_sdk));
            timeouts(&through_the_sdk)
        };
        assert_eq!(timeouts_of(&plain), (Some(ATTEMPT), Some(REQUEST)));
        let connect = TimeoutConfig::builder().connect_timeout(Duration::from_secs(1)).build();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(connect).build()), (Some(ATTEMPT), Some(REQUEST)));
        let disabled = TimeoutConfig::disabled();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(disabled).build()), (None, None));
        let own = TimeoutConfig::builder().operation_timeout(Duration::from_secs(60)).build();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(own).build()), (None, Some(Duration::from_secs(60))));
    }

    #[test]
    fn a_configuration_that_says_nothing_is_no_panic() {
        let client = Client::new(&SdkConfig::builder().build());
        assert_eq!(format!("{client:?}"), "Client { .. }");
    }
}
