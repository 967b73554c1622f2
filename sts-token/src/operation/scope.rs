//! How far the credentials reach: a request cannot be sent before that is said.
//!
//! A builder begins as [`Unsaid`]. `policy` and `policy_arns` make it [`Narrowed`], `without_policy` makes it [`Unnarrowed`], and only
//! these two have `send`.

use std::sync::Arc;

use aws_sdk_sts::types::PolicyDescriptorType;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::packed::{Calibration, Verdict};
use sts_policy::{Policy, PolicyArns, SessionPolicy};

use super::Operation;
use crate::error::{Asked, Secrets};
use crate::param::{InvalidParameter, thousands};
use crate::sent::Sent;
use crate::{Error, MinimumSessionTokenSize, SessionTags};

/// Nothing was said yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaid {}

/// By an inline policy, managed policies, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrowed {}

/// By no session policy, as the caller said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unnarrowed {}

/// The scope was said, one way or the other.
pub trait Said: sealed::Sealed {}
impl Said for Narrowed {}
impl Said for Unnarrowed {}

/// Session policies can be given.
pub trait Open: sealed::Sealed {}
impl Open for Unsaid {}
impl Open for Narrowed {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Unsaid {}
    impl Sealed for super::Narrowed {}
    impl Sealed for super::Unnarrowed {}
}

/// What the operations with a scope have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    pub(crate) policy: Option<SessionPolicy>,
    pub(crate) arns: Option<PolicyArns>,
    pub(crate) refuse_likely_too_large: bool,
    pub(crate) minimum_size: Option<MinimumSessionTokenSize>,
}

impl Scope {
    /// Checks what can only be seen of all together, and estimates the packed size.
    pub(crate) fn ask(
        &self,
        operation: Operation,
        tags: &SessionTags,
        calibration: &Calibration,
        secrets: Secrets,
    ) -> Result<Asked, Error> {
        let arns = self.arns.clone().unwrap_or_default();
        self.check(&arns)?;
        if operation != Operation::AssumeRole
            && let Some(tag) = tags.iter().find(|tag| tag.is_transitive())
        {
            return Err(InvalidParameter::new(
                "session tags",
                format!(
                    "session tag `{}` is transitive, and {operation} takes no transitive tags; leave that out",
                    tag.key()
                ),
            )
            .into());
        }
        // What was proven is readable.
        let policy = self.policy.as_ref().and_then(|policy| Policy::from_json(policy.as_str()).ok());
        let sent = Sent { operation, policy, arns, tags: tags.clone() };
        let estimate = sent.estimate(calibration);
        match estimate {
            Some(estimate) if self.refuse_likely_too_large && estimate.verdict() == Verdict::LikelyRejected => {
                Err(Error::PackedPolicyLikelyTooLarge { estimate })
            }
            estimate => Ok(Asked { sent: Arc::new(sent), estimate, secrets, bears_token: false }),
        }
    }

    fn check(&self, arns: &PolicyArns) -> Result<(), InvalidParameter> {
        if self.policy.is_none() && self.arns.is_some() && arns.is_empty() {
            return Err(InvalidParameter::new(
                "managed session policies",
                "the list of managed session policies is empty, and STS takes that for no session policy at all; name one, or say \
                 so with `without_policy`",
            ));
        }
        let policy = self.policy.as_ref().map_or(0, |policy| policy.as_str().len());
        if policy + arns.bytes() > SESSION_POLICY_BYTES {
            return Err(InvalidParameter::new(
                "session policies",
                format!(
                    "the inline policy of {} bytes and managed policy ARNs of {} have {} together, and STS takes {}; shorten the \
                     policy, or name fewer managed ones",
                    thousands(policy as u64),
                    thousands(arns.bytes() as u64),
                    thousands((policy + arns.bytes()) as u64),
                    thousands(SESSION_POLICY_BYTES as u64)
                ),
            ));
        }
        Ok(())
    }

    /// The text of the inline policy, for the SDK.
    pub(crate) fn policy_text(&self) -> Option<String> {
        self.policy.as_ref().map(|policy| policy.as_str().to_owned())
    }

    /// The ARNs of the managed policies, for the SDK.
    pub(crate) fn policy_descriptors(&self) -> Option<Vec<PolicyDescriptorType>> {
        let arns = self.arns.as_ref().filter(|arns| !arns.is_empty())?;
        Some(arns.iter().map(|arn| PolicyDescriptorType::builder().arn(arn).build()).collect())
    }

    /// The least size of the session token, for the SDK.
    pub(crate) fn minimum_bytes(&self) -> Option<i32> {
        self.minimum_size.map(|size| size.bytes().into())
    }
}

/// The methods of a builder whose scope must be said. It has the fields `request`, with a `scope`, and `said`.
macro_rules! scoped {
    ($builder:ident, $(#[$without:meta])*) => {
        impl<S: $crate::operation::scope::Open> $builder<S> {
            /// Narrows the credentials to what this policy allows. It grants nothing by itself: they can do what both it and the
            /// policies of who stands behind them allow.
            pub fn policy(mut self, policy: ::sts_policy::SessionPolicy) -> $builder<$crate::operation::scope::Narrowed> {
                self.request.scope.policy = Some(policy);
                self.said()
            }

            /// Narrows the credentials to what these managed policies allow, together with the inline policy if there is one. They
            /// share 2,048 bytes with it, and belong to the account of who stands behind the credentials, or to AWS.
            pub fn policy_arns(mut self, arns: ::sts_policy::PolicyArns) -> $builder<$crate::operation::scope::Narrowed> {
                self.request.scope.arns = Some(arns);
                self.said()
            }
        }

        impl $builder<$crate::operation::scope::Unsaid> {
            $(#[$without])*
            pub fn without_policy(self) -> $builder<$crate::operation::scope::Unnarrowed> {
                self.said()
            }
        }

        impl<S> $builder<S> {
            /// Refuses to send what is likely to be refused for its packed size, as far as an estimate can say
            /// ([`Error::PackedPolicyLikelyTooLarge`](crate::Error::PackedPolicyLikelyTooLarge)). Without this, STS decides.
            pub fn refuse_likely_too_large(mut self) -> Self {
                self.request.scope.refuse_likely_too_large = true;
                self
            }

            /// Asks for a session token of at least this size.
            pub fn minimum_session_token_size(mut self, size: $crate::MinimumSessionTokenSize) -> Self {
                self.request.scope.minimum_size = Some(size);
                self
            }

            fn said<T>(self) -> $builder<T> {
                $builder { client: self.client, request: self.request, said: ::std::marker::PhantomData }
            }
        }

        impl<S: $crate::operation::scope::Said + Send + Sync> $crate::TokenSource for $builder<S> {
            fn token(&self) -> impl ::std::future::Future<Output = Result<$crate::Token, $crate::Error>> + Send {
                self.send()
            }
        }
    };
}

pub(crate) use scoped;
