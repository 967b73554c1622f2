use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::config::{self, BehaviorVersion, IdentityCache, StalledStreamProtectionConfig};
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use sts_policy::packed::Calibration;

use crate::response_limit::NoRetryOfLongResponses;

/// Maximum duration of an attempt, unless the configuration sets one. The SDK has no default.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum duration of a request with all its attempts, unless the configuration sets one.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum time to resolve the caller's credentials, unless the configuration sets a shorter `operation_timeout`.
const CREDENTIALS_TIMEOUT: Duration = Duration::from_secs(60);

/// The SDK's client with the settings that all requests share. Clones share connections.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) sdk: aws_sdk_sts::Client,
    /// Maximum time to resolve the caller's credentials.
    pub(crate) credentials_timeout: Duration,
    pub(crate) calibration: Arc<Calibration>,
}

impl Connection {
    pub(crate) fn from_config(config: &SdkConfig) -> Self {
        let mut builder = config::Builder::from(config);
        if config.behavior_version().is_none() {
            builder.set_behavior_version(Some(BehaviorVersion::latest()));
        }
        if cfg!(feature = "rt-tokio") || config.sleep_impl().is_some() {
            builder.set_timeout_config(Some(with_default_timeouts(config.timeout_config())));
            if config.identity_cache().is_none() {
                builder.set_identity_cache(IdentityCache::lazy().build());
            }
        } else {
            // Without a sleep implementation, the SDK panics if these are enabled.
            builder.set_retry_config(Some(RetryConfig::disabled()));
            builder.set_timeout_config(Some(TimeoutConfig::disabled()));
            builder.set_identity_cache(IdentityCache::no_cache());
            builder.set_stalled_stream_protection(Some(StalledStreamProtectionConfig::disabled()));
        }
        builder.push_retry_classifier(SharedRetryClassifier::new(NoRetryOfLongResponses));
        Self::new(aws_sdk_sts::Client::from_conf(builder.build()), config.timeout_config())
    }

    pub(crate) fn from_sdk(sdk: &aws_sdk_sts::Client) -> Self {
        let config = sdk.config();
        let mut builder = config.to_builder().retry_classifier(NoRetryOfLongResponses);
        if cfg!(feature = "rt-tokio") || config.sleep_impl().is_some() {
            builder.set_timeout_config(Some(with_default_timeouts(config.timeout_config())));
        }
        if config.identity_cache().is_none() {
            builder.set_identity_cache(IdentityCache::lazy().build());
        }
        Self::new(aws_sdk_sts::Client::from_conf(builder.build()), config.timeout_config())
    }

    fn new(sdk: aws_sdk_sts::Client, timeouts: Option<&TimeoutConfig>) -> Self {
        let operation_timeout = timeouts.and_then(TimeoutConfig::operation_timeout);
        let credentials_timeout = operation_timeout.unwrap_or(CREDENTIALS_TIMEOUT).min(CREDENTIALS_TIMEOUT);
        Self { sdk, credentials_timeout, calibration: Arc::new(Calibration::new()) }
    }

    /// Returns true if requests can have timeouts.
    pub(crate) fn has_timer(&self) -> bool {
        cfg!(feature = "rt-tokio") || self.sdk.config().sleep_impl().is_some()
    }
}

/// Returns the timeouts, with defaults unless they limit the duration of a request.
fn with_default_timeouts(timeouts: Option<&TimeoutConfig>) -> TimeoutConfig {
    let mut timeouts = timeouts.cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
    let unlimited = timeouts.operation_timeout().is_none()
        && timeouts.operation_attempt_timeout().is_none()
        && timeouts.read_timeout().is_none();
    if !unlimited {
        return timeouts;
    }
    // A timeout that is disabled explicitly stays disabled.
    let defaults =
        TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT_TIMEOUT).operation_timeout(REQUEST_TIMEOUT).build();
    timeouts.take_defaults_from(&defaults).clone()
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The `Debug` of the SDK's client is its whole configuration.
        formatter.debug_struct("Connection").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sts::config::Region;

    use super::*;

    fn timeouts(connection: &Connection) -> (Option<Duration>, Option<Duration>) {
        let timeouts = connection.sdk.config().timeout_config().unwrap();
        (timeouts.operation_attempt_timeout(), timeouts.operation_timeout())
    }

    /// Without timeouts, the SDK waits forever.
    #[test]
    fn timeouts_have_defaults_unless_set_or_disabled() {
        let region = Region::new("eu-central-1");
        let plain = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(region).build();
        let timeouts_of = |config: &SdkConfig| {
            let from_sdk = Connection::from_sdk(&aws_sdk_sts::Client::new(config));
            assert_eq!(timeouts(&Connection::from_config(config)), timeouts(&from_sdk));
            timeouts(&from_sdk)
        };
        let defaults = (Some(ATTEMPT_TIMEOUT), Some(REQUEST_TIMEOUT));
        assert_eq!(timeouts_of(&plain), defaults);
        let connect = TimeoutConfig::builder().connect_timeout(Duration::from_secs(1)).build();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(connect).build()), defaults);
        let disabled = TimeoutConfig::disabled();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(disabled).build()), (None, None));
        let own = TimeoutConfig::builder().operation_timeout(Duration::from_secs(60)).build();
        assert_eq!(timeouts_of(&plain.to_builder().timeout_config(own).build()), (None, Some(Duration::from_secs(60))));
    }

    #[test]
    fn an_empty_configuration_does_not_panic() {
        let connection = Connection::from_config(&SdkConfig::builder().build());
        assert_eq!(format!("{connection:?}"), "Connection { .. }");
    }
}
