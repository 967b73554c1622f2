//! The operations: a builder each.

mod ask;
mod assume_role;
mod assume_role_with_saml;
mod assume_role_with_web_identity;
mod decode_authorization_message;
mod get_caller_identity;
mod get_federation_token;
mod get_session_token;
mod name;
pub mod scope;

pub use assume_role::AssumeRole;
pub use assume_role_with_saml::AssumeRoleWithSaml;
pub use assume_role_with_web_identity::AssumeRoleWithWebIdentity;
pub use decode_authorization_message::DecodeAuthorizationMessage;
pub use get_caller_identity::{CallerIdentity, GetCallerIdentity};
pub use get_federation_token::GetFederationToken;
pub use get_session_token::GetSessionToken;
pub use name::Operation;
