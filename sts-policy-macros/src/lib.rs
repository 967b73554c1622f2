//! The macros of [`sts-policy`](https://docs.rs/sts-policy), which re-exports them: depend on that crate, not on this
//! one.

#[cfg(test)]
#[path = "../../sts-policy/core/tests/support/cases.rs"]
mod cases;
mod check;
mod errors;
mod expand;
mod parse;
mod skeleton;
#[cfg(test)]
mod tests;

use expand::{derive, invocation};
use proc_macro::TokenStream;

/// The expansion of `sts_policy::policy!`, which adds its own path before the policy, in parentheses.
#[doc(hidden)]
#[proc_macro]
pub fn policy(tokens: TokenStream) -> TokenStream {
    let (krate, tokens) = invocation::split_crate_path(tokens.into());
    invocation::policy(&krate, tokens).into()
}

/// The expansion of `sts_policy::policy_file!`, which adds its own path before the arguments, in parentheses.
#[doc(hidden)]
#[proc_macro]
pub fn policy_file(tokens: TokenStream) -> TokenStream {
    let (krate, tokens) = invocation::split_crate_path(tokens.into());
    invocation::policy_file(&krate, tokens).into()
}

#[doc = include_str!("../doc/policy_template.md")]
#[proc_macro_derive(PolicyTemplate, attributes(policy))]
pub fn policy_template(tokens: TokenStream) -> TokenStream {
    derive::policy_template(tokens.into()).into()
}
