//! The declaration of a group of rules.

/// Declares the rules of a group: their modules, and the order in which they run.
///
/// Each entry with `on` declares an event of the walk, and the rules that run at the event, in this order. The walk calls the function of
/// the event, which calls `check` of each rule. A rule with `or stop` returns true to skip the remaining rules of the event. Other parts
/// of the crate call the rules under `called`.
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
            /// Returns true if a rule skipped the remaining ones.
            pub(crate) fn $event<$life>($element: $type, cx: &mut crate::rules::context::Context<'_, $life>) -> bool {
                $($(#[$attribute])* { crate::rules::group::run!($rule $(or $stop)?, $element, cx); })*
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
