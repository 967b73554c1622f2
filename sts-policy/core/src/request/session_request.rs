use super::{Operation, PolicyArns, SessionTags};
use crate::model::Policy;

/// A request to STS for a session, as far as checks and size estimates need it: the operation, the inline policy, the ARNs of managed
/// policies, and the session tags.
///
/// ```
/// use sts_policy_core::Policy;
/// use sts_policy_core::request::{Operation, PolicyArns, SessionRequest, SessionTags};
///
/// let policy = Policy::from_json(
///     r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#,
/// )?;
/// let request = SessionRequest::new(Operation::AssumeRole)
///     .policy(policy)
///     .policy_arns(PolicyArns::new(["arn:aws:iam::aws:policy/ReadOnlyAccess"])?)
///     .tags(SessionTags::from_pairs([("tenant", "a")])?);
/// assert_eq!(request.tags.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SessionRequest {
    /// The operation.
    pub operation: Operation,
    /// The inline session policy.
    pub policy: Option<Policy>,
    /// The ARNs of the managed session policies.
    pub policy_arns: PolicyArns,
    /// The session tags. Transitive tags that the caller's session passes on count into the packed size too.
    pub tags: SessionTags,
}

impl SessionRequest {
    /// A request without policies and tags.
    pub fn new(operation: Operation) -> Self {
        Self { operation, ..Self::default() }
    }

    /// Sets the inline policy, or removes it.
    #[must_use = "the changed request is returned"]
    pub fn policy(mut self, policy: impl Into<Option<Policy>>) -> Self {
        self.policy = policy.into();
        self
    }

    /// Sets the ARNs of managed policies.
    #[must_use = "the changed request is returned"]
    pub fn policy_arns(mut self, arns: PolicyArns) -> Self {
        self.policy_arns = arns;
        self
    }

    /// Sets the session tags.
    #[must_use = "the changed request is returned"]
    pub fn tags(mut self, tags: SessionTags) -> Self {
        self.tags = tags;
        self
    }
}
