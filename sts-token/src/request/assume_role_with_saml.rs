use std::marker::PhantomData;

use super::scope::{HasScope, Scope, ScopeUnset, scoped};
use super::sdk_error::to_error;
use super::sdk_types::{self, response_data};
use crate::connection::Connection;
use crate::error::Error;
use crate::param::{ForRole, RoleArn, SamlAssertion, SamlProviderArn, SessionDuration};
use crate::secrets::Secrets;
use crate::token::{ResponseData, Token, VerifiedIdentity};
use sts_policy::request::Operation;
use sts_policy::request::SessionTags;

/// A request for `AssumeRoleWithSAML`, which returns credentials of a role session. It is authorized by an assertion of a SAML provider
/// that the role trusts. The caller needs no credentials.
///
/// The name of the session and its tags are in the assertion. A request without a scope does not compile.
///
/// ```no_run
/// use sts_token::{RoleArn, SamlAssertion, SamlProviderArn};
///
/// # async fn assume(
/// #     client: sts_token::Client, policy: sts_policy::SessionPolicy, assertion: String,
/// # ) -> Result<(), sts_token::Error> {
/// let role = RoleArn::new("arn:aws:iam::111122223333:role/reader")?;
/// let provider = SamlProviderArn::new("arn:aws:iam::111122223333:saml-provider/directory")?;
/// let assertion = SamlAssertion::new(assertion)?;
/// let token = client.assume_role_with_saml(role, provider, assertion).policy(policy).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct AssumeRoleWithSaml<S = ScopeUnset> {
    connection: Connection,
    request: Request,
    scope_state: PhantomData<fn() -> S>,
}

#[derive(Debug, Clone)]
struct Request {
    scope: Scope,
    role: RoleArn,
    provider: SamlProviderArn,
    assertion: SamlAssertion,
    duration: Option<SessionDuration<ForRole>>,
}

impl AssumeRoleWithSaml {
    pub(crate) fn new(
        connection: Connection,
        role: RoleArn,
        provider: SamlProviderArn,
        assertion: SamlAssertion,
    ) -> Self {
        let request = Request { scope: Scope::default(), role, provider, assertion, duration: None };
        Self { connection, request, scope_state: PhantomData }
    }
}

scoped! {
    AssumeRoleWithSaml,
    /// Requests credentials without a session policy. They have **all permissions of the role**.
}

impl<S> AssumeRoleWithSaml<S> {
    /// Sets the lifetime of the credentials. The default is 1 hour, or that of the assertion if it is shorter. The maximum of the role
    /// may be lower than that of the type.
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }
}

impl<S: HasScope> AssumeRoleWithSaml<S> {
    /// Sends the request. It can be sent repeatedly while the assertion is valid, that is, for 5 minutes.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, provider, assertion, duration } = &self.request;
        let secrets = Secrets::default();
        secrets.add(assertion.expose());
        let operation = Operation::AssumeRoleWithSaml;
        let mut prepared = scope.prepare(operation, &SessionTags::default(), &self.connection.calibration, secrets)?;
        prepared.has_identity_token = true;
        let request = self
            .connection
            .sdk
            .assume_role_with_saml()
            .role_arn(role.as_str())
            .principal_arn(provider.as_str())
            .saml_assertion(assertion.expose())
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
                subject: response.subject,
                subject_type: response.subject_type,
                issuer: response.issuer,
                audience: response.audience,
                name_qualifier: response.name_qualifier,
            }),
            ..common
        };
        prepared.token(response.credentials, data)
    }
}
