use std::marker::PhantomData;

use super::execute::send_signed;
use super::scope::{HasScope, Scope, ScopeUnset, scoped};
use super::sdk_types::{self, response_data};
use crate::connection::Connection;
use crate::error::Error;
use crate::param::{FederatedName, ForFederation, SessionDuration};
use crate::secrets::Secrets;
use crate::token::Token;
use sts_policy::request::Operation;
use sts_policy::request::SessionTags;

/// A request for `GetFederationToken`, which returns credentials of a federated user. They have the permissions that both the session
/// policies and the policies of the calling user grant.
///
/// The caller needs the access key of a user: the request fails before it is sent if the caller has temporary credentials.
///
/// ```no_run
/// use sts_token::FederatedName;
///
/// # async fn mint(client: sts_token::Client, policy: sts_policy::SessionPolicy) -> Result<(), sts_token::Error> {
/// let token = client.get_federation_token(FederatedName::sanitized("tenant/a")).policy(policy).send().await?;
/// # Ok(())
/// # }
/// ```
///
/// A request without a scope does not compile:
///
/// ```compile_fail,E0599
/// # async fn mint(client: sts_token::Client, name: sts_token::FederatedName) -> Result<(), sts_token::Error> {
/// client.get_federation_token(name).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetFederationToken<S = ScopeUnset> {
    connection: Connection,
    request: Request,
    scope_state: PhantomData<fn() -> S>,
}

#[derive(Debug, Clone)]
struct Request {
    scope: Scope,
    name: FederatedName,
    duration: Option<SessionDuration<ForFederation>>,
    tags: SessionTags,
}

impl GetFederationToken {
    pub(crate) fn new(connection: Connection, name: FederatedName) -> Self {
        let request = Request { scope: Scope::default(), name, duration: None, tags: SessionTags::default() };
        Self { connection, request, scope_state: PhantomData }
    }
}

scoped! {
    GetFederationToken,
    /// Requests credentials without a session policy. They have **no permissions**, except those that resource policies grant to the
    /// federated user by name.
}

impl<S> GetFederationToken<S> {
    /// Sets the lifetime of the credentials. The default is 12 hours; for the root user, the maximum is 1 hour.
    pub fn duration(mut self, duration: SessionDuration<ForFederation>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// Sets the session tags, which must not be transitive. The caller needs the permission `sts:TagSession`.
    pub fn tags(mut self, tags: SessionTags) -> Self {
        self.request.tags = tags;
        self
    }
}

impl<S: HasScope> GetFederationToken<S> {
    /// Sends the request. It can be sent repeatedly.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, name, duration, tags } = &self.request;
        let operation = Operation::GetFederationToken;
        let prepared = scope.prepare(operation, tags, &self.connection.calibration, Secrets::default())?;
        let credentials = prepared.resolve_credentials(&self.connection).await?;
        let request = self
            .connection
            .sdk
            .get_federation_token()
            .name(name.as_str())
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_tags(sdk_types::tags(operation, tags)?)
            .set_minimum_session_token_size(scope.minimum_bytes());
        let response = send_signed!(prepared, credentials, request)?;
        let data = response_data!(response, sdk_types::federated_user(response.federated_user));
        prepared.token(response.credentials, data)
    }
}
