//! Why STS gave no token, and whether asking again helps.

mod classify;
#[cfg(test)]
mod growth;
mod reply;
mod secrets;
mod steps;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use sts_policy::packed::{Calibration, InvalidObservation, PackedSize};

pub(crate) use classify::Asked;
pub(crate) use reply::Parts;
pub use reply::Reply;
pub(crate) use secrets::Secrets;

use crate::operation::Operation;
use crate::sent::Sent;
use crate::{InvalidCredentials, InvalidParameter};

/// Why a request to STS gave nothing.
///
/// Every message names the cause and what to do about it. What caused it is in the [source chain](StdError::source); no
/// secret is in any of it, even if a server repeated one.
///
/// ```
/// use sts_token::Error;
///
/// fn status(error: &Error) -> u16 {
///     match error {
///         Error::InvalidParameter(_) | Error::PackedPolicyTooLarge { .. } | Error::MalformedPolicy(_) => 422,
///         Error::Throttled(_) => 429,
///         error if error.is_retryable() => 503,
///         _ => 500,
///     }
/// }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The request is not one that STS would take; nothing was sent.
    InvalidParameter(InvalidParameter),
    /// STS found the form of a parameter invalid, such as a duration that is longer than the role allows (`ValidationError`).
    RefusedParameter(Reply),
    /// Policies and session tags together take more than the space that STS has for them (`PackedPolicyTooLarge`).
    PackedPolicyTooLarge {
        /// How much they take, in percent, if the answer says it.
        percent: Option<u32>,
        /// Whether the percentage is that of the session tags alone.
        tags_alone: bool,
        /// What was estimated.
        estimate: Option<PackedSize>,
        /// What was sent.
        #[doc(hidden)]
        request: RequestKept,
        /// What STS answered.
        reply: Reply,
    },
    /// As estimated, policies and session tags take more than the space that STS has for them; nothing was sent, since the caller
    /// asked for that.
    PackedPolicyLikelyTooLarge {
        /// What was estimated.
        estimate: PackedSize,
    },
    /// The session token would be longer than STS makes them ("Serialized token too large for session").
    SessionTokenTooLarge(Reply),
    /// STS found a policy malformed (`MalformedPolicyDocument`).
    MalformedPolicy(Reply),
    /// There were too many requests (`Throttling`, which STS answers with HTTP status 400).
    Throttled(Reply),
    /// The caller may not do this, or the role does not trust the caller, or an MFA code is wrong (`AccessDenied`).
    AccessDenied(Reply),
    /// The caller's own temporary credentials have expired (`ExpiredToken`).
    ExpiredCredentials(Reply),
    /// STS does not know the caller's credentials, or the signature made with them is wrong (`InvalidClientTokenId`,
    /// `SignatureDoesNotMatch` and others).
    InvalidCredentials(Reply),
    /// The clocks of caller and STS are more than a quarter of an hour apart (`RequestExpired`).
    ClockSkew(Reply),
    /// No credentials of the caller were found, or they could not be got.
    NoCredentials {
        /// Whether they may be there later: who provides them did not answer in the time that the SDK gives it, or asks STS too, with
        /// this crate or with the SDK, and got an error that is [retryable](Error::is_retryable).
        retryable: bool,
        /// What happened.
        reply: Reply,
    },
    /// `GetFederationToken` and `GetSessionToken` want the long-term credentials of a user, and the caller has temporary ones.
    SessionCredentialsCannotFederate {
        /// The operation.
        operation: Operation,
        /// What STS answered; nothing if it was seen before anything was sent.
        reply: Option<Reply>,
    },
    /// STS is not active in the region for the account (`RegionDisabledException`).
    RegionDisabled(Reply),
    /// The identity provider rejected the claim (`IDPRejectedClaim`).
    IdentityProviderRejectedClaim(Reply),
    /// STS could not reach the identity provider (`IDPCommunicationError`).
    IdentityProviderUnreachable(Reply),
    /// The web identity token, SAML assertion or context assertion is not valid (`InvalidIdentityToken`).
    IdentityProviderTokenInvalid(Reply),
    /// The web identity token, SAML assertion or context assertion has expired (`ExpiredTokenException`).
    IdentityProviderTokenExpired(Reply),
    /// The encoded authorization message cannot be decoded, or has expired (`InvalidAuthorizationMessageException`).
    InvalidAuthorizationMessage(Reply),
    /// STS failed, or is not there for now: HTTP status 500 and above.
    Unavailable(Reply),
    /// STS could not be reached, broke off, or did not answer in time.
    Network {
        /// Whether it did not answer in time.
        timeout: bool,
        /// What happened.
        reply: Reply,
    },
    /// The request could not be made, for lack of a region or an HTTP client for example.
    Configuration(Reply),
    /// STS answered success, but without credentials that can be used.
    InvalidAnswer {
        /// What is wrong with them.
        problem: InvalidCredentials,
        /// The ID of the request, by which AWS finds it.
        request_id: Option<String>,
    },
    /// Something else: an error of STS that has no place above, or an answer that cannot be read.
    Unexpected(Reply),
}

/// What was sent, for [`Error::observe`].
#[derive(Clone)]
pub struct RequestKept(pub(crate) Arc<Sent>);

impl fmt::Debug for RequestKept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RequestKept({})", self.0.operation)
    }
}

impl Error {
    /// Whether the same request may succeed later. The SDK has already tried again what it could, as its retry configuration says.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Error::Throttled(_)
                | Error::IdentityProviderUnreachable(_)
                | Error::Unavailable(_)
                | Error::Network { .. }
                | Error::NoCredentials { retryable: true, .. }
        )
    }

    /// What STS answered, if it did; for errors of the network and of the configuration, what is known of them.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Error::RefusedParameter(reply)
            | Error::PackedPolicyTooLarge { reply, .. }
            | Error::SessionTokenTooLarge(reply)
            | Error::MalformedPolicy(reply)
            | Error::Throttled(reply)
            | Error::AccessDenied(reply)
            | Error::ExpiredCredentials(reply)
            | Error::InvalidCredentials(reply)
            | Error::ClockSkew(reply)
            | Error::NoCredentials { reply, .. }
            | Error::RegionDisabled(reply)
            | Error::IdentityProviderRejectedClaim(reply)
            | Error::IdentityProviderUnreachable(reply)
            | Error::IdentityProviderTokenInvalid(reply)
            | Error::IdentityProviderTokenExpired(reply)
            | Error::InvalidAuthorizationMessage(reply)
            | Error::Unavailable(reply)
            | Error::Network { reply, .. }
            | Error::Configuration(reply)
            | Error::Unexpected(reply) => Some(reply),
            Error::SessionCredentialsCannotFederate { reply, .. } => reply.as_ref(),
            Error::InvalidParameter(_) | Error::PackedPolicyLikelyTooLarge { .. } | Error::InvalidAnswer { .. } => None,
        }
    }

    /// The ID of the request, by which AWS finds it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Error::InvalidAnswer { request_id, .. } => request_id.as_deref(),
            error => error.reply().and_then(Reply::request_id),
        }
    }

    /// Adds the percentage of a refusal to a calibration, so that the next estimates are better. `false` for every other error.
    ///
    /// # Errors
    ///
    /// When the percentage says nothing about how policies are packed, such as that of the tags alone.
    pub fn observe(&self, calibration: &mut Calibration) -> Result<bool, InvalidObservation> {
        match self {
            Error::PackedPolicyTooLarge { tags_alone: true, .. } => Err(InvalidObservation::TagsAlone),
            Error::PackedPolicyTooLarge { percent: Some(percent), request, .. } => {
                request.0.observe(calibration, *percent)
            }
            _ => Ok(false),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidParameter(error) => error.fmt(formatter),
            Error::RefusedParameter(reply) => write!(formatter, "STS refused a parameter{reply}"),
            Error::PackedPolicyTooLarge { percent, tags_alone, estimate, .. } => {
                let what = if *tags_alone { "session tags" } else { "policies and session tags" };
                match percent {
                    Some(percent) => write!(formatter, "{what} take {percent} % of the space that STS has for them")?,
                    None => write!(formatter, "{what} take more than the space that STS has for them")?,
                }
                if let Some(estimate) = estimate {
                    write!(formatter, ", estimated at {estimate}")?;
                }
                formatter.write_str(if *tags_alone {
                    "; send fewer or shorter tags"
                } else {
                    "; send a smaller policy, or fewer tags and managed policies"
                })
            }
            Error::PackedPolicyLikelyTooLarge { estimate } => write!(
                formatter,
                "policies and session tags are estimated at {estimate} of the space that STS has for them, so nothing was sent; \
                 send a smaller policy, or fewer tags and managed policies"
            ),
            Error::SessionTokenTooLarge(reply) => {
                write!(formatter, "the session token would be too long; send a smaller policy or fewer tags{reply}")
            }
            Error::MalformedPolicy(reply) => write!(formatter, "STS found a policy malformed{reply}"),
            Error::Throttled(reply) => write!(formatter, "STS had too many requests; ask again later{reply}"),
            Error::AccessDenied(reply) => write!(formatter, "STS denied access{reply}"),
            Error::ExpiredCredentials(reply) => {
                write!(formatter, "the caller's credentials have expired; get new ones{reply}")
            }
            Error::InvalidCredentials(reply) => {
                write!(formatter, "STS does not accept the caller's credentials{reply}")
            }
            Error::ClockSkew(reply) => write!(formatter, "the caller's clock differs from that of STS; set it{reply}"),
            Error::NoCredentials { reply, .. } => write!(formatter, "there are no credentials to ask STS with{reply}"),
            Error::SessionCredentialsCannotFederate { operation, .. } => write!(
                formatter,
                "{operation} wants the long-term credentials of a user, and these are temporary ones; call it with an access key \
                 of a user, or assume a role instead"
            ),
            Error::RegionDisabled(reply) => {
                write!(formatter, "STS is not active in this region for the account; activate it or ask another{reply}")
            }
            Error::IdentityProviderRejectedClaim(reply) => {
                write!(formatter, "the identity provider rejected the claim{reply}")
            }
            Error::IdentityProviderUnreachable(reply) => {
                write!(formatter, "STS could not reach the identity provider; ask again later{reply}")
            }
            Error::IdentityProviderTokenInvalid(reply) => {
                write!(formatter, "STS found the identity provider's token invalid; get another{reply}")
            }
            Error::IdentityProviderTokenExpired(reply) => {
                write!(formatter, "the identity provider's token has expired; get another{reply}")
            }
            Error::InvalidAuthorizationMessage(reply) => {
                write!(formatter, "the encoded authorization message cannot be decoded{reply}")
            }
            Error::Unavailable(reply) => write!(formatter, "STS is not available; ask again later{reply}"),
            Error::Network { timeout: true, reply } => {
                write!(formatter, "STS did not answer in time; ask again later{reply}")
            }
            Error::Network { timeout: false, reply } => {
                write!(formatter, "STS could not be reached, or broke off; ask again later{reply}")
            }
            Error::Configuration(reply) => write!(formatter, "the request to STS could not be made{reply}"),
            Error::InvalidAnswer { problem, .. } => {
                write!(formatter, "STS answered without credentials that can be used: {problem}")
            }
            Error::Unexpected(reply) => write!(formatter, "STS answered what was not expected{reply}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::InvalidParameter(error) => Some(error),
            Error::InvalidAnswer { problem, .. } => Some(problem),
            error => error.reply().and_then(Reply::source),
        }
    }
}

impl From<InvalidParameter> for Error {
    fn from(error: InvalidParameter) -> Self {
        Error::InvalidParameter(error)
    }
}
