use crate::enum_text::{display_by_name, read_by_name};

/// How grave a finding is: Access Analyzer's four types, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The policy could say the same more simply.
    Suggestion,
    /// The policy is accepted, but part of it has no effect or not the one it seems to have.
    Warning,
    /// The policy grants more than it seems to.
    SecurityWarning,
    /// IAM or STS refuses the policy, or part of it can never work.
    Error,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Severity; 4] =
        [Severity::Error, Severity::SecurityWarning, Severity::Warning, Severity::Suggestion];

    /// The name: `error`, `security-warning`, `warning` or `suggestion`.
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
    /// The text is no severity.
    UnknownSeverity: "unknown severity: must be one of {}"
);
