use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::Checker;
use crate::diagnostics::InvalidPolicy;
use crate::model::Policy;

/// A session policy that was judged and may be sent to STS: the proof that no check found an error in it,
/// be it as text or, by a macro, with whatever may fill its holes.
///
/// It holds the canonical form of the policy ([`Policy::to_json`]), which is what is to be submitted. There is no way to make
/// one without passing the checks, while the program runs or while it compiles.
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
///
/// let refused = SessionPolicy::from_json(r#"{"Version":"2012-10-17","Statement":[]}"#).unwrap_err();
/// assert_eq!(refused.report().findings()[0].code().as_str(), "MISSING_STATEMENT");
/// # Ok::<(), sts_policy_core::InvalidPolicy>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionPolicy(Cow<'static, str>);

impl SessionPolicy {
    /// Reads and judges a policy.
    ///
    /// # Errors
    ///
    /// If a check finds an error, or the text has more than
    /// [`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES) and is not checked; the error has the whole
    /// report, warnings and suggestions included. For the report of a policy
    /// that passes, and to count managed policy ARNs, see [`Checker::session_policy`].
    pub fn from_json(text: &str) -> Result<Self, InvalidPolicy> {
        Checker::session().session_policy(text).map(|(policy, _)| policy)
    }

    /// Wraps a canonical form in which the checks found no error.
    pub(crate) fn from_checked(canonical: String) -> Self {
        Self(Cow::Owned(canonical))
    }

    /// Wraps a canonical form that was checked while compiling.
    pub(crate) const fn from_checked_static(canonical: &'static str) -> Self {
        Self(Cow::Borrowed(canonical))
    }

    /// The text to submit, at most 2,048 bytes of characters that STS takes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<Policy> for SessionPolicy {
    type Error = InvalidPolicy;

    /// Judges a policy. The pointers in the report are those of the canonical form.
    fn try_from(policy: Policy) -> Result<Self, Self::Error> {
        Self::from_json(&policy.to_json())
    }
}

impl TryFrom<&Policy> for SessionPolicy {
    type Error = InvalidPolicy;

    fn try_from(policy: &Policy) -> Result<Self, Self::Error> {
        Self::from_json(&policy.to_json())
    }
}

impl FromStr for SessionPolicy {
    type Err = InvalidPolicy;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_json(text)
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
        policy.0.into_owned()
    }
}
