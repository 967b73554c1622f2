//! `#[derive(PolicyTemplate)]`: a struct whose fields are the holes.

mod attributes;
mod fields;
mod type_length;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use sts_policy_core::RuleScope;
use syn::spanned::Spanned;
use syn::{DeriveInput, Field, GenericParam, Generics, Lifetime};

use self::fields::{check_holes, fields, mentions_any};
use self::type_length::max_len;
use super::error_fallback::{fallback, policy_type};
use super::packed_size_warning;
use super::plan::{CodegenPlan, Hole, plan};
use crate::check::check;
use crate::errors::Errors;
use crate::parse;
use crate::skeleton::{Skeleton, from_ast};

/// Expands the derive.
pub(crate) fn policy_template(tokens: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let krate = attributes::crate_path(&input, &mut errors);
    let tokens = attributes::policy(&input, &mut errors);
    let fields = fields(&input, &mut errors);
    let (Ok(tokens), Ok(fields)) = (tokens, fields) else {
        return with_errors(&input, RuleScope::Session, &krate, &errors);
    };
    let policy = parse::policy(tokens, &mut errors);
    let skeleton = from_ast(&policy, &mut errors);
    check_holes(&skeleton, &input, &fields, &mut errors);
    let checked = check(&skeleton, &mut errors).filter(|_| errors.is_empty());
    match checked.and_then(|checked| plan(&skeleton, checked, &krate, &mut errors)) {
        Some(plan) => Template { input: &input, fields, krate: &krate, plan }.expand(&skeleton),
        None => with_errors(&input, skeleton.scope, &krate, &errors),
    }
}

/// A template without errors.
struct Template<'a> {
    input: &'a DeriveInput,
    fields: Vec<&'a Field>,
    krate: &'a TokenStream,
    plan: CodegenPlan,
}

impl Template<'_> {
    fn expand(&self, skeleton: &Skeleton) -> TokenStream {
        let deprecated = self.allow_deprecated();
        let implementation = self.implementation(&deprecated);
        let warnings = self.warnings(skeleton);
        let evaluation = evaluate_max_len(self.input, self.krate, &deprecated);
        quote!(#implementation #warnings #evaluation)
    }

    /// Returns the field of a hole.
    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.ident.as_ref().is_some_and(|ident| ident == name)).copied()
    }

    /// Returns the holes with their fields.
    fn holes(&self) -> impl Iterator<Item = (&Hole, &Field)> {
        self.plan.holes.iter().filter_map(|hole| Some((hole, self.field(&hole.name)?)))
    }

    fn implementation(&self, deprecated: &Option<TokenStream>) -> TokenStream {
        let Self { input, krate, plan, .. } = self;
        let (name, levels) = (&input.ident, self.lint_levels());
        let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
        let predicates = where_clause.iter().flat_map(|clause| &clause.predicates);
        let bounds = self.bounds();
        let lengths = self.holes().map(|(_, field)| {
            let field_type = &field.ty;
            quote!(#krate::__private::MaxBytes::<#field_type>::VALUE)
        });
        let max_len = plan.max_len(lengths, name.span());
        let filled =
            plan.with_fields(|hole| self.field(&hole.name).map_or_else(Span::call_site, |field| field.ty.span()));
        let policy = policy_type(plan.scope(), krate);
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
                    // `str` is not a hole, so the trait is always used, and the code needs no `#[allow]`.
                    let _ = #krate::__private::MaxBytes::<::core::primitive::str>::VALUE;
                    #max_len
                };

                fn to_policy(&self) -> Self::Policy {
                    #filled
                }
            }
        }
    }

    /// Returns bounds for the types that contain a type parameter: the compiler checks the other types in the function.
    fn bounds(&self) -> Vec<TokenStream> {
        let parameters: Vec<&Ident> = self.input.generics.type_params().map(|parameter| &parameter.ident).collect();
        let generic = self.holes().filter(|(_, field)| mentions_any(&field.ty, &parameters));
        let bounds = generic.map(|(hole, field)| {
            let (field_type, bounds) = (&field.ty, hole.bounds(self.krate));
            quote!(#field_type: #bounds)
        });
        bounds.collect()
    }

    /// Returns the lint attributes of the struct, which apply to the derived code too.
    fn lint_levels(&self) -> Vec<&syn::Attribute> {
        let is_level = |path: &syn::Path| ["allow", "warn", "deny", "forbid"].iter().any(|level| path.is_ident(level));
        self.input.attrs.iter().filter(|attribute| is_level(attribute.path())).collect()
    }

    /// Returns `#[allow(deprecated)]` if the struct or a field is deprecated, because the implementation uses it. Elsewhere the attribute
    /// would be an error in a crate that forbids to allow the lint.
    fn allow_deprecated(&self) -> Option<TokenStream> {
        let mut attributes = self.input.attrs.iter().chain(self.fields.iter().flat_map(|field| &field.attrs));
        let uses_deprecated = attributes.any(|attribute| attribute.path().is_ident("deprecated"));
        uses_deprecated.then(|| quote!(#[allow(deprecated)]))
    }

    /// Returns the warnings, which are outside of [`allow_deprecated`](Self::allow_deprecated): each uses a deprecated constant.
    fn warnings(&self, skeleton: &Skeleton) -> Option<TokenStream> {
        let levels = self.lint_levels();
        let warnings = self.plan.warnings();
        let max_len = |name: &str| self.field(name).and_then(|field| max_len(&field.ty));
        let packed = packed_size_warning::warning(skeleton, &max_len, self.input.ident.span());
        let has_any = !warnings.is_empty() || !packed.is_empty();
        has_any.then(|| quote!(#(#levels)* const _: () = { #warnings #packed };))
    }
}

/// Returns the errors, and an implementation of the right shape.
fn with_errors(input: &DeriveInput, scope: RuleScope, krate: &TokenStream, errors: &Errors) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let (name, errors) = (&input.ident, errors.to_tokens());
    let (policy, fallback) = (policy_type(scope, krate), fallback(scope, krate));
    quote! {
        #errors

        #[automatically_derived]
        impl #impl_generics #krate::PolicyTemplate for #name #type_generics #where_clause {
            type Policy = #policy;

            const MAX_BYTES: ::core::primitive::usize = 0;

            fn to_policy(&self) -> Self::Policy {
                #fallback
            }
        }
    }
}

/// Evaluates the maximum length of a struct without type and const parameters, so that a policy that is too long is an error even if the
/// struct is not used.
fn evaluate_max_len(input: &DeriveInput, krate: &TokenStream, attribute: &Option<TokenStream>) -> TokenStream {
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
