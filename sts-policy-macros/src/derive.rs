//! `#[derive(PolicyTemplate)]`: a struct, whose fields are the holes.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use sts_policy_core::__private::closest;
use sts_policy_core::PolicyKind;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, GenericArgument, GenericParam, Generics, Lifetime, Meta,
    PathArguments, Type,
};

use crate::check::check;
use crate::draft::{self, Draft};
use crate::errors::{Errors, Reported};
use crate::expand::{plan, policy_type, refused};
use crate::{packed, parse};

/// The attribute that holds the policy.
const ATTRIBUTE: &str = "policy";

/// The expansion of the derive.
pub(crate) fn policy_template(tokens: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let krate = crate_path(&input, &mut errors);
    let tokens = attribute(&input, &mut errors);
    let fields = fields(&input, &mut errors);
    let (Ok(tokens), Ok(fields)) = (tokens, fields) else {
        return refusal(&input, Default::default(), &krate, &errors);
    };
    let source = parse::source(tokens, &mut errors);
    let draft = draft::of_source(source, &mut errors);
    holes_are_fields(&draft, &input, &fields, &mut errors);
    let checked = check(&draft, &mut errors).filter(|_| errors.is_empty());
    let Some(plan) = checked.and_then(|checked| plan(&draft, checked, &krate, &mut errors)) else {
        return refusal(&input, draft.kind, &krate, &errors);
    };
    let field = |name: &str| fields.iter().find(|field| field.ident.as_ref().is_some_and(|ident| ident == name));
    let types = || plan.holes.iter().filter_map(|hole| field(&hole.name)).map(|field| &field.ty);
    // A type that is a parameter, or has one, is not known here: its bounds are those of the implementation.
    let parameters: Vec<&Ident> = input.generics.type_params().map(|parameter| &parameter.ident).collect();
    let bounds = plan.holes.iter().zip(types()).filter(|(_, field_type)| names_any(field_type, &parameters)).map(
        |(hole, field_type)| {
            let bounds = hole.bounds(&krate);
            quote!(#field_type: #bounds)
        },
    );
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let predicates = where_clause.iter().flat_map(|clause| &clause.predicates);
    let lengths = types().map(|field_type| quote!(#krate::__private::MaxBytes::<#field_type>::VALUE));
    let greatest = plan.greatest(lengths, input.ident.span());
    let filled = plan.of_fields(|hole| field(&hole.name).map_or_else(Span::call_site, |field| field.ty.span()));
    let policy = policy_type(plan.kind(), &krate);
    let warnings = plan.warnings();
    let longest = |name: &str| field(name).and_then(|field| longest(&field.ty));
    let packed = packed::warning(&draft, &longest, input.ident.span());
    let name = &input.ident;
    // The levels of lints on the struct are those of its implementation.
    let levels: Vec<_> = input
        .attrs
        .iter()
        .filter(|attribute| ["allow", "warn", "deny", "forbid"].iter().any(|level| attribute.path().is_ident(level)))
        .collect();
    // The implementation uses the struct and its fields, deprecated or not. Elsewhere the attribute is left out: it is an error in a
    // crate that forbids to allow the lint.
    let attributes = input.attrs.iter().chain(fields.iter().flat_map(|field| &field.attrs));
    let uses_deprecated = attributes.into_iter().any(|attribute| attribute.path().is_ident("deprecated"));
    let deprecated = uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    let proof = proof(&input, &krate, &deprecated);
    // The compiler reports a warning as the use of a deprecated constant, so it is outside that attribute.
    let warnings =
        (!warnings.is_empty() || !packed.is_empty()).then(|| quote!(#(#levels)* const _: () = { #warnings #packed };));
    quote! {
        #[automatically_derived]
        #deprecated
        #(#levels)*
        impl #impl_generics #krate::PolicyTemplate for #name #type_generics
        where
            #(#predicates,)*
            #(#bounds,)*
        {
            type Policy = #policy;

            const MAX_BYTES: ::core::primitive::usize = {
                use #krate::__private::MaxBytesFallback as _;
                // `str` fills no hole, so the trait is always used, and no lint has to be silenced.
                let _ = #krate::__private::MaxBytes::<::core::primitive::str>::VALUE;
                #greatest
            };

            fn to_policy(&self) -> Self::Policy {
                #filled
            }
        }

        #warnings
        #proof
    }
}

/// The tokens of `#[policy(crate = path)]` behind `crate`, if the attribute is one.
fn crate_argument(attribute: &Attribute) -> Option<impl Iterator<Item = TokenTree>> {
    let Meta::List(list) = &attribute.meta else { return None };
    let mut tokens = list.tokens.clone().into_iter();
    let is_crate = matches!(tokens.next(), Some(TokenTree::Ident(ident)) if ident == "crate");
    (attribute.path().is_ident(ATTRIBUTE) && is_crate).then_some(tokens)
}

/// The path of `sts-policy`: that of the attribute, where the struct has one.
fn crate_path(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
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
        errors.push(span, "the template has a second path of `sts-policy`", Some("write the path once"));
    }
    if is_equals && is_path {
        return path;
    }
    errors.push(span, "expected the path of `sts-policy`", Some(help));
    default
}

/// The tokens of the one attribute that holds the policy.
fn attribute(input: &DeriveInput, errors: &mut Errors) -> Result<TokenStream, Reported> {
    let is_policy =
        |attribute: &&Attribute| attribute.path().is_ident(ATTRIBUTE) && crate_argument(attribute).is_none();
    let mut attributes = input.attrs.iter().filter(is_policy);
    let help = "write it as `#[policy { allow \"s3:GetObject\" on \"arn:aws:s3:::{bucket}/*\"; }]`";
    let Some(attribute) = attributes.next() else {
        return Err(errors.push(input.ident.span(), "the template has no policy", Some(help)));
    };
    let span = |attribute: &Attribute| attribute.path().get_ident().map_or_else(Span::call_site, |ident| ident.span());
    if let Some(second) = attributes.next() {
        return Err(errors.push(
            span(second),
            "the template has a second policy",
            Some("write all statements into one"),
        ));
    }
    match &attribute.meta {
        Meta::List(list) => Ok(list.tokens.clone()),
        _ => Err(errors.push(span(attribute), "the attribute holds no policy", Some(help))),
    }
}

fn fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Result<Vec<&'a Field>, Reported> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields.named.iter().collect()),
            Fields::Unit => Ok(Vec::new()),
            Fields::Unnamed(_) => {
                let help = "give the fields names: the holes are called as they are";
                Err(errors.push(input.ident.span(), "the fields of a template have names", Some(help)))
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            let help = "derive it for a struct whose fields are the holes";
            Err(errors.push(input.ident.span(), "a template is a struct", Some(help)))
        }
    }
}

/// Reports holes that are no field.
fn holes_are_fields(draft: &Draft, input: &DeriveInput, fields: &[&Field], errors: &mut Errors) {
    let names: Vec<String> = fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect();
    for used in draft.holes.uses.iter().filter(|used| !used.is_reported) {
        let Some(name) = draft.holes.names.get(used.name).filter(|name| !names.contains(name)) else { continue };
        // Every name of one letter or two is close to every other.
        let near = closest(name, names.iter().map(String::as_str)).filter(|near| near.len() > 2);
        let help = match near {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None if names.is_empty() => format!("add the field: `{name}: Segment<36>`"),
            None => format!("its fields are `{}`", names.join("`, `")),
        };
        errors.push(used.span, format!("`{}` has no field `{name}`", input.ident), Some(&help));
    }
}

/// An implementation of the right shape, beside the errors.
fn refusal(input: &DeriveInput, kind: PolicyKind, krate: &TokenStream, errors: &Errors) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let (name, errors) = (&input.ident, errors.to_tokens());
    let (policy, refused) = (policy_type(kind, krate), refused(kind, krate));
    quote! {
        #errors

        #[automatically_derived]
        impl #impl_generics #krate::PolicyTemplate for #name #type_generics #where_clause {
            type Policy = #policy;

            const MAX_BYTES: ::core::primitive::usize = 0;

            fn to_policy(&self) -> Self::Policy {
                #refused
            }
        }
    }
}

/// Whether one of the names occurs in a type.
fn names_any(field_type: &Type, names: &[&Ident]) -> bool {
    let mut open: Vec<TokenStream> = vec![quote!(#field_type)];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if names.contains(&&ident) => return true,
                TokenTree::Group(group) => open.push(group.stream()),
                _ => {}
            }
        }
    }
    false
}

/// Evaluates the greatest length for a struct that is one type, so that a policy that is too long is found before it is used.
fn proof(input: &DeriveInput, krate: &TokenStream, attribute: &Option<TokenStream>) -> TokenStream {
    let Generics { params, .. } = &input.generics;
    let mut lifetimes = Vec::new();
    for param in params {
        match param {
            GenericParam::Lifetime(_) => lifetimes.push(Lifetime::new("'static", Span::call_site())),
            GenericParam::Type(_) | GenericParam::Const(_) => return TokenStream::new(),
        }
    }
    let name = &input.ident;
    quote_spanned! {Span::call_site().located_at(name.span())=>
        #attribute
        const _: ::core::primitive::usize = <#name<#(#lifetimes),*> as #krate::PolicyTemplate>::MAX_BYTES;
    }
}

/// The greatest length of a value type of ours, in bytes of its text, by its name: enough for an estimate.
fn longest(field_type: &Type) -> Option<usize> {
    let path = match field_type {
        Type::Reference(reference) => return longest(&reference.elem),
        Type::Path(path) => path.path.segments.last()?,
        _ => return None,
    };
    let argument = || match &path.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Const(syn::Expr::Lit(literal)) => match &literal.lit {
                syn::Lit::Int(number) => number.base10_parse().ok(),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    match path.ident.to_string().as_str() {
        "Segment" | "KeyPath" | "Pattern" | "Text" => argument(),
        "BucketName" => Some(63),
        "RoleName" => Some(64),
        "AccountId" => Some(12),
        "Region" => Some(14),
        "Partition" => Some(10),
        "Uuid" => Some(36),
        "bool" => Some(5),
        "IpNetwork" | "IpAddr" | "Ipv6Addr" => Some(43),
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" | "SystemTime" => Some(20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greatest_lengths_by_name() {
        for (text, length) in [
            ("Segment<36>", Some(36)),
            ("&'a sts_policy::value::Text<400>", Some(400)),
            ("Segment<N>", None),
            ("AccountId", Some(12)),
            ("std::time::SystemTime", Some(20)),
            ("u64", Some(20)),
            // What it stands for is not known here.
            ("TenantId", None),
        ] {
            assert_eq!(longest(&syn::parse_str(text).unwrap()), length, "{text}");
        }
    }
}
