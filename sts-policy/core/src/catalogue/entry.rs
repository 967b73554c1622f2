use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::FAMILIES;
use crate::PolicyKind;
use crate::finding::Severity;
use crate::suggest::closest;

/// The code of a check, such as `INVALID_EFFECT`, and with it everything that the catalogue says of the check.
///
/// The codes of Access Analyzer's checks are Access Analyzer's own; see its
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
/// # Ok::<(), sts_policy_core::UnknownCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(pub(super) &'static Entry);

#[derive(PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) origin: Origin,
    pub(super) kind: PolicyKind,
    pub(super) summary: &'static str,
    pub(super) why: &'static str,
    pub(super) pointer: &'static str,
    pub(super) bad: Example,
    pub(super) good: Example,
}

/// Who made a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// IAM Access Analyzer; ours raises the same code.
    AccessAnalyzer,
    /// This project; Access Analyzer says nothing about it.
    Ours,
}

/// A policy that shows a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example(pub(super) ExampleText);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExampleText {
    /// The whole text.
    Plain(&'static str),
    /// A text too long to be written out: a part of it is repeated, with `#` for the number of the repetition.
    Long { before: &'static str, repeated: &'static str, times: usize, after: &'static str },
}

impl Example {
    /// The text of the policy.
    pub fn text(&self) -> Cow<'static, str> {
        match self.0 {
            ExampleText::Plain(text) => Cow::Borrowed(text),
            ExampleText::Long { before, repeated, times, after } => {
                let numbered = (0..times).map(|number| repeated.replace('#', &number.to_string()));
                Cow::Owned([before, &numbered.collect::<String>(), after].concat())
            }
        }
    }
}

impl Code {
    /// All codes, family by family.
    pub fn all() -> impl Iterator<Item = Code> {
        FAMILIES.iter().flat_map(|family| family.iter().copied())
    }

    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// How grave a finding of this code is.
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// Who made the check.
    pub const fn origin(self) -> Origin {
        self.0.origin
    }

    /// What is wrong, in one line.
    pub const fn summary(self) -> &'static str {
        self.0.summary
    }

    /// Why it matters and what to do.
    pub const fn why(self) -> &'static str {
        self.0.why
    }

    /// The kind of policy that the examples are.
    pub const fn kind(self) -> PolicyKind {
        self.0.kind
    }

    /// A policy with this finding.
    pub const fn bad(self) -> Example {
        self.0.bad
    }

    /// The JSON Pointer to the place of the finding in the bad example.
    pub const fn bad_pointer(self) -> &'static str {
        self.0.pointer
    }

    /// A policy that means the same, or was meant, without any finding.
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

/// The text is no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    meant: Option<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("there is no such code")?;
        match self.meant {
            Some(meant) => write!(formatter, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Case does not matter.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Code::all()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCode { meant: closest(text, Code::all().map(Code::as_str)) })
    }
}

/// Defines the codes of a family: the constants with their documentation, and the list of them.
macro_rules! entries {
    ($(
        $name:ident: $severity:ident, $origin:ident, $kind:ident {
            $summary:literal,
            why: $why:literal,
            bad at $pointer:literal: $bad:tt,
            good: $good:tt,
        }
    )*) => {
        $(
            #[doc = concat!(
                $summary, ".\n\n", $why, "\n\n# Bad\n\n", crate::catalogue::entry::example_doc!($bad),
                "\n\n# Good\n\n", crate::catalogue::entry::example_doc!($good),
            )]
            pub const $name: $crate::Code = crate::catalogue::Code(&crate::catalogue::entry::Entry {
                name: stringify!($name),
                severity: $crate::Severity::$severity,
                origin: crate::catalogue::Origin::$origin,
                kind: $crate::PolicyKind::$kind,
                summary: $summary,
                why: $why,
                pointer: $pointer,
                bad: crate::catalogue::entry::example!($bad),
                good: crate::catalogue::entry::example!($good),
            });
        )*

        pub(crate) const ENTRIES: &[$crate::Code] = &[$($name),*];
    };
}

macro_rules! example {
    ([$before:literal, $repeated:literal x $times:literal, $after:literal]) => {
        crate::catalogue::Example(crate::catalogue::entry::ExampleText::Long {
            before: $before,
            repeated: $repeated,
            times: $times,
            after: $after,
        })
    };
    ($text:literal) => {
        crate::catalogue::Example(crate::catalogue::entry::ExampleText::Plain($text))
    };
}

macro_rules! example_doc {
    ([$before:literal, $repeated:literal x $times:literal, $after:literal]) => {
        concat!("```text\n", $before, $repeated, " … (", $times, " times) … ", $after, "\n```")
    };
    ($text:literal) => {
        concat!("```text\n", $text, "\n```")
    };
}

pub(super) use {entries, example, example_doc};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::all() {
            assert!(seen.insert(code.as_str()), "{code} stands twice");
            assert_eq!(code.as_str().to_ascii_lowercase().parse(), Ok(code));
        }
    }

    #[test]
    fn an_unknown_name_is_told_the_closest() {
        let error = "INVALID_EFECT".parse::<Code>().unwrap_err();
        assert_eq!(error.to_string(), "there is no such code; did you mean `INVALID_EFFECT`?");
        assert_eq!("X".parse::<Code>().unwrap_err().to_string(), "there is no such code");
    }

    #[test]
    fn texts_follow_the_rules_for_messages() {
        for code in Code::all() {
            assert!(!code.summary().ends_with('.'), "{code}: the summary ends with a full stop");
            assert!(code.why().ends_with('.'), "{code}: the explanation is no sentence");
        }
    }
}
