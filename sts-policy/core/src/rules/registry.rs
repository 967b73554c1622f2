//! The list of all rules.

use std::str::FromStr;

use super::{action, condition, resource, session, size, statement, structure, variable};
use crate::diagnostics::{Code, UnknownCode, closest};

/// The groups, in the order of the documentation.
const GROUPS: [&[&[Code]]; 8] = [
    structure::CODES,
    statement::CODES,
    action::CODES,
    resource::CODES,
    condition::CODES,
    variable::CODES,
    session::CODES,
    size::CODES,
];

impl Code {
    /// All codes, group by group.
    ///
    /// ```
    /// use sts_policy_core::Code;
    ///
    /// assert!(Code::all().any(|code| code.as_str() == "INVALID_ACTION_FORMAT"));
    /// ```
    pub fn all() -> impl Iterator<Item = Code> {
        GROUPS.into_iter().flatten().copied().flatten().copied()
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Parses the name of a code, ignoring case.
    ///
    /// # Errors
    ///
    /// Returns an error with the closest name if the name is unknown.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Code::all()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCode { closest: closest(text, Code::all().map(Code::as_str)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_parse() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::all() {
            assert!(seen.insert(code.as_str()), "{code} is not unique");
            assert_eq!(code.as_str().to_ascii_lowercase().parse(), Ok(code));
        }
    }

    #[test]
    fn suggests_the_closest_code() {
        let error = "INVALID_EFECT".parse::<Code>().unwrap_err();
        assert_eq!(error.to_string(), "unknown code: did you mean `INVALID_EFFECT`?");
        assert_eq!("X".parse::<Code>().unwrap_err().to_string(), "unknown code");
    }

    #[test]
    fn texts_follow_the_rules_for_messages() {
        for code in Code::all() {
            assert!(!code.summary().ends_with('.'), "{code}: the summary ends with a full stop");
            assert!(code.why().ends_with('.'), "{code}: the explanation does not end with a full stop");
        }
    }
}
