//! The identity that signs one request.

use std::sync::{Arc, OnceLock};

use aws_sdk_sts::config::{ConfigBag, RuntimeComponents, SharedIdentityCache};
use aws_sdk_sts::error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;

/// The identity cache of one request. All attempts use the same identity, even if it is expired by the local clock.
#[derive(Debug)]
pub(crate) struct RequestIdentity {
    /// The cache of the client.
    cache: SharedIdentityCache,
    resolved: Arc<OnceLock<Identity>>,
}

impl RequestIdentity {
    pub(crate) fn new(cache: SharedIdentityCache) -> Self {
        Self { cache, resolved: Arc::default() }
    }

    /// Returns the same cache, for another operation with the same identity.
    pub(crate) fn share(&self) -> Self {
        Self { cache: self.cache.clone(), resolved: Arc::clone(&self.resolved) }
    }
}

impl ResolveCachedIdentity for RequestIdentity {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move {
            if let Some(identity) = self.resolved.get() {
                return Ok(identity.clone());
            }
            let identity = self.cache.resolve_cached_identity(resolver, components, config).await?;
            Ok(self.resolved.get_or_init(|| identity).clone())
        })
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.cache.validate_base_client_config(components, config)
    }

    fn validate_final_config(&self, components: &RuntimeComponents, config: &ConfigBag) -> Result<(), BoxError> {
        self.cache.validate_final_config(components, config)
    }
}
