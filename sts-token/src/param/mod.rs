//! The parameters of requests. Each type accepts only values that STS accepts.

mod arn;
mod context;
mod duration;
mod external_id;
mod identity;
mod invalid;
mod message;
mod mfa;
mod name;
mod sanitize;
mod tag;
mod text_parameter;
mod text_rule;
mod token_size;
mod unicode_tables;

pub use arn::{ContextProviderArn, RoleArn, SamlProviderArn};
pub use context::{ProvidedContext, ProvidedContexts};
pub use duration::{DurationKind, ForFederation, ForRole, SessionDuration};
pub use external_id::ExternalId;
pub use identity::{IdentityProviderId, SamlAssertion, WebIdentityToken};
pub use invalid::InvalidParameter;
pub use message::EncodedMessage;
pub use mfa::{MfaCode, MfaSerial};
pub use name::{FederatedName, RoleSessionName, SourceIdentity};
pub use tag::{SessionTag, SessionTags};
pub use token_size::MinimumSessionTokenSize;
