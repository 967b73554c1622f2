//! The scope of requested credentials. A request without a scope does not compile.
//!
//! A builder starts as [`ScopeUnset`]. `policy` and `policy_arns` change it to [`WithPolicy`], and `without_policy` to
//! [`WithoutPolicy`]. Only these two have `send`.
//!
//! ```
//! use sts_policy::SessionPolicy;
//! use sts_token::request::AssumeRole;
//! use sts_token::request::scope::WithPolicy;
//!
//! fn limited(request: AssumeRole, policy: SessionPolicy) -> AssumeRole<WithPolicy> {
//!     request.policy(policy)
//! }
//! ```

use std::sync::Arc;

use aws_sdk_sts::types::PolicyDescriptorType;
use sts_policy::SessionPolicy;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::packed::{Calibration, PackedSize, Verdict};
use sts_policy::request::PolicyArns;

use super::prepared::PreparedRequest;
use crate::error::{Error, ErrorData, ErrorKind};
use crate::param::{InvalidParameter, MinimumSessionTokenSize};
use crate::secrets::Secrets;
use crate::text::thousands;
use sts_policy::request::Operation;
use sts_policy::request::SessionRequest;
use sts_policy::request::SessionTags;

/// The state of a builder without a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeUnset {}

/// The state of a builder with an inline policy, managed policies, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WithPolicy {}

/// The state of a builder after `without_policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WithoutPolicy {}

/// A state in which a request can be sent: [`WithPolicy`] or [`WithoutPolicy`].
pub trait HasScope: sealed::Sealed {}
impl HasScope for WithPolicy {}
impl HasScope for WithoutPolicy {}

/// A state in which a builder accepts session policies: [`ScopeUnset`] or [`WithPolicy`].
pub trait AcceptsPolicy: sealed::Sealed {}
impl AcceptsPolicy for ScopeUnset {}
impl AcceptsPolicy for WithPolicy {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ScopeUnset {}
    impl Sealed for super::WithPolicy {}
    impl Sealed for super::WithoutPolicy {}
}

/// The parameters that all operations with a scope have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) policy: Option<SessionPolicy>,
    pub(super) arns: Option<PolicyArns>,
    pub(super) refuse_likely_too_large: bool,
    pub(super) minimum_size: Option<MinimumSessionTokenSize>,
}

impl Scope {
    /// Checks parameters that depend on each other, and estimates the packed size.
    pub(super) fn prepare(
        &self,
        operation: Operation,
        tags: &SessionTags,
        calibration: &Calibration,
        secrets: Secrets,
    ) -> Result<PreparedRequest, Error> {
        let arns = self.arns.clone().unwrap_or_default();
        self.check_managed_policies(&arns)
            .and_then(|()| self.check_policy_size(&arns))
            .and_then(|()| check_transitive_tags(operation, tags))
            .map_err(|problem| Error::from_invalid_parameter(operation, problem))?;
        let policy = self.policy.as_ref().map(|policy| policy.policy().clone());
        let session_request = SessionRequest::new(operation).policy(policy).policy_arns(arns).tags(tags.clone());
        let estimate = session_request.packed_size_with(calibration);
        match estimate {
            Some(estimate) if self.refuse_likely_too_large && estimate.verdict() == Verdict::LikelyRejected => {
                Err(likely_too_large(operation, estimate))
            }
            estimate => Ok(PreparedRequest {
                session_request: Arc::new(session_request),
                estimate,
                secrets,
                has_identity_token: false,
            }),
        }
    }

    /// Rejects an empty list of managed policies without an inline policy, which STS treats as no session policy.
    fn check_managed_policies(&self, arns: &PolicyArns) -> Result<(), InvalidParameter> {
        if self.policy.is_some() || self.arns.is_none() || !arns.is_empty() {
            return Ok(());
        }
        Err(InvalidParameter::new(
            "managed session policies",
            "no managed session policies: must be at least 1 without an inline policy; add an ARN, or use `without_policy`",
        ))
    }

    fn check_policy_size(&self, arns: &PolicyArns) -> Result<(), InvalidParameter> {
        let policy = self.policy.as_ref().map_or(0, |policy| policy.as_str().len());
        let total = policy + arns.bytes();
        if total <= SESSION_POLICY_BYTES {
            return Ok(());
        }
        let [policy, arns, total, max] =
            [policy, arns.bytes(), total, SESSION_POLICY_BYTES].map(|bytes| thousands(bytes as u64));
        Err(InvalidParameter::new(
            "session policies",
            format!(
                "the inline policy of {policy} bytes and the managed policy ARNs of {arns} have {total} bytes: must be at most \
                 {max}; shorten the policy, or use fewer managed policies"
            ),
        ))
    }

    /// Returns the text of the inline policy, for the SDK.
    pub(super) fn policy_text(&self) -> Option<String> {
        self.policy.as_ref().map(|policy| policy.as_str().to_owned())
    }

    /// Returns the ARNs of the managed policies, for the SDK.
    pub(super) fn policy_descriptors(&self) -> Option<Vec<PolicyDescriptorType>> {
        let arns = self.arns.as_ref().filter(|arns| !arns.is_empty())?;
        Some(arns.iter().map(|arn| PolicyDescriptorType::builder().arn(arn).build()).collect())
    }

    /// Returns the minimum size of the session token, for the SDK.
    pub(super) fn minimum_bytes(&self) -> Option<i32> {
        self.minimum_size.map(|size| size.bytes().into())
    }
}

fn check_transitive_tags(operation: Operation, tags: &SessionTags) -> Result<(), InvalidParameter> {
    if operation == Operation::AssumeRole {
        return Ok(());
    }
    match tags.iter().find(|tag| tag.is_transitive()) {
        None => Ok(()),
        Some(tag) => Err(InvalidParameter::new(
            "session tags",
            format!(
                "session tag {} is transitive: must not be transitive for `{operation}`; remove `transitive`",
                sts_policy::__private::Quoted(tag.key())
            ),
        )),
    }
}

fn likely_too_large(operation: Operation, estimate: PackedSize) -> Error {
    let kind = ErrorKind::PackedPolicyLikelyTooLarge;
    ErrorData { operation: Some(operation), estimate: Some(estimate), ..ErrorData::new(kind) }.into()
}

/// Implements the methods of a builder with a scope. The builder has the fields `connection`, `request` with a `scope`, and
/// `scope_state`.
macro_rules! scoped {
    ($builder:ident, $(#[$without:meta])*) => {
        impl<S: $crate::request::scope::AcceptsPolicy> $builder<S> {
            /// Limits the credentials to an inline session policy. It grants no permissions: the credentials have only permissions
            /// that both it and the policies of the user or role grant.
            pub fn policy(mut self, policy: ::sts_policy::SessionPolicy) -> $builder<$crate::request::scope::WithPolicy> {
                self.request.scope.policy = Some(policy);
                self.with_scope_state()
            }

            /// Limits the credentials to managed session policies, together with the inline policy if it is set.
            ///
            /// All together have at most 2,048 bytes. Managed policies belong to the account of the user or role, or to AWS.
            pub fn policy_arns(mut self, arns: ::sts_policy::request::PolicyArns) -> $builder<$crate::request::scope::WithPolicy> {
                self.request.scope.arns = Some(arns);
                self.with_scope_state()
            }
        }

        impl $builder<$crate::request::scope::ScopeUnset> {
            $(#[$without])*
            pub fn without_policy(self) -> $builder<$crate::request::scope::WithoutPolicy> {
                self.with_scope_state()
            }
        }

        impl<S> $builder<S> {
            /// Fails instead of sending a request that STS is likely to reject for its packed size
            /// ([`PackedPolicyLikelyTooLarge`](crate::ErrorKind::PackedPolicyLikelyTooLarge)). By default, the request is sent.
            pub fn refuse_likely_too_large(mut self) -> Self {
                self.request.scope.refuse_likely_too_large = true;
                self
            }

            /// Requests a session token with a minimum size.
            pub fn minimum_session_token_size(mut self, size: $crate::param::MinimumSessionTokenSize) -> Self {
                self.request.scope.minimum_size = Some(size);
                self
            }

            fn with_scope_state<T>(self) -> $builder<T> {
                $builder { connection: self.connection, request: self.request, scope_state: ::std::marker::PhantomData }
            }
        }

        impl<S: $crate::request::scope::HasScope + Send + Sync> $crate::token_source::TokenSource for $builder<S> {
            fn token(
                &self,
            ) -> impl ::std::future::Future<Output = Result<$crate::token::Token, $crate::error::Error>> + Send {
                self.send()
            }
        }
    };
}

pub(super) use scoped;
