use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use serde::ser::{Serialize, Serializer};

use crate::model::Policy;

/// A session policy that was checked: the proof that no rule reports an error in it. A policy from a macro was checked while it compiled,
/// for all values that its placeholders can take.
///
/// It holds the canonical form of the policy ([`Policy::to_json`]), which is the text to submit. The checks are the only way to create
/// one.
///
/// ```
/// use sts_policy_core::SessionPolicy;
///
/// let policy = SessionPolicy::from_json(
///     r#"{ "Version": "2012-10-17",
///          "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::reports/租/*" }] }"#,
/// )?;
/// assert_eq!(
///     policy.as_str(),
///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/\u79df/*"}]}"#
/// );
/// assert_eq!(policy.policy().statements.len(), 1);
///
/// let error = SessionPolicy::from_json(r#"{"Version":"2012-10-17","Statement":[]}"#).unwrap_err();
/// assert_eq!(error.report().findings()[0].code().as_str(), "MISSING_STATEMENT");
/// # Ok::<(), sts_policy_core::InvalidPolicy>(())
/// ```
#[derive(Debug, Clone)]
pub struct SessionPolicy {
    text: Cow<'static, str>,
    /// The typed policy. A macro writes only the text; the policy is read when it is first needed.
    policy: OnceLock<Policy>,
}

impl SessionPolicy {
    /// A policy without errors and its canonical form.
    pub(crate) fn from_checked(policy: Policy, canonical: String) -> Self {
        Self { text: Cow::Owned(canonical), policy: OnceLock::from(policy) }
    }

    /// The canonical form of a policy that a macro checked.
    pub(crate) const fn from_checked_text(canonical: Cow<'static, str>) -> Self {
        Self { text: canonical, policy: OnceLock::new() }
    }

    /// The text to submit: at most 2,048 bytes of characters that STS accepts.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The typed policy.
    pub fn policy(&self) -> &Policy {
        // The canonical form of a checked policy is readable. If that were ever wrong, the policy would deny everything.
        self.policy.get_or_init(|| Policy::from_json(&self.text).unwrap_or_default())
    }
}

impl PartialEq for SessionPolicy {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for SessionPolicy {}

impl Hash for SessionPolicy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Serializes the policy as a JSON object.
impl Serialize for SessionPolicy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.policy().serialize(serializer)
    }
}

impl AsRef<str> for SessionPolicy {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for SessionPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl From<SessionPolicy> for String {
    fn from(policy: SessionPolicy) -> Self {
        policy.text.into_owned()
    }
}

impl From<SessionPolicy> for Policy {
    fn from(policy: SessionPolicy) -> Self {
        policy.policy().clone()
    }
}

impl From<&SessionPolicy> for Policy {
    fn from(policy: &SessionPolicy) -> Self {
        policy.policy().clone()
    }
}

impl From<&SessionPolicy> for Option<Policy> {
    fn from(policy: &SessionPolicy) -> Self {
        Some(policy.into())
    }
}
