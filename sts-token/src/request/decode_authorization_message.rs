use super::execute::send_signed;
use super::prepared::PreparedRequest;
use crate::connection::Connection;
use crate::error::Error;
use crate::param::EncodedMessage;
use crate::secrets::Secrets;
use sts_policy::request::Operation;

/// A request for `DecodeAuthorizationMessage`, which explains why another request was denied. The caller needs the permission
/// `sts:DecodeAuthorizationMessage`.
///
/// ```no_run
/// # async fn explain(client: sts_token::Client, encoded: String) -> Result<(), sts_token::Error> {
/// let message = sts_token::EncodedMessage::new(encoded)?;
/// println!("{}", client.decode_authorization_message(message).send().await?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct DecodeAuthorizationMessage {
    connection: Connection,
    message: EncodedMessage,
}

impl DecodeAuthorizationMessage {
    pub(crate) fn new(connection: Connection, message: EncodedMessage) -> Self {
        Self { connection, message }
    }

    /// Sends the request and returns the decoded message as JSON text.
    ///
    /// The message contains whether the denial was explicit, the principal, the action, the resource and the conditions. The caller
    /// of the denied request may lack the permission to see them.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<String, Error> {
        let prepared = PreparedRequest::without_scope(Operation::DecodeAuthorizationMessage, Secrets::default());
        let credentials = prepared.resolve_credentials(&self.connection).await?;
        let request = self.connection.sdk.decode_authorization_message().encoded_message(self.message.as_str());
        let response = send_signed!(prepared, credentials, request)?;
        Ok(response.decoded_message.unwrap_or_default())
    }
}
