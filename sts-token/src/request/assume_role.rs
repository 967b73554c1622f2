use std::marker::PhantomData;

use aws_sdk_sts::types;

use super::execute::send_signed;
use super::scope::{HasScope, Scope, ScopeUnset, scoped};
use super::sdk_types::{self, response_data};
use crate::connection::Connection;
use crate::error::Error;
use crate::param::{
    ExternalId, ForRole, MfaCode, MfaSerial, ProvidedContexts, RoleArn, RoleSessionName, SessionDuration,
    SourceIdentity,
};
use crate::secrets::Secrets;
use crate::token::{ResponseData, Token};
use sts_policy::request::Operation;
use sts_policy::request::SessionTags;

/// A request for `AssumeRole`, which returns credentials of a role session. They have the permissions that both the session policies
/// and the policies of the role grant.
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
/// A request without a scope does not compile:
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
#[must_use = "a request does nothing until it is sent"]
pub struct AssumeRole<S = ScopeUnset> {
    connection: Connection,
    request: Request,
    scope_state: PhantomData<fn() -> S>,
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

impl Request {
    fn secrets(&self) -> Secrets {
        let secrets = Secrets::default();
        if let Some((_, code)) = &self.mfa {
            secrets.add(code.expose());
        }
        for context in self.contexts.iter().flat_map(ProvidedContexts::iter) {
            secrets.add(context.expose_assertion());
        }
        secrets
    }

    fn transitive_tag_keys(&self) -> Option<Vec<String>> {
        let transitive = self.tags.iter().filter(|tag| tag.is_transitive());
        let keys: Vec<_> = transitive.map(|tag| tag.key().to_owned()).collect();
        (!keys.is_empty()).then_some(keys)
    }

    fn provided_contexts(&self) -> Option<Vec<types::ProvidedContext>> {
        let contexts = self.contexts.as_ref()?.iter().map(|context| {
            types::ProvidedContext::builder()
                .provider_arn(context.provider().as_str())
                .context_assertion(context.expose_assertion())
                .build()
        });
        Some(contexts.collect())
    }
}

impl AssumeRole {
    pub(crate) fn new(connection: Connection, role: RoleArn, name: RoleSessionName) -> Self {
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
        Self { connection, request, scope_state: PhantomData }
    }
}

scoped! {
    AssumeRole,
    /// Requests credentials without a session policy. They have **all permissions of the role**.
}

impl<S> AssumeRole<S> {
    /// Sets the lifetime of the credentials. The default is 1 hour. The maximum of the role may be lower than that of the type, and is
    /// 1 hour for a caller with the credentials of a role: see [`SessionDuration::chained`].
    pub fn duration(mut self, duration: SessionDuration<ForRole>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// Sets the session tags. The caller needs the permission `sts:TagSession`, also in the trust policy of the role.
    pub fn tags(mut self, tags: SessionTags) -> Self {
        self.request.tags = tags;
        self
    }

    /// Sets the external ID that the trust policy of the role requires.
    pub fn external_id(mut self, id: ExternalId) -> Self {
        self.request.external_id = Some(id);
        self
    }

    /// Adds a code of the caller's MFA device. A code is valid once, so the request cannot be sent again.
    pub fn mfa(mut self, serial: MfaSerial, code: MfaCode) -> Self {
        self.request.mfa = Some((serial, code));
        self
    }

    /// Sets the source identity of the session. The caller needs the permission `sts:SetSourceIdentity`, also in the trust policy of the
    /// role.
    pub fn source_identity(mut self, identity: SourceIdentity) -> Self {
        self.request.source_identity = Some(identity);
        self
    }

    /// Sets the contexts of trusted providers, which describe the user of the session.
    pub fn provided_contexts(mut self, contexts: ProvidedContexts) -> Self {
        self.request.contexts = Some(contexts);
        self
    }
}

impl<S: HasScope> AssumeRole<S> {
    /// Sends the request. It can be sent repeatedly, unless it has an MFA code.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, role, name, duration, tags, external_id, mfa, source_identity, contexts } = &self.request;
        let operation = Operation::AssumeRole;
        let calibration = &self.connection.calibration;
        let mut prepared = scope.prepare(operation, tags, calibration, self.request.secrets())?;
        let credentials = prepared.resolve_credentials(&self.connection).await?;
        prepared.has_identity_token = contexts.is_some();
        let request = self
            .connection
            .sdk
            .assume_role()
            .role_arn(role.as_str())
            .role_session_name(name.as_str())
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_tags(sdk_types::tags(operation, tags)?)
            .set_transitive_tag_keys(self.request.transitive_tag_keys())
            .set_external_id(external_id.as_ref().map(|id| id.as_str().to_owned()))
            .set_serial_number(mfa.as_ref().map(|(serial, _)| serial.as_str().to_owned()))
            .set_token_code(mfa.as_ref().map(|(_, code)| code.expose().to_owned()))
            .set_source_identity(source_identity.as_ref().map(|identity| identity.as_str().to_owned()))
            .set_provided_contexts(self.request.provided_contexts())
            .set_minimum_session_token_size(scope.minimum_bytes());
        let response = send_signed!(prepared, credentials, request)?;
        let common = response_data!(response, sdk_types::assumed_role(response.assumed_role_user));
        prepared.token(response.credentials, ResponseData { source_identity: response.source_identity, ..common })
    }
}
