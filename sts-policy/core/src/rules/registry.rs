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

/// Declares the rules of a group: their modules, and the order in which they run.
///
/// Each entry with `on` is an event of the walk with the rules that run at it, in this order. The walk calls the function of the event, which
/// calls `check` of each rule. A rule `or stop` returns true to leave out the rest of the event. Rules under `called` run when another
/// part of the crate calls them.
macro_rules! rules {
    (
        $(
            $(#[$doc:meta])*
            on $event:ident<$life:lifetime>($element:ident: $type:ty) {
                $($(#[$attribute:meta])* $rule:ident $(or $stop:ident)?),* $(,)?
            }
        )*
        $(called { $($(#[$called_attribute:meta])* $called:ident),* $(,)? })?
    ) => {
        $($($(#[$attribute])* pub(crate) mod $rule;)*)*
        $($($(#[$called_attribute])* pub(crate) mod $called;)*)?

        /// The codes of the rules.
        pub(crate) const CODES: &[&[crate::diagnostics::Code]] = &[
            $($($(#[$attribute])* $rule::CODES,)*)*
            $($($(#[$called_attribute])* $called::CODES,)*)?
        ];

        /// The constants of the codes.
        pub(crate) mod codes {
            $($($(#[$attribute])* pub use super::$rule::codes::*;)*)*
            $($($(#[$called_attribute])* pub use super::$called::codes::*;)*)?
        }

        $(
            $(#[$doc])*
            ///
            /// Returns true if a rule left out the rest.
            pub(crate) fn $event<$life>($element: $type, cx: &mut crate::rules::context::Context<'_, $life>) -> bool {
                $($(#[$attribute])* { crate::rules::registry::run!($rule $(or $stop)?, $element, cx); })*
                false
            }
        )*
    };
}

macro_rules! run {
    ($rule:ident or stop, $element:ident, $cx:ident) => {
        if $rule::check($element, $cx) {
            return true;
        }
    };
    ($rule:ident, $element:ident, $cx:ident) => {
        $rule::check($element, $cx);
    };
}

pub(crate) use {rules, run};

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

    /// Case does not matter.
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
    fn names_are_unique_and_read_back() {
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
