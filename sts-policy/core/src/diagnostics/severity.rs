//! Severities of findings.

use crate::enum_text::enum_text;

/// Severity of a finding: the four types of Access Analyzer, from the lowest to the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A simpler policy has the same effect.
    Suggestion,
    /// IAM accepts the policy, but a part of it has no effect, or another effect than intended.
    Warning,
    /// The policy grants more than intended.
    SecurityWarning,
    /// IAM or STS refuses the policy, or a part of it can never have an effect.
    Error,
}

enum_text! {
    impl Severity {
        Error => "error",
        SecurityWarning => "security-warning",
        Warning => "warning",
        Suggestion => "suggestion",
    }
    /// Error for a text that is not the name of a [`Severity`].
    UnknownSeverity => "unknown severity: must be one of {}"
}
