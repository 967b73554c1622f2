use super::{Id, Statement, Version};

/// An IAM policy document: typed, and in any state of health. [`SessionPolicy`](crate::SessionPolicy) is one that was
/// judged.
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
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The version of the policy language; without one IAM takes 2008-10-17.
    pub version: Option<Version>,
    /// Its name, if it has one.
    pub id: Option<Id>,
    /// What it says.
    pub statements: Vec<Statement>,
}
