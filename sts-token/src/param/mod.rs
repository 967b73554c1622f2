//! The parameters of requests. Each type accepts only values that STS accepts.

mod arn;
mod context;
mod duration;
mod encoded_message;
mod external_id;
mod identity_provider;
mod invalid;
mod mfa;
mod name;
mod sanitize;
mod session_token_size;
mod text_parameter;
mod text_rule;

pub use arn::{ContextProviderArn, RoleArn, SamlProviderArn};
pub use context::{ProvidedContext, ProvidedContexts};
pub use duration::{DurationKind, ForFederation, ForRole, SessionDuration};
pub use encoded_message::EncodedMessage;
pub use external_id::ExternalId;
pub use identity_provider::{IdentityProviderId, SamlAssertion, WebIdentityToken};
pub use invalid::InvalidParameter;
pub use mfa::{MfaCode, MfaSerial};
pub use name::{FederatedName, RoleSessionName, SourceIdentity};
pub use session_token_size::MinimumSessionTokenSize;
