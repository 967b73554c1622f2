use std::marker::PhantomData;

use super::Operation;
use super::ask::{self, answered, signed};
use super::scope::{Said, Scope, Unsaid, scoped};
use crate::error::Secrets;
use crate::{Client, Error, FederatedName, ForFederation, SessionDuration, SessionTags, Token};

/// A request for `GetFederationToken`: credentials of a federated user, who can do what both the session policies and the policies
/// of the calling user allow.
///
/// The caller needs the access key of a user: temporary credentials are refused before anything is sent. It cannot be sent
/// before its scope was said:
///
/// ```compile_fail,E0599
/// # async fn mint(client: sts_token::Client, name: sts_token::FederatedName) -> Result<(), sts_token::Error> {
/// client.get_federation_token(name).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request is made to be sent"]
pub struct GetFederationToken<S = Unsaid> {
    client: Client,
    request: Request,
    said: PhantomData<fn() -> S>,
}

#[derive(Debug, Clone)]
struct Request {
    scope: Scope,
    name: FederatedName,
    duration: Option<SessionDuration<ForFederation>>,
    tags: SessionTags,
}

impl GetFederationToken {
    pub(crate) fn new(client: Client, name: FederatedName) -> Self {
        let request = Request { scope: Scope::default(), name, duration: None, tags: SessionTags::default() };
        Self { client, request, said: PhantomData }
    }
}

scoped! {
    GetFederationToken,
    /// Says that there is no session policy: the credentials can do **nothing**, but for what policies of resources allow the
    /// federated user by name.
}

impl<S> GetFederationToken<S> {
    /// How long the credentials are to live; 12 hours unless said, and an hour at most for the root user.
    pub fn duration(mut self, duration: SessionDuration<ForFederation>) -> Self {
        self.request.duration = Some(duration);
        self
    }

    /// With these session tags; the caller needs `sts:TagSession`. None of them may be transitive.
    pub fn tags(mut self, tags: SessionTags) -> Self {
        self.request.tags = tags;
        self
    }
}

impl<S: Said> GetFederationToken<S> {
    /// Asks STS. It can be asked again.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<Token, Error> {
        let Request { scope, name, duration, tags } = &self.request;
        let asked = scope.ask(Operation::GetFederationToken, tags, &self.client.calibration, Secrets::default())?;
        let credentials = asked.resolve_credentials(&self.client).await?;
        let request = self
            .client
            .sdk
            .get_federation_token()
            .name(name.as_str())
            .set_policy(scope.policy_text())
            .set_policy_arns(scope.policy_descriptors())
            .set_duration_seconds(duration.map(SessionDuration::for_sdk))
            .set_tags(ask::tags(tags)?)
            .set_minimum_session_token_size(scope.minimum_bytes());
        let answer = signed!(asked, credentials, request)?;
        let answered = answered!(answer, ask::federated_user(answer.federated_user));
        asked.token(answer.credentials, answered)
    }
}
