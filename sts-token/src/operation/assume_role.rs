use std::marker::PhantomData;

use aws_sdk_sts::types::ProvidedContext;

use super::Operation;
use super::ask::{self, answered, signed};
use super::scope::{Said, Scope, Unsaid, scoped};
use crate::error::Secrets;
use crate::param::ProvidedContexts;
use crate::token::Answered;
use crate::{
    Client, Error, ExternalId, ForRole, MfaCode, MfaSerial, RoleArn, RoleSessionName, SessionDuration, SessionTags,
    SourceIdentity, Token,
};

/// A request for `AssumeRole`: credentials of a session of a role, which can do what both the session policies and the policies of
/// the role allow.
///
/// ```no_run
/// use sts_token::{ExternalId, RoleArn, RoleSessionName, SessionTags};
///
/// # async fn assume(client: sts_token::Client, policy: sts_policy::SessionPolicy) -> Result<(), sts_token::Error> {
/// let role = RoleArn::new("arn:aws:iam::111122223333:role/reader")?;
/// let request = client
///     .assume_role(role, RoleSessionName::sanitized("tenant/a"))
///     .policy(policy)
///     .external_id(ExternalId::new("customer:4711")?)
///     .tags(SessionTags::from_pairs([("tenant", "a")])?);
/// let token = request.send().await?;
/// # Ok(())
/// # }
/// ```
///
/// It cannot be sent before its scope was said:
///
/// ```compile_fail,E0599
/// # async fn assume(
/// #     client: sts_token::Client, role: sts_token::RoleArn, name: sts_token::RoleSessionName,
/// # ) -> Result<(), sts_token::Error> {
/// client.assume_role(role, name).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request is made to be sent"]
pub struct AssumeRole<S = Unsaid> {
    client: Client,
    request: Request,
    said: PhantomData<fn() -> S>,
}

#[derive(Debug, Clone)]
struct Request {
    scope: Scope,
    role: RoleArn,
    name: RoleSessionName,
    duration: Option<SessionDuration<ForRole>>,
    tags: SessionTags,
    external_id: Option<ExternalId>,
    mfa: Option<(MfaSerial, MfaCode)>,
    source_identity: Option<SourceIdentity>,
    contexts: Option<ProvidedContexts>,
}

impl AssumeRole {
    pub(crate) fn new(client: Client, role: RoleArn, name: RoleSessionName) -> Self {
        let request = Request {
            scope: Scope::default(),
            role,
            name,
            duration: None,
            tags: SessionTags::default(),
            external_id: None,
            mfa: None,
            source_identity: None,
            contexts: None,
        };
        Self { client, request, said: PhantomData }
    }
}

scoped! {
    AssumeRole,
    /// Says that there is no session policy: the credentials can do **all that the role can**.
}

impl<S> AssumeRole<S> {
    /// How long the credentials are to live; an hour unless said. The role's own maximum may be lower than what the type takes, and
    /// a caller with the credentials of a role gets an hour at most: see [`SessionDuration::chained`].
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// With these session tags; the caller needs `sts:TagSession`, in the role's trust policy too.
    pub fn tags(mut self, tags: SessionTags) -> Self {
        self.request.tags = tags;
        self
    }

    /// With the external ID that the role's trust policy asks for.
    pub fn external_id(mut self, id: ExternalId) -> Self {
        self.request.external_id = Some(id);
        self
    }

    /// With a code of the caller's MFA device. A code is good once: the request cannot be sent again.
    pub fn mfa(mut self, serial: MfaSerial, code: MfaCode) -> Self {
        self.request.mfa = Some((serial, code));
        self
    }

    /// With who is behind the session; the caller needs `sts:SetSourceIdentity`, in the role's trust policy too.
    pub fn source_identity(mut self, identity: SourceIdentity) -> Self {
        self.request.source_identity = Some(identity);
        self
    }

    /// With what trusted providers say of the user behind the session.
    pub fn provided_contexts(mut self, contexts: ProvidedContexts) -> Self {
        self.request.contexts = Some(contexts);
        self
    }
}

impl<S: Said> AssumeRole<S> {
    /// Asks STS. Without an MFA code, it can be asked again.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, name, duration, tags, external_id, mfa, source_identity, contexts } = &self.request;
        let secrets = Secrets::default();
        if let Some((_, code)) = mfa {
            secrets.add(code.expose());
        }
        let contexts: Option<Vec<_>> = contexts.as_ref().map(|contexts| {
            let context = |context: &crate::ProvidedContext| {
                secrets.add(context.expose_assertion());
                let (provider, assertion) = (context.provider().as_str(), context.expose_assertion());
                ProvidedContext::builder().provider_arn(provider).context_assertion(assertion).build()
            };
            contexts.iter().map(context).collect()
        });
        let mut asked = scope.ask(Operation::AssumeRole, tags, &self.client.calibration, secrets)?;
        let credentials = asked.resolve_credentials(&self.client).await?;
        asked.bears_token = contexts.is_some();
        let transitive: Vec<_> =
            tags.iter().filter(|tag| tag.is_transitive()).map(|tag| tag.key().to_owned()).collect();
        let request = self
            .client
            .sdk
            .assume_role()
            .role_arn(role.as_str())
            .role_session_name(name.as_str())
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_tags(ask::tags(tags)?)
            .set_transitive_tag_keys((!transitive.is_empty()).then_some(transitive))
            .set_external_id(external_id.as_ref().map(|id| id.as_str().to_owned()))
            .set_serial_number(mfa.as_ref().map(|(serial, _)| serial.as_str().to_owned()))
            .set_token_code(mfa.as_ref().map(|(_, code)| code.expose().to_owned()))
            .set_source_identity(source_identity.as_ref().map(|identity| identity.as_str().to_owned()))
            .set_provided_contexts(contexts)
            .set_minimum_session_token_size(scope.minimum_bytes());
        let answer = signed!(asked, credentials, request)?;
        let common = answered!(answer, ask::assumed_role(answer.assumed_role_user));
        let answered = Answered { source_identity: answer.source_identity, ..common };
        asked.token(answer.credentials, answered)
    }
}
