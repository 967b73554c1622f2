use super::{Id, Statement, Version};

/// A typed IAM policy. Its structure is valid; its texts may not be. A [`SessionPolicy`](crate::SessionPolicy) was checked.
///
/// ```
/// use sts_policy_core::Policy;
///
/// let text = r#"{ "Statement": { "Resource": ["*"], "Action": "ec2:Describe*", "Effect": "Allow" },
///                 "Version": "2012-10-17" }"#;
/// let policy = Policy::from_json(text)?;
/// assert_eq!(
///     policy.to_json(),
///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}]}"#
/// );
/// # Ok::<(), sts_policy_core::InvalidPolicy>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Policy {
    /// The version of the policy language. IAM assumes 2008-10-17 without one.
    pub version: Option<Version>,
    /// The `Id`.
    pub id: Option<Id>,
    /// The statements.
    pub statements: Vec<Statement>,
}
