use super::execute::send_signed;
use super::prepared::PreparedRequest;
use crate::connection::Connection;
use crate::error::Error;
use crate::secrets::Secrets;
use sts_policy::request::Operation;

/// A request for `GetCallerIdentity`, which returns the identity of the caller. It needs no permissions.
///
/// ```no_run
/// # async fn whoami(client: sts_token::Client) -> Result<(), sts_token::Error> {
/// let caller = client.get_caller_identity().send().await?;
/// println!("{} in {}", caller.arn, caller.account);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetCallerIdentity {
    connection: Connection,
}

/// The identity of a caller.
///
/// ```
/// use sts_token::CallerIdentity;
///
/// fn is_root(caller: &CallerIdentity) -> bool {
///     caller.arn.ends_with(":root")
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CallerIdentity {
    /// The ID of the account, 12 digits.
    pub account: String,
    /// The ARN of the user, federated user or role session.
    pub arn: String,
    /// The unique ID, such as `AIDACKCEVSQ6C2EXAMPLE`.
    pub user_id: String,
}

impl GetCallerIdentity {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Sends the request. It can be sent repeatedly.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(&self) -> Result<CallerIdentity, Error> {
        let prepared = PreparedRequest::without_scope(Operation::GetCallerIdentity, Secrets::default());
        let credentials = prepared.resolve_credentials(&self.connection).await?;
        let response = send_signed!(prepared, credentials, self.connection.sdk.get_caller_identity())?;
        Ok(CallerIdentity {
            account: response.account.unwrap_or_default(),
            arn: response.arn.unwrap_or_default(),
            user_id: response.user_id.unwrap_or_default(),
        })
    }
}
