use std::marker::PhantomData;

use super::scope::{HasScope, Scope, ScopeUnset, scoped};
use super::sdk_error::to_error;
use super::sdk_types::{self, response_data};
use crate::connection::Connection;
use crate::error::Error;
use crate::param::{ForRole, IdentityProviderId, RoleArn, RoleSessionName, SessionDuration, WebIdentityToken};
use crate::secrets::Secrets;
use crate::token::{ResponseData, Token, VerifiedIdentity};
use sts_policy::request::Operation;
use sts_policy::request::SessionTags;

/// A request for `AssumeRoleWithWebIdentity`, which returns credentials of a role session. It is authorized by a token of an OpenID
/// Connect or OAuth 2.0 provider that the role trusts. The caller needs no credentials.
///
/// Session tags are in the token. A request without a scope does not compile.
///
/// ```no_run
/// use sts_token::{RoleArn, RoleSessionName, WebIdentityToken};
///
/// # async fn assume(
/// #     client: sts_token::Client, policy: sts_policy::SessionPolicy, token: String,
/// # ) -> Result<(), sts_token::Error> {
/// let role = RoleArn::new("arn:aws:iam::111122223333:role/ci")?;
/// let name = RoleSessionName::new("job-4711")?;
/// let token = WebIdentityToken::new(token)?;
/// let token = client.assume_role_with_web_identity(role, name, token).policy(policy).send().await?;
/// println!("{:?}", token.verified_identity().and_then(|identity| identity.subject.as_deref()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct AssumeRoleWithWebIdentity<S = ScopeUnset> {
    connection: Connection,
    request: Request,
    scope_state: PhantomData<fn() -> S>,
}

#[derive(Debug, Clone)]
struct Request {
    scope: Scope,
    role: RoleArn,
    name: RoleSessionName,
    token: WebIdentityToken,
    provider: Option<IdentityProviderId>,
    duration: Option<SessionDuration<ForRole>>,
}

impl AssumeRoleWithWebIdentity {
    pub(crate) fn new(connection: Connection, role: RoleArn, name: RoleSessionName, token: WebIdentityToken) -> Self {
        let request = Request { scope: Scope::default(), role, name, token, provider: None, duration: None };
        Self { connection, request, scope_state: PhantomData }
    }
}

scoped! {
    AssumeRoleWithWebIdentity,
    /// Requests credentials without a session policy. They have **all permissions of the role**.
}

impl<S> AssumeRoleWithWebIdentity<S> {
    /// Sets the lifetime of the credentials. The default is 1 hour. The maximum of the role may be lower than that of the type.
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// Sets the identity provider. Only OAuth 2.0 access tokens need it.
    pub fn provider(mut self, provider: IdentityProviderId) -> Self {
        self.request.provider = Some(provider);
        self
    }
}

impl<S: HasScope> AssumeRoleWithWebIdentity<S> {
    /// Sends the request. It can be sent repeatedly while the web identity token is valid.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, name, token, provider, duration } = &self.request;
        let secrets = Secrets::default();
        secrets.add(token.expose());
        let operation = Operation::AssumeRoleWithWebIdentity;
        let mut prepared = scope.prepare(operation, &SessionTags::default(), &self.connection.calibration, secrets)?;
        prepared.has_identity_token = true;
        let request = self
            .connection
            .sdk
            .assume_role_with_web_identity()
            .role_arn(role.as_str())
            .role_session_name(name.as_str())
            .web_identity_token(token.expose())
            .set_provider_id(provider.as_ref().map(|provider| provider.as_str().to_owned()))
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_minimum_session_token_size(scope.minimum_bytes());
        let sent = request.customize().interceptor(prepared.interceptor()).send().await;
        let response = sent.map_err(|error| to_error(&prepared, error))?;
        let common = response_data!(response, sdk_types::assumed_role(response.assumed_role_user));
        let data = ResponseData {
            source_identity: response.source_identity,
            identity: Some(VerifiedIdentity {
                subject: response.subject_from_web_identity_token,
                issuer: response.provider,
                audience: response.audience,
                ..VerifiedIdentity::default()
            }),
            ..common
        };
        prepared.token(response.credentials, data)
    }
}
