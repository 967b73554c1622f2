use super::Operation;
use super::ask::signed;
use crate::error::{Asked, Secrets};
use crate::{Client, EncodedMessage, Error};

/// A request for `DecodeAuthorizationMessage`: why a request was refused, of what some services add to the refusal. The caller needs
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
#[must_use = "a request is made to be sent"]
pub struct DecodeAuthorizationMessage {
    client: Client,
    message: EncodedMessage,
}

impl DecodeAuthorizationMessage {
    pub(crate) fn new(client: Client, message: EncodedMessage) -> Self {
        Self { client, message }
    }

    /// Asks STS, and returns the decoded message, a JSON object as text: whether the refusal was explicit, who asked, for which action
    /// on which resource, and the conditions. Not everybody who was refused should read it.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<String, Error> {
        let asked = Asked::plain(Operation::DecodeAuthorizationMessage, Secrets::default());
        let credentials = asked.resolve_credentials(&self.client).await?;
        let request = self.client.sdk.decode_authorization_message().encoded_message(self.message.as_str());
        let answer = signed!(asked, credentials, request)?;
        Ok(answer.decoded_message.unwrap_or_default())
    }
}
