//! Codes of rules, with their documentation.

use std::borrow::Cow;
use std::fmt;

use super::rule_scope::RuleScope;
use super::severity::Severity;

/// The code of a rule, such as `INVALID_EFFECT`, with the documentation of the rule.
///
/// A rule that Access Analyzer has too has the code of Access Analyzer; see its
/// [list of checks](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html).
///
/// ```
/// use sts_policy_core::{Code, Severity, code};
///
/// let code: Code = "INVALID_EFFECT".parse()?;
/// assert_eq!(code, code::INVALID_EFFECT);
/// assert_eq!(code.severity(), Severity::Error);
/// assert!(code.bad().text().contains("Permit"));
/// // The constants are patterns too.
/// assert!(matches!(code, code::INVALID_EFFECT | code::MISSING_EFFECT));
/// # Ok::<(), sts_policy_core::report::UnknownCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(pub(crate) &'static Rule);

/// The declaration of a rule.
#[derive(PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) origin: Origin,
    pub(crate) scope: RuleScope,
    pub(crate) needs_reference: bool,
    pub(crate) macros: MacroTreatment,
    pub(crate) summary: &'static str,
    pub(crate) why: &'static str,
    pub(crate) bad_pointer: &'static str,
    pub(crate) bad: Example,
    pub(crate) good: Example,
}

/// Treatment of a finding in a policy that is written with a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacroTreatment {
    /// Errors are compile errors, warnings are compiler warnings, suggestions are not shown.
    BySeverity,
    /// A compile error at every severity: in the source of a program it is a mistake.
    Error,
    /// Not reported: the rule is about the text as submitted, which the macros measure themselves.
    Skipped,
    /// As `BySeverity`. The rule compares several texts, so the result may depend on a value that is filled in at run time.
    Comparison,
    /// As `BySeverity`. The rule is about an unknown name, which AWS may have added since, so the help names `unchecked`.
    UnknownName,
}

/// Source of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// IAM Access Analyzer has a check with the same code.
    AccessAnalyzer,
    /// This project only.
    Project,
}

/// A policy that demonstrates a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example(pub(crate) ExampleText);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExampleText {
    /// The whole text of the policy.
    Whole(&'static str),
    /// A text with a part that is repeated. `#` in that part stands for the number of the repetition.
    Repeated { before: &'static str, repeated: &'static str, times: usize, after: &'static str },
}

impl Example {
    /// Returns the text of the policy.
    pub fn text(&self) -> Cow<'static, str> {
        match self.0 {
            ExampleText::Whole(text) => Cow::Borrowed(text),
            ExampleText::Repeated { before, repeated, times, after } => {
                let numbered = (0..times).map(|number| repeated.replace('#', &number.to_string()));
                Cow::Owned([before, &numbered.collect::<String>(), after].concat())
            }
        }
    }
}

impl Code {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// Severity of the findings with this code.
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// Source of the rule.
    pub const fn origin(self) -> Origin {
        self.0.origin
    }

    /// The problem in one line, in lower case without a full stop.
    pub const fn summary(self) -> &'static str {
        self.0.summary
    }

    /// The effect of the problem, and the correction.
    pub const fn why(self) -> &'static str {
        self.0.why
    }

    /// The policies that the rule concerns.
    pub const fn scope(self) -> RuleScope {
        self.0.scope
    }

    /// Returns true if the rule needs the service reference.
    pub const fn needs_reference(self) -> bool {
        self.0.needs_reference
    }

    /// Treatment in a policy that is written with a macro.
    pub(crate) const fn macro_treatment(self) -> MacroTreatment {
        self.0.macros
    }

    /// A policy with this finding.
    pub const fn bad(self) -> Example {
        self.0.bad
    }

    /// The JSON Pointer of the finding in the bad example.
    pub const fn bad_pointer(self) -> &'static str {
        self.0.bad_pointer
    }

    /// The corrected policy, without findings.
    pub const fn good(self) -> Example {
        self.0.good
    }
}

impl std::hash::Hash for Code {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.name.cmp(other.0.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

/// Error for a text that is not a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    pub(crate) closest: Option<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.closest {
            Some(code) => write!(formatter, "unknown code: did you mean `{code}`?"),
            None => formatter.write_str("unknown code"),
        }
    }
}

impl std::error::Error for UnknownCode {}
