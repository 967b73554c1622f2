//! The type of the result, and the expression for a policy with errors.

use proc_macro2::TokenStream;
use quote::quote;
use sts_policy_core::RuleScope;

pub(super) fn policy_type(scope: RuleScope, krate: &TokenStream) -> TokenStream {
    if scope.is_session() { quote!(#krate::SessionPolicy) } else { quote!(#krate::Policy) }
}

/// Returns an expression of the right type for a policy with errors, so that the compiler reports no errors about types too.
pub(crate) fn fallback(scope: RuleScope, krate: &TokenStream) -> TokenStream {
    if scope.is_session() {
        quote!(#krate::__private::fallback_session_policy())
    } else {
        quote!(#krate::__private::fallback_policy())
    }
}
