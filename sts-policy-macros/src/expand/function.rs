//! The code of a policy: a function with a parameter for each hole, and its call.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::error_fallback::policy_type;
use super::plan::{CodegenPlan, Hole};
use super::span::{at, ident, located};

/// Maximum number of arguments for holes. Clippy accepts seven arguments, a template needs one of them for its length, and a crate may
/// forbid `#[allow]` for more.
const MAX_ARGUMENTS: usize = 6;

impl CodegenPlan {
    /// Returns an expression for the policy, with variables in scope for its holes.
    pub(crate) fn with_variables(&self) -> TokenStream {
        if self.holes.is_empty() {
            let literal = self.literal_bytes();
            return self.fill(&TokenStream::new(), &quote!(#literal));
        }
        let krate = &self.krate;
        let lengths = self.generics().map(|generic| quote!(<#generic as #krate::value::Hole>::MAX_BYTES));
        let max_len = self.max_len(lengths, Span::call_site());
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(hole.span=> &#ident)
        });
        let name = self.function_name();
        let values = self.arguments(values.collect());
        let function = self.function(&TokenStream::new(), &quote!(const { #max_len }));
        quote!({ #function #name(#values) })
    }

    /// Returns an expression for the policy, with fields of `self` for its holes. `span` returns the span of a field's type, where the
    /// compiler reports a wrong type.
    pub(super) fn with_fields(&self, span: impl Fn(&Hole) -> Span) -> TokenStream {
        // The constant is named by its trait, because the struct may have a constant of the same name.
        let krate = &self.krate;
        let max_len_of_self = quote!(<Self as #krate::PolicyTemplate>::MAX_BYTES);
        if self.holes.is_empty() {
            return self.fill(&TokenStream::new(), &max_len_of_self);
        }
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(at(span(hole))=> &self.#ident)
        });
        let (name, max_len) = (self.function_name(), self.argument_name("max_bytes"));
        let values = self.arguments(values.collect());
        let function = self.function(&quote!(#max_len: ::core::primitive::usize), &quote!(#max_len));
        quote!(#function #name(#values #max_len_of_self))
    }

    /// Returns at most [`MAX_ARGUMENTS`] arguments. If there are more holes, each argument is a tuple of several.
    fn arguments(&self, items: Vec<TokenStream>) -> TokenStream {
        let size = self.holes.len().div_ceil(MAX_ARGUMENTS);
        let arguments = items.chunks(size).zip(self.holes.chunks(size)).map(|(items, holes)| match (items, holes) {
            ([one], _) => quote!(#one,),
            // The compiler reports a wrong type in a tuple at the tuple.
            (_, [first, ..]) => quote_spanned!(first.span=> (#(#items),*),),
            _ => quote!((#(#items),*),),
        });
        arguments.collect()
    }

    /// Returns the function that fills the holes. Only its bounds require the types, so that a wrong type is one error.
    fn function(&self, parameter: &TokenStream, max_len: &TokenStream) -> TokenStream {
        let policy = policy_type(self.scope, &self.krate);
        let name = self.function_name();
        let generics: Vec<Ident> = self.generics().collect();
        let arguments: Vec<Ident> =
            (0..self.holes.len()).map(|index| self.argument_name(&format!("hole{index}"))).collect();
        let bounds = self.holes.iter().map(|hole| hole.bounds(&self.krate));
        let filled = self.fill(&quote!(#(#arguments),*), max_len);
        let size = self.holes.len().div_ceil(MAX_ARGUMENTS);
        let parameters = arguments.chunks(size).zip(generics.chunks(size)).map(|(names, types)| match (names, types) {
            ([name], [one]) => quote!(#name: &#one,),
            _ => quote!((#(#names),*): (#(&#types),*),),
        });
        quote! {
            fn #name<#(#generics: #bounds),*>(#(#parameters)* #parameter) -> #policy {
                #filled
            }
        }
    }

    /// Returns the name of the function, which compiler messages show. It differs from the names of the holes.
    fn function_name(&self) -> Ident {
        let mut name = "__policy".to_owned();
        while self.holes.iter().any(|hole| hole.name == name) {
            name.push('_');
        }
        Ident::new(&name, self.holes.first().map_or_else(Span::call_site, |hole| at(hole.span)))
    }

    /// Returns a name for an argument. It ends in a hash of the policy: an argument with the name of a constant in scope would be a
    /// pattern for that constant.
    fn argument_name(&self, name: &str) -> Ident {
        // FNV-1a, which is the same in each build.
        let hash = self
            .text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format_ident!("__{name}_{hash:016x}")
    }

    fn generics(&self) -> impl Iterator<Item = Ident> {
        (0..self.holes.len()).map(|index| format_ident!("Hole{index}"))
    }

    /// Returns the policy with these expressions for its holes and its maximum length.
    fn fill(&self, fillers: &TokenStream, max_len: &TokenStream) -> TokenStream {
        let Self { text, krate, .. } = self;
        let is_session = self.scope.is_session();
        if self.holes.is_empty() && is_session {
            return quote!(#krate::__private::static_session_policy(#text));
        }
        let method = if is_session { quote!(session_policy) } else { quote!(policy) };
        quote!(#krate::__private::Template { text: #text, max_len: #max_len }.#method(&[#fillers]))
    }

    /// Returns a constant expression for the maximum length. `lengths` are the maximum lengths of the holes. The compiler reports an
    /// exceeded limit at the span.
    pub(super) fn max_len(&self, lengths: impl Iterator<Item = TokenStream>, span: Span) -> TokenStream {
        let kind = if self.scope.is_session() { quote!(Session) } else { quote!(Identity) };
        let literal = self.literal_bytes();
        let holes = self.holes.iter().zip(lengths).map(|(hole, length)| {
            let (name, uses) = (&hole.name, Literal::usize_unsuffixed(hole.uses));
            quote!((#name, #uses, #length))
        });
        let krate = located(&self.krate, span);
        quote_spanned! {at(span)=>
            #krate::__private::max_len(#krate::policy::PolicyKind::#kind, #literal, &[#(#holes),*])
        }
    }
}
