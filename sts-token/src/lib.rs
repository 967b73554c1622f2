//! Send checked session policies to AWS STS, and handle the returned credentials as secrets.
//!
//! * [`Client`] has a builder for each operation. The types of the parameters accept only values that STS accepts. A policy is a checked
//!   [`SessionPolicy`](sts_policy::SessionPolicy). A request without a scope does not compile: call `.policy(..)`, `.policy_arns(..)` or
//!   `.without_policy()`.
//! * [`Token`] is the response: [`Credentials`], their principal and expiration, and the reported and the estimated packed size.
//! * [`TokenProvider`] provides credentials to clients of the SDK, and renews them before they expire.
//! * [`Error`] has an [`ErrorKind`], and is retryable or not.
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
//! Secret access keys, session tokens, MFA codes and tokens of identity providers are erased from memory when dropped. `Debug` redacts
//! them, and they have no `Display`. Errors do not contain them: text of a server that repeats them is redacted. The methods that return
//! them have names with `expose` or `export`.
//!
//! This crate cannot erase the requests and responses of the SDK, nor the buffers of its HTTP client and XML parser. At the level
//! `trace`, the SDK logs the bodies of requests, which contain MFA codes and tokens of identity providers.

mod client;
mod connection;
mod credentials;
mod enum_text;
mod error;
mod interceptor;
mod limits;
mod packed_size;
mod param;
mod provider;
pub mod request;
mod request_identity;
mod response_limit;
mod secrets;
mod text;
mod token;
mod token_source;

pub use client::Client;
pub use credentials::{
    Credentials, ExportFormat, ExportedCredentials, InvalidCredentials, InvalidExport, InvalidProfileName, ProfileName,
    UnknownExportFormat,
};
pub use error::{Error, ErrorKind, StsResponse, UnknownErrorKind};
pub use param::{
    ContextProviderArn, DurationKind, EncodedMessage, ExternalId, FederatedName, ForFederation, ForRole,
    IdentityProviderId, InvalidParameter, MfaCode, MfaSerial, MinimumSessionTokenSize, ProvidedContext,
    ProvidedContexts, RoleArn, RoleSessionName, SamlAssertion, SamlProviderArn, SessionDuration, SourceIdentity,
    WebIdentityToken,
};
pub use provider::TokenProvider;
pub use request::CallerIdentity;
pub use sts_policy::request::{InvalidSessionTags, Operation, PolicyArns, SessionTag, SessionTags};
pub use token::{Principal, Token, VerifiedIdentity};
pub use token_source::TokenSource;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
