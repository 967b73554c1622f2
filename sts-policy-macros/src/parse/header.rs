//! The kind of a policy.

use proc_macro2::Ident;
use sts_policy_core::__private::closest;
use sts_policy_core::RuleScope;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;

use super::Parsed;
use super::token::{expected, keyword, semicolon};
use crate::errors::Errors;

/// The kinds that a policy in source code can have.
const SCOPES: [RuleScope; 3] = [RuleScope::Session, RuleScope::Federation, RuleScope::Identity];

/// Parses `kind = identity;`. A policy without a header is a session policy.
pub(super) fn header(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<RuleScope> {
    if !(input.peek(syn::Ident) && input.peek2(Token![=])) {
        return Ok(RuleScope::Session);
    }
    let scope = kind(input, errors)?;
    // The kind decides the type of the expression, so it is kept even if the semicolon is missing.
    let _ = semicolon(input, errors, "the header");
    Ok(scope)
}

/// Parses `kind = identity`.
pub(super) fn kind(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<RuleScope> {
    keyword(input, errors, "kind")?;
    if input.parse::<Token![=]>().is_err() {
        return Err(expected(input, errors, "`=` after `kind`", None));
    }
    let help = format!("use one of {}", SCOPES.map(|scope| format!("`{scope}`")).join(", "));
    let span = input.span();
    let Ok(name) = input.call(Ident::parse_any) else {
        return Err(expected(input, errors, "a policy kind", Some(&help)));
    };
    let name = name.to_string();
    SCOPES.into_iter().find(|scope| scope.as_str() == name).ok_or_else(|| {
        let near = closest(&name, SCOPES.map(RuleScope::as_str)).map(|kind| format!("did you mean `{kind}`?"));
        errors.push(span, format!("unknown policy kind `{name}`"), Some(near.as_deref().unwrap_or(&help)))
    })
}
