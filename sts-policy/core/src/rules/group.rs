//! The declaration of a group of rules.

/// Declares the rules of a group: their modules, and the order in which they run.
///
/// Each entry with `on` declares an event of the walk, and the rules that run at the event, in this order. The walk calls the function of
/// the event, which calls `check` of each rule. A rule with `(may_skip_rest)` returns true to skip the remaining rules of the event. The
/// rules under `called_directly` run at no event: the reader, the walk or another rule calls them.
macro_rules! rules {
    (
        $(
            $(#[$doc:meta])*
            on $event:ident<$life:lifetime>($element:ident: $type:ty) {
                $($(#[$attribute:meta])* $rule:ident $(($skip:ident))?),* $(,)?
            }
        )*
        $(called_directly { $($(#[$direct_attribute:meta])* $direct_rule:ident),* $(,)? })?
    ) => {
        $($($(#[$attribute])* pub(crate) mod $rule;)*)*
        $($($(#[$direct_attribute])* pub(crate) mod $direct_rule;)*)?

        /// The codes of the rules.
        pub(crate) const CODES: &[&[crate::diagnostics::Code]] = &[
            $($($(#[$attribute])* $rule::CODES,)*)*
            $($($(#[$direct_attribute])* $direct_rule::CODES,)*)?
        ];

        /// The constants of the codes.
        pub(crate) mod codes {
            $($($(#[$attribute])* pub use super::$rule::codes::*;)*)*
            $($($(#[$direct_attribute])* pub use super::$direct_rule::codes::*;)*)?
        }

        $(
            $(#[$doc])*
            ///
            /// Returns true if a rule skipped the remaining ones.
            pub(crate) fn $event<$life>($element: $type, cx: &mut crate::rules::context::Context<'_, $life>) -> bool {
                $($(#[$attribute])* { crate::rules::group::run!($rule $(($skip))?, $element, cx); })*
                false
            }
        )*
    };
}

macro_rules! run {
    ($rule:ident (may_skip_rest), $element:ident, $cx:ident) => {
        if $rule::check($element, $cx) {
            return true;
        }
    };
    ($rule:ident, $element:ident, $cx:ident) => {
        $rule::check($element, $cx);
    };
}

pub(crate) use {rules, run};
