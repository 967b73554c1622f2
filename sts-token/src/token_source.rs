use crate::error::Error;
use crate::token::Token;

/// A source of tokens. Requests with a scope implement it, and so do functions that return a future.
///
/// ```
/// use sts_token::{Client, FederatedName, TokenSource};
///
/// fn source(client: Client, name: FederatedName) -> impl TokenSource {
///     move || {
///         let (client, name) = (client.clone(), name.clone());
///         async move {
///             let policy = sts_policy::policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/*"; };
///             client.get_federation_token(name).policy(policy).send().await
///         }
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// Requests a new token.
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<Token, Error>> + Send,
{
    fn token(&self) -> impl Future<Output = Result<Token, Error>> + Send {
        self()
    }
}
