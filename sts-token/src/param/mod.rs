//! What a request to STS is made of, each part checked when it is made: nothing that STS would refuse for its form is sent.

mod arn;
mod context;
mod duration;
mod external_id;
mod identity;
mod invalid;
mod message;
mod mfa;
mod name;
mod rule;
mod sanitize;
mod tag;
mod token_size;
mod words;

pub use arn::{ContextProviderArn, RoleArn, SamlProviderArn};
pub use context::{ProvidedContext, ProvidedContexts};
pub use duration::{DurationKind, ForFederation, ForRole, SessionDuration};
pub use external_id::ExternalId;
pub use identity::{IdentityProviderId, SamlAssertion, WebIdentityToken};
pub use invalid::InvalidParameter;
pub(crate) use invalid::thousands;
pub use message::EncodedMessage;
pub use mfa::{MfaCode, MfaSerial};
pub use name::{FederatedName, RoleSessionName, SourceIdentity};
pub use tag::{SessionTag, SessionTags};
pub use token_size::MinimumSessionTokenSize;
