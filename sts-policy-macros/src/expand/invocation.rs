//! `policy!` and `policy_file!`: expressions whose holes are variables in scope.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;
use sts_policy_core::RuleScope;

use super::error_fallback::fallback;
use super::packed_size_warning;
use super::plan::{CodegenPlan, plan};
use super::span::ident;
use crate::check::check;
use crate::errors::Errors;
use crate::parse;
use crate::parse::arguments::{FileArguments, file_arguments};
use crate::skeleton::{Skeleton, from_ast, from_file};

/// Splits off the path of `sts-policy`, which the macros of that crate pass in parentheses at the start. Returns it and the other tokens.
pub(crate) fn split_crate_path(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut rest = tokens.clone().into_iter();
    let is_path = |group: &Group| group.delimiter() == Delimiter::Parenthesis;
    match rest.next() {
        Some(TokenTree::Group(group)) if is_path(&group) => (group.stream(), rest.collect()),
        _ => (quote!(::sts_policy), tokens),
    }
}

/// Expands `policy!`.
pub(crate) fn policy(krate: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let policy = parse::policy(tokens, &mut errors);
    let skeleton = from_ast(&policy, &mut errors);
    check_and_expand(&skeleton, krate, errors)
}

/// Expands `policy_file!`.
pub(crate) fn policy_file(krate: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(FileArguments { path, scope, unchecked }) = file_arguments(tokens, &mut errors) else {
        return errors_and_fallback(&errors, RuleScope::Session, krate);
    };
    let span = path.span();
    let path = path.value();
    let text = match parse::policy_file::read(&path) {
        Ok(text) => text,
        Err((message, help)) => {
            errors.push(span, message, Some(help));
            return errors_and_fallback(&errors, scope, krate);
        }
    };
    let skeleton = from_file(path.clone(), text, span, scope, &unchecked, &mut errors);
    let expression = check_and_expand(&skeleton, krate, errors);
    // Without this, Cargo would not build again when the file changes.
    let path = format!("/{path}");
    quote! {{
        const _: &[::core::primitive::u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
        #expression
    }}
}

/// Returns the errors, and an expression of the right type.
fn errors_and_fallback(errors: &Errors, scope: RuleScope, krate: &TokenStream) -> TokenStream {
    let (errors, fallback) = (errors.to_tokens(), fallback(scope, krate));
    quote!({ #errors #fallback })
}

fn check_and_expand(skeleton: &Skeleton, krate: &TokenStream, mut errors: Errors) -> TokenStream {
    let checked = check(skeleton, &mut errors).filter(|_| errors.is_empty());
    match checked.and_then(|checked| plan(skeleton, checked, krate, &mut errors)) {
        Some(plan) => with_warnings(skeleton, &plan),
        None => with_errors(skeleton, krate, &errors),
    }
}

fn with_warnings(skeleton: &Skeleton, plan: &CodegenPlan) -> TokenStream {
    let warnings = plan.warnings();
    let packed = packed_size_warning::warning(skeleton, &|name| plan.likely_bytes(name), Span::call_site());
    let expression = plan.with_variables();
    if warnings.is_empty() && packed.is_empty() { expression } else { quote!({ #warnings #packed #expression }) }
}

/// Returns the errors, and an expression of the right type that uses the holes, so that the compiler does not
/// also report them as unused.
fn with_errors(skeleton: &Skeleton, krate: &TokenStream, errors: &Errors) -> TokenStream {
    let holes = &skeleton.holes;
    let names = holes.names.iter().enumerate().filter(|(_, name)| !name.is_empty()).map(|(index, name)| {
        let used = holes.uses.iter().find(|used| used.name == index);
        ident(name, used.map_or_else(Span::call_site, |used| used.span))
    });
    let (errors, fallback) = (errors.to_tokens(), fallback(skeleton.scope, krate));
    quote!({ #errors #(let _ = &#names;)* #fallback })
}
