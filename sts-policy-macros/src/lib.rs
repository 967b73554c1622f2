//! The macros of [`sts-policy`](https://docs.rs/sts-policy), which re-exports them: depend on that crate, not on this one.

mod ast;
mod check;
mod derive;
mod draft;
mod errors;
mod expand;
mod file;
mod invocation;
mod literal;
mod packed;
mod parse;
mod place;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// A session policy that is checked while it compiles.
#[proc_macro]
pub fn policy(tokens: TokenStream) -> TokenStream {
    invocation::policy(tokens.into()).into()
}

/// A session policy of a JSON file, checked while the crate compiles.
#[proc_macro]
pub fn policy_file(tokens: TokenStream) -> TokenStream {
    invocation::policy_file(tokens.into()).into()
}

/// A session policy whose holes are the fields of a struct.
#[proc_macro_derive(PolicyTemplate, attributes(policy))]
pub fn policy_template(tokens: TokenStream) -> TokenStream {
    derive::policy_template(tokens.into()).into()
}
