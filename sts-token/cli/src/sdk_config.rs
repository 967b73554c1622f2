//! The SDK's configuration: region, credentials and endpoint of the caller.

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;

use crate::args::Connection;
use crate::failure::Failure;
use crate::http;

/// Loads the configuration from the command line, the environment and the profiles.
pub(crate) async fn load(connection: &Connection) -> Result<SdkConfig, Failure> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http::client());
    if let Some(profile) = &connection.profile {
        loader = loader.profile_name(profile);
    }
    // A blank region counts as not set, both on the command line and in the environment.
    let is_set = |region: &str| !region.trim().is_empty();
    if let Some(region) = connection.region.as_ref().filter(|region| is_set(region)) {
        loader = loader.region(aws_config::Region::new(region.clone()));
    }
    let config = loader.load().await;
    if !config.region().is_some_and(|region| is_set(region.as_ref())) {
        return Err(Failure::Failed(
            "no region configured; set `--region`, `AWS_REGION` or the profile's `region`".to_owned(),
        ));
    }
    let Some(profile) = &connection.profile else { return Ok(config) };
    // By default, the SDK prefers an access key of the environment to that of the profile.
    let profile_credentials = ProfileFileCredentialsProvider::builder()
        .configure(&ProviderConfig::default().with_region(config.region().cloned()).with_http_client(http::client()))
        .profile_name(profile)
        .build();
    Ok(config.into_builder().credentials_provider(SharedCredentialsProvider::new(profile_credentials)).build())
}
