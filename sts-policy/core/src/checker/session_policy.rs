//! The checks that create a session policy.

use std::str::FromStr;

use super::Checker;
use crate::diagnostics::{InvalidPolicy, Report};
use crate::model::{Policy, PolicyKind};
use crate::session_policy::SessionPolicy;

impl Checker {
    /// Checks a policy in the form that [`SessionPolicy`] submits, and returns it with its report. The report may hold warnings and
    /// suggestions.
    ///
    /// # Errors
    ///
    /// If a rule reports an error. The error holds the whole report. Also if the checker is for identity policies.
    pub fn session_policy(&self, policy: &str) -> Result<(SessionPolicy, Report), InvalidPolicy> {
        let checker = Self { canonicalize: true, ..self.clone() };
        match checker.check_text(policy) {
            (report, Some((policy, canonical))) if report.is_ok() && self.kind == PolicyKind::Session => {
                Ok((SessionPolicy::from_checked(policy, canonical), report))
            }
            (report, _) => Err(InvalidPolicy::new(report, PolicyKind::Session)),
        }
    }
}

impl SessionPolicy {
    /// Reads and checks a policy.
    ///
    /// [`Checker::session_policy`] also returns the report of a policy without errors, and counts managed policy ARNs.
    ///
    /// # Errors
    ///
    /// If a rule reports an error, or if the text has more than
    /// [`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES) and is not checked. The error holds the whole
    /// report, with warnings and suggestions.
    pub fn from_json(text: &str) -> Result<Self, InvalidPolicy> {
        Checker::session().session_policy(text).map(|(policy, _)| policy)
    }
}

impl TryFrom<Policy> for SessionPolicy {
    type Error = InvalidPolicy;

    /// Checks a policy. The pointers in the report are those of the canonical form.
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
