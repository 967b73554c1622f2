//! The requests: one builder for each operation of STS. [`Client`](crate::Client) creates them.
//!
//! ```
//! use sts_token::request::AssumeRole;
//! use sts_token::{Client, RoleArn, RoleSessionName};
//!
//! fn request(client: &Client, role: &RoleArn, name: &RoleSessionName) -> AssumeRole {
//!     client.assume_role(role.clone(), name.clone())
//! }
//! ```

mod assume_role;
mod assume_role_with_saml;
mod assume_role_with_web_identity;
mod decode_authorization_message;
mod error_code;
mod execute;
mod failure;
mod get_caller_identity;
mod get_federation_token;
mod get_session_token;
#[cfg(test)]
mod growth;
mod prepared;
pub mod scope;
mod sdk_error;
mod sdk_types;

pub use assume_role::AssumeRole;
pub use assume_role_with_saml::AssumeRoleWithSaml;
pub use assume_role_with_web_identity::AssumeRoleWithWebIdentity;
pub use decode_authorization_message::DecodeAuthorizationMessage;
pub use get_caller_identity::{CallerIdentity, GetCallerIdentity};
pub use get_federation_token::GetFederationToken;
pub use get_session_token::GetSessionToken;
