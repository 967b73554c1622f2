use aws_types::request_id::RequestId;

use super::Operation;
use super::ask::{self, signed};
use crate::error::{Asked, Secrets};
use crate::token::Answered;
use crate::{
    Client, Error, ForFederation, MfaCode, MfaSerial, MinimumSessionTokenSize, SessionDuration, Token, TokenSource,
};

/// A request for `GetSessionToken`: temporary credentials of the calling user, with all the rights of that user, to show an MFA code
/// once and not with each request.
///
/// The operation knows no session policies and no tags. The caller needs the access key of a user: temporary credentials are refused
/// before anything is sent.
///
/// ```no_run
/// use sts_token::{MfaCode, MfaSerial};
///
/// # async fn with_mfa(client: sts_token::Client, code: String) -> Result<(), sts_token::Error> {
/// let serial = MfaSerial::new("arn:aws:iam::111122223333:mfa/bob")?;
/// let token = client.get_session_token().mfa(serial, MfaCode::new(code)?).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request is made to be sent"]
pub struct GetSessionToken {
    client: Client,
    duration: Option<SessionDuration<ForFederation>>,
    mfa: Option<(MfaSerial, MfaCode)>,
    minimum_size: Option<MinimumSessionTokenSize>,
}

impl GetSessionToken {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, duration: None, mfa: None, minimum_size: None }
    }

    /// How long the credentials are to live; 12 hours unless said, and an hour at most for the root user.
    pub fn duration(mut self, duration: SessionDuration<ForFederation>) -> Self {
        self.duration = Some(duration);
        self
    }

    /// With a code of the user's MFA device. A code is good once: the request cannot be sent again.
    pub fn mfa(mut self, serial: MfaSerial, code: MfaCode) -> Self {
        self.mfa = Some((serial, code));
        self
    }

    /// Asks for a session token of at least this size.
    pub fn minimum_session_token_size(mut self, size: MinimumSessionTokenSize) -> Self {
        self.minimum_size = Some(size);
        self
    }

    /// Asks STS.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<Token, Error> {
        let secrets = Secrets::default();
        if let Some((_, code)) = &self.mfa {
            secrets.add(code.expose());
        }
        let asked = Asked::plain(Operation::GetSessionToken, secrets);
        let credentials = asked.resolve_credentials(&self.client).await?;
        let request = self
            .client
            .sdk
            .get_session_token()
            .set_duration_seconds(self.duration.map(SessionDuration::for_sdk))
            .set_serial_number(self.mfa.as_ref().map(|(serial, _)| serial.as_str().to_owned()))
            .set_token_code(self.mfa.as_ref().map(|(_, code)| code.expose().to_owned()))
            .set_minimum_session_token_size(self.minimum_size.map(|size| size.bytes().into()));
        let answer = signed!(asked, credentials, request)?;
        let answered = Answered {
            request_id: answer.request_id().map(str::to_owned),
            session_token_utilization: ask::unsigned(answer.session_token_utilization),
            session_token_size: ask::unsigned(answer.session_token_size),
            ..Answered::default()
        };
        asked.token(answer.credentials, answered)
    }
}

impl TokenSource for GetSessionToken {
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send {
        self.send()
    }
}
