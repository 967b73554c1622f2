use std::marker::PhantomData;

use super::Operation;
use super::ask::{self, answered};
use super::scope::{Said, Scope, Unsaid, scoped};
use crate::error::Secrets;
use crate::token::{Answered, VerifiedIdentity};
use crate::{
    Client, Error, ForRole, IdentityProviderId, RoleArn, RoleSessionName, SessionDuration, SessionTags, Token,
    WebIdentityToken,
};

/// A request for `AssumeRoleWithWebIdentity`: credentials of a session of a role, for whoever has a token of an OpenID Connect or OAuth
/// 2.0 provider that the role trusts. The caller needs no credentials.
///
/// It cannot be sent before its scope was said. Session tags are in the token.
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
#[must_use = "a request is made to be sent"]
pub struct AssumeRoleWithWebIdentity<S = Unsaid> {
    client: Client,
    request: Request,
    said: PhantomData<fn() -> S>,
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
    pub(crate) fn new(client: Client, role: RoleArn, name: RoleSessionName, token: WebIdentityToken) -> Self {
        let request = Request { scope: Scope::default(), role, name, token, provider: None, duration: None };
        Self { client, request, said: PhantomData }
    }
}

scoped! {
    AssumeRoleWithWebIdentity,
    /// Says that there is no session policy: the credentials can do **all that the role can**.
}

impl<S> AssumeRoleWithWebIdentity<S> {
    /// How long the credentials are to live; an hour unless said. The role's own maximum may be lower than what the type takes.
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// Whose token it is; only for OAuth 2.0 access tokens.
    pub fn provider(mut self, provider: IdentityProviderId) -> Self {
        self.request.provider = Some(provider);
        self
    }
}

impl<S: Said> AssumeRoleWithWebIdentity<S> {
    /// Asks STS. It can be asked again for as long as the web identity token is valid.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, name, token, provider, duration } = &self.request;
        let secrets = Secrets::default();
        secrets.add(token.expose());
        let operation = Operation::AssumeRoleWithWebIdentity;
        let mut asked = scope.ask(operation, &SessionTags::default(), &self.client.calibration, secrets)?;
        asked.bears_token = true;
        let request = self
            .client
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
        let answer = request.customize().interceptor(asked.guard()).send().await.map_err(|error| asked.error(error))?;
        let common = answered!(answer, ask::assumed_role(answer.assumed_role_user));
        let answered = Answered {
            source_identity: answer.source_identity,
            identity: Some(VerifiedIdentity {
                subject: answer.subject_from_web_identity_token,
                issuer: answer.provider,
                audience: answer.audience,
                ..VerifiedIdentity::default()
            }),
            ..common
        };
        asked.token(answer.credentials, answered)
    }
}
