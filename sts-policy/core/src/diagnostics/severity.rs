//! Severities of findings.

use crate::enum_text::{display_by_name, read_by_name};

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

impl Severity {
    /// All severities, the highest first.
    pub const ALL: [Severity; 4] =
        [Severity::Error, Severity::SecurityWarning, Severity::Warning, Severity::Suggestion];

    /// Returns the name: `error`, `security-warning`, `warning` or `suggestion`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::SecurityWarning => "security-warning",
            Severity::Warning => "warning",
            Severity::Suggestion => "suggestion",
        }
    }
}

display_by_name!(Severity);
read_by_name!(
    Severity,
    /// Error for a text that is not the name of a severity.
    UnknownSeverity: "unknown severity: must be one of {}"
);
