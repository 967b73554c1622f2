//! Submits checked session policies to AWS STS, and keeps the credentials that come back like the secret they are.
//!
//! * [`Client`] has a builder for each operation. Parameters are types that hold only what STS takes; a policy is a
//!   [`SessionPolicy`](sts_policy::SessionPolicy), which was checked; and a request cannot be sent before it was said how far the
//!   credentials reach: `.policy(..)`, `.policy_arns(..)` or `.without_policy()`.
//! * [`Token`] is the answer: [`Credentials`], who acts with them, when they expire, and the packed size beside our estimate of it.
//! * [`TokenProvider`] plugs into clients of the SDK and renews in time.
//! * [`Error`] names the cause, and says whether asking again helps.
//!
//! ```no_run
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//! use sts_token::{Client, FederatedName};
//!
//! # async fn vend(config: &aws_types::SdkConfig, tenant: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let segment = Segment::<36>::new(tenant)?;
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{segment}/*"; };
//! let request = Client::new(config).get_federation_token(FederatedName::sanitized(tenant)).policy(policy);
//! let token = request.send().await?;
//! let tenants_config = token.to_sdk_config("eu-central-1");
//! # Ok(())
//! # }
//! ```
//!
//! # Secrets
//!
//! Secret access keys, session tokens, MFA codes and the tokens of identity providers are erased from memory when dropped, are not
//! shown by `Debug`, have no `Display`, and are in no error: what a server repeats of them is taken out. They leave through methods
//! whose names say so.
//!
//! What this crate cannot reach are the SDK's request and answer, and the buffers of its HTTP client and XML reader, which are not
//! erased, and the SDK's own log: at the level `trace` it shows requests with their bodies, and with them MFA codes and the tokens of
//! identity providers.

mod client;
mod credentials;
mod error;
mod guard;
mod identity;
mod limit;
pub mod operation;
mod param;
mod provider;
mod sent;
mod token;

pub use client::Client;
pub use credentials::{
    Credentials, ExportFormat, ExportedCredentials, InvalidCredentials, InvalidExport, InvalidProfileName, ProfileName,
    UnknownExportFormat,
};
pub use error::{Error, Reply};
pub use operation::{CallerIdentity, Operation};
pub use param::{
    ContextProviderArn, DurationKind, EncodedMessage, ExternalId, FederatedName, ForFederation, ForRole,
    IdentityProviderId, InvalidParameter, MfaCode, MfaSerial, MinimumSessionTokenSize, ProvidedContext,
    ProvidedContexts, RoleArn, RoleSessionName, SamlAssertion, SamlProviderArn, SessionDuration, SessionTag,
    SessionTags, SourceIdentity, WebIdentityToken,
};
pub use provider::{TokenProvider, TokenSource};
pub use token::{Principal, Token, VerifiedIdentity};

/// The limit on answers, for the crate `sts-token-cli` of the same version. It is not part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::limit::limit;
}

/// The Rust of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
