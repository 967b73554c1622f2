//! The attributes `#[policy { … }]` and `#[policy(crate = path)]`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Meta};

use crate::errors::{Errors, Reported};

/// The name of the attributes.
const ATTRIBUTE: &str = "policy";

/// Returns the tokens of `#[policy(crate = path)]` after `crate`. Other attributes return `None`.
fn crate_argument(attribute: &Attribute) -> Option<impl Iterator<Item = TokenTree>> {
    let Meta::List(list) = &attribute.meta else { return None };
    let mut tokens = list.tokens.clone().into_iter();
    let is_crate = matches!(tokens.next(), Some(TokenTree::Ident(ident)) if ident == "crate");
    (attribute.path().is_ident(ATTRIBUTE) && is_crate).then_some(tokens)
}

/// Returns the path of `sts-policy`, which an attribute can set.
pub(super) fn crate_path(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let default = quote!(::sts_policy);
    let help = "write `#[policy(crate = path::to::sts_policy)]`";
    let mut paths =
        input.attrs.iter().filter_map(|attribute| Some((attribute.path().span(), crate_argument(attribute)?)));
    let Some((span, mut tokens)) = paths.next() else { return default };
    let is_equals = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    let path: TokenStream = tokens.collect();
    let is_path_token = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    };
    let is_path = !path.is_empty() && path.clone().into_iter().all(|token| is_path_token(&token));
    if paths.next().is_some() {
        errors.push(span, "duplicate path of `sts-policy`", Some("write the path once"));
    }
    if is_equals && is_path {
        return path;
    }
    errors.push(span, "expected the path of `sts-policy`", Some(help));
    default
}

/// Returns the tokens of the attribute with the policy.
pub(super) fn policy(input: &DeriveInput, errors: &mut Errors) -> Result<TokenStream, Reported> {
    let is_policy =
        |attribute: &&Attribute| attribute.path().is_ident(ATTRIBUTE) && crate_argument(attribute).is_none();
    let mut attributes = input.attrs.iter().filter(is_policy);
    let help = "write `#[policy { allow \"s3:GetObject\" on \"arn:aws:s3:::{bucket}/*\"; }]`";
    let Some(attribute) = attributes.next() else {
        return Err(errors.push(
            input.ident.span(),
            "template without a policy: must have one `#[policy { … }]`",
            Some(help),
        ));
    };
    let span = |attribute: &Attribute| attribute.path().get_ident().map_or_else(Span::call_site, |ident| ident.span());
    if let Some(second) = attributes.next() {
        let help = "write all statements in one attribute";
        return Err(errors.push(span(second), "duplicate policy: a template must have one", Some(help)));
    }
    match &attribute.meta {
        Meta::List(list) => Ok(list.tokens.clone()),
        _ => Err(errors.push(
            span(attribute),
            "attribute without a policy: must contain its statements in braces",
            Some(help),
        )),
    }
}
