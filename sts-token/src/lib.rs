//! Submits checked session policies to AWS STS, and keeps the credentials that come back like the secret they are.

mod param;

pub use param::{
    ContextProviderArn, DurationKind, EncodedMessage, ExternalId, FederatedName, ForFederation, ForRole,
    IdentityProviderId, InvalidParameter, MfaCode, MfaSerial, MinimumSessionTokenSize, ProvidedContext,
    ProvidedContexts, RoleArn, RoleSessionName, SamlAssertion, SamlProviderArn, SessionDuration, SessionTag,
    SessionTags, SourceIdentity, WebIdentityToken,
};
