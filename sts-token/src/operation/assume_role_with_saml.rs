use std::marker::PhantomData;

use super::Operation;
use super::ask::{self, answered};
use super::scope::{Said, Scope, Unsaid, scoped};
use crate::error::Secrets;
use crate::token::{Answered, VerifiedIdentity};
use crate::{Client, Error, ForRole, RoleArn, SamlAssertion, SamlProviderArn, SessionDuration, SessionTags, Token};

/// A request for `AssumeRoleWithSAML`: credentials of a session of a role, for whoever has an assertion of a SAML provider that the role
/// trusts. The caller needs no credentials.
///
/// It cannot be sent before its scope was said. The name of the session and its tags are in the assertion.
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
#[must_use = "a request is made to be sent"]
pub struct AssumeRoleWithSaml<S = Unsaid> {
    client: Client,
    request: Request,
    said: PhantomData<fn() -> S>,
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
    pub(crate) fn new(client: Client, role: RoleArn, provider: SamlProviderArn, assertion: SamlAssertion) -> Self {
        let request = Request { scope: Scope::default(), role, provider, assertion, duration: None };
        Self { client, request, said: PhantomData }
    }
}

scoped! {
    AssumeRoleWithSaml,
    /// Says that there is no session policy: the credentials can do **all that the role can**.
}

impl<S> AssumeRoleWithSaml<S> {
    /// How long the credentials are to live; an hour unless said, or what the assertion says if that is shorter. The role's own maximum
    /// may be lower than what the type takes.
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }
}

impl<S: Said> AssumeRoleWithSaml<S> {
    /// Asks STS. It can be asked again for as long as the assertion is valid, which is five minutes.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, provider, assertion, duration } = &self.request;
        let secrets = Secrets::default();
        secrets.add(assertion.expose());
        let operation = Operation::AssumeRoleWithSaml;
        let mut asked = scope.ask(operation, &SessionTags::default(), &self.client.calibration, secrets)?;
        asked.bears_token = true;
        let request = self
            .client
            .sdk
            .assume_role_with_saml()
            .role_arn(role.as_str())
            .principal_arn(provider.as_str())
            .saml_assertion(assertion.expose())
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_minimum_session_token_size(scope.minimum_bytes());
        let answer = request.customize().interceptor(asked.guard()).send().await.map_err(|error| asked.error(error))?;
        let common = answered!(answer, ask::assumed_role(answer.assumed_role_user));
        let answered = Answered {
            source_identity: answer.source_identity,
            identity: Some(VerifiedIdentity {
                subject: answer.subject,
                subject_type: answer.subject_type,
                issuer: answer.issuer,
                audience: answer.audience,
                name_qualifier: answer.name_qualifier,
            }),
            ..common
        };
        asked.token(answer.credentials, answered)
    }
}
