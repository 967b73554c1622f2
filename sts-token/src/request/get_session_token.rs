use aws_types::request_id::RequestId;

use super::execute::send_signed;
use super::prepared::PreparedRequest;
use super::sdk_types::unsigned;
use crate::connection::Connection;
use crate::error::Error;
use crate::param::{ForFederation, MfaCode, MfaSerial, MinimumSessionTokenSize, SessionDuration};
use crate::secrets::Secrets;
use crate::token::{ResponseData, Token};
use crate::token_source::TokenSource;
use sts_policy::request::Operation;

/// A request for `GetSessionToken`, which returns temporary credentials with all permissions of the calling user. An MFA code is then
/// needed once instead of with each request.
///
/// The operation has no session policies and no session tags. The caller needs the access key of a user: the request fails before it
/// is sent if the caller has temporary credentials.
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
#[must_use = "a request does nothing until it is sent"]
pub struct GetSessionToken {
    connection: Connection,
    duration: Option<SessionDuration<ForFederation>>,
    mfa: Option<(MfaSerial, MfaCode)>,
    minimum_size: Option<MinimumSessionTokenSize>,
}

impl GetSessionToken {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, duration: None, mfa: None, minimum_size: None }
    }

    /// Sets the lifetime of the credentials. The default is 12 hours; for the root user, the maximum is 1 hour.
    pub fn duration(mut self, duration: SessionDuration<ForFederation>) -> Self {
        self.duration = Some(duration);
        self
    }

    /// Adds a code of the user's MFA device. A code is valid once, so the request cannot be sent again.
    pub fn mfa(mut self, serial: MfaSerial, code: MfaCode) -> Self {
        self.mfa = Some((serial, code));
        self
    }

    /// Requests a session token with a minimum size.
    pub fn minimum_session_token_size(mut self, size: MinimumSessionTokenSize) -> Self {
        self.minimum_size = Some(size);
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<Token, Error> {
        let secrets = Secrets::default();
        if let Some((_, code)) = &self.mfa {
            secrets.add(code.expose());
        }
        let prepared = PreparedRequest::without_scope(Operation::GetSessionToken, secrets);
        let credentials = prepared.resolve_credentials(&self.connection).await?;
        let request = self
            .connection
            .sdk
            .get_session_token()
            .set_duration_seconds(self.duration.map(SessionDuration::for_sdk))
            .set_serial_number(self.mfa.as_ref().map(|(serial, _)| serial.as_str().to_owned()))
            .set_token_code(self.mfa.as_ref().map(|(_, code)| code.expose().to_owned()))
            .set_minimum_session_token_size(self.minimum_size.map(|size| size.bytes().into()));
        let response = send_signed!(prepared, credentials, request)?;
        let data = ResponseData {
            request_id: response.request_id().map(str::to_owned),
            session_token_utilization: unsigned(response.session_token_utilization),
            session_token_size: unsigned(response.session_token_size),
            ..ResponseData::default()
        };
        prepared.token(response.credentials, data)
    }
}

impl TokenSource for GetSessionToken {
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send {
        self.send()
    }
}
