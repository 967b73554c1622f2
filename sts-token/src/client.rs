use std::fmt;
use std::sync::Arc;

use aws_types::SdkConfig;
use sts_policy::packed::Calibration;

use crate::connection::Connection;
use crate::param::{
    EncodedMessage, FederatedName, RoleArn, RoleSessionName, SamlAssertion, SamlProviderArn, WebIdentityToken,
};
use crate::request::{
    AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, DecodeAuthorizationMessage, GetCallerIdentity,
    GetFederationToken, GetSessionToken,
};

/// A client of STS. Clones are cheap and share connections.
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
/// println!("packed size {:?}%, estimated {:?}", token.packed_policy_size(), token.estimate());
/// let tenants_config = token.to_sdk_config_like(config);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    connection: Connection,
}

impl Client {
    /// Returns a client with a configuration.
    ///
    /// If the configuration sets no timeouts, an attempt takes at most 10 seconds, and a request with all its attempts at most 30.
    ///
    /// The caller's credentials are resolved once for each request, before its first attempt, unless the identity cache of the
    /// configuration has them. That takes at most 60 seconds, or the `operation_timeout` of the configuration if it is shorter. The
    /// `operation_timeout` applies to the request separately.
    ///
    /// Without the feature `rt-tokio` and without a `sleep_impl` in the configuration, requests have neither retries nor timeouts.
    pub fn new(config: &SdkConfig) -> Self {
        Self { connection: Connection::from_config(config) }
    }

    /// Estimates packed sizes with a calibration. Add observations to it with [`Token::observe`](crate::Token::observe) and
    /// [`Error::observe`](crate::Error::observe).
    ///
    /// ```
    /// use sts_policy::packed::Calibration;
    /// use sts_token::{Client, Token};
    ///
    /// fn calibrated(client: Client, tokens: &[Token]) -> Client {
    ///     let mut calibration = Calibration::new();
    ///     for token in tokens {
    ///         // Observations without information are rejected.
    ///         let _ = token.observe(&mut calibration);
    ///     }
    ///     client.with_calibration(calibration)
    /// }
    /// ```
    #[must_use = "the changed client is returned"]
    pub fn with_calibration(mut self, calibration: Calibration) -> Self {
        self.connection.calibration = Arc::new(calibration);
        self
    }

    /// Creates a request for credentials of a federated user, who has at most the permissions of the calling user.
    pub fn get_federation_token(&self, name: FederatedName) -> GetFederationToken {
        GetFederationToken::new(self.connection.clone(), name)
    }

    /// Creates a request for temporary credentials of the calling user.
    pub fn get_session_token(&self) -> GetSessionToken {
        GetSessionToken::new(self.connection.clone())
    }

    /// Creates a request for credentials of a role session.
    pub fn assume_role(&self, role: RoleArn, name: RoleSessionName) -> AssumeRole {
        AssumeRole::new(self.connection.clone(), role, name)
    }

    /// Creates a request for credentials of a role session, authorized by the token of an OpenID Connect or OAuth 2.0 provider.
    pub fn assume_role_with_web_identity(
        &self,
        role: RoleArn,
        name: RoleSessionName,
        token: WebIdentityToken,
    ) -> AssumeRoleWithWebIdentity {
        AssumeRoleWithWebIdentity::new(self.connection.clone(), role, name, token)
    }

    /// Creates a request for credentials of a role session, authorized by the assertion of a SAML provider.
    pub fn assume_role_with_saml(
        &self,
        role: RoleArn,
        provider: SamlProviderArn,
        assertion: SamlAssertion,
    ) -> AssumeRoleWithSaml {
        AssumeRoleWithSaml::new(self.connection.clone(), role, provider, assertion)
    }

    /// Creates a request for the identity of the caller.
    pub fn get_caller_identity(&self) -> GetCallerIdentity {
        GetCallerIdentity::new(self.connection.clone())
    }

    /// Creates a request that decodes the authorization message of a denied request.
    pub fn decode_authorization_message(&self, message: EncodedMessage) -> DecodeAuthorizationMessage {
        DecodeAuthorizationMessage::new(self.connection.clone(), message)
    }
}

impl From<aws_sdk_sts::Client> for Client {
    /// Returns a client with the configuration of a client of the SDK. The default timeouts are those of [`Client::new`].
    fn from(sdk: aws_sdk_sts::Client) -> Self {
        Self { connection: Connection::from_sdk(&sdk) }
    }
}

impl From<&SdkConfig> for Client {
    fn from(config: &SdkConfig) -> Self {
        Self::new(config)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_configuration() {
        assert_eq!(format!("{:?}", Client::new(&SdkConfig::builder().build())), "Client { .. }");
    }
}
