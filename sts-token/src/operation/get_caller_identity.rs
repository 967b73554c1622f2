use super::Operation;
use super::ask::signed;
use crate::error::{Asked, Secrets};
use crate::{Client, Error};

/// A request for `GetCallerIdentity`: who the caller is. Every caller may ask, whatever policies say.
///
/// ```no_run
/// # async fn whoami(client: sts_token::Client) -> Result<(), sts_token::Error> {
/// let who = client.get_caller_identity().send().await?;
/// println!("{} in {}", who.arn, who.account);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request is made to be sent"]
pub struct GetCallerIdentity {
    client: Client,
}

/// Who a caller is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CallerIdentity {
    /// The account, twelve digits.
    pub account: String,
    /// The ARN of the user, federated user or session.
    pub arn: String,
    /// The unique ID, such as `AIDACKCEVSQ6C2EXAMPLE`.
    pub user_id: String,
}

impl GetCallerIdentity {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Asks STS.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(&self) -> Result<CallerIdentity, Error> {
        let asked = Asked::plain(Operation::GetCallerIdentity, Secrets::default());
        let credentials = asked.resolve_credentials(&self.client).await?;
        let answer = signed!(asked, credentials, self.client.sdk.get_caller_identity())?;
        Ok(CallerIdentity {
            account: answer.account.unwrap_or_default(),
            arn: answer.arn.unwrap_or_default(),
            user_id: answer.user_id.unwrap_or_default(),
        })
    }
}
