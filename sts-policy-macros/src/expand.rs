//! The code that is written for a policy.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use sts_policy_core::__private::{FIRST_HOLE, TooLong, max_policy_bytes};
use sts_policy_core::PolicyKind;

use crate::check::{Checked, Warning};
use crate::draft::{Draft, Holes, marker};
use crate::errors::Errors;
use crate::place::Place;

/// Maximum number of arguments for holes. Clippy accepts seven arguments, a template needs one of them for its length, and a crate may
/// forbid `#[allow]` for more.
const MAX_ARGUMENTS: usize = 6;

/// A policy as text with holes.
#[derive(Debug)]
pub(crate) struct Plan {
    kind: PolicyKind,
    /// The path of `sts-policy`.
    krate: TokenStream,
    /// The canonical text, with a character for each use of a name.
    text: String,
    pub(crate) holes: Vec<Hole>,
    warnings: Vec<Warning>,
}

/// One name that is filled in, in one place or in several.
#[derive(Debug)]
pub(crate) struct Hole {
    pub(crate) name: String,
    /// The literal that it first stands in.
    pub(crate) span: Span,
    times: usize,
    /// The kinds of its places, each once.
    places: Vec<(Place, Span)>,
}

impl Hole {
    /// What its type must be, each bound at the literal that the hole stands in.
    pub(crate) fn bounds(&self, krate: &TokenStream) -> TokenStream {
        let bounds = self.places.iter().map(|(place, span)| {
            let span = at(*span);
            let bound = Ident::new(place.bound(), span);
            let krate = located(krate, span);
            quote_spanned!(span=> #krate::value::#bound)
        });
        quote!(#(#bounds)+*)
    }
}

/// The plan of a policy that is right; it is an error if it is too long even without its holes.
pub(crate) fn plan(draft: &Draft, checked: Checked, krate: &TokenStream, errors: &mut Errors) -> Option<Plan> {
    let Checked { policy, places, warnings } = checked;
    let mut holes: Vec<Hole> = draft
        .holes
        .names
        .iter()
        .map(|name| Hole { name: name.clone(), span: Span::call_site(), times: 0, places: Vec::new() })
        .collect();
    for (used, place) in draft.holes.uses.iter().zip(places) {
        if let Some(hole) = holes.get_mut(used.name) {
            if hole.times == 0 {
                hole.span = used.span;
            }
            hole.times += 1;
            if hole.places.iter().all(|(known, _)| *known != place) {
                hole.places.push((place, used.span));
            }
        }
    }
    let text = by_name(&policy.to_json(), &draft.holes);
    let plan = Plan { kind: draft.kind, krate: krate.clone(), text, holes, warnings };
    let literal = plan.literal();
    if literal > max_policy_bytes(draft.kind) {
        errors.push(Span::call_site(), TooLong::new(draft.kind, literal, &[], literal).as_str(), None);
        return None;
    }
    Some(plan)
}

/// The canonical text, in which the escapes of the characters for the uses of holes are characters for their names.
fn by_name(canonical: &str, holes: &Holes) -> String {
    let mut text = String::with_capacity(canonical.len());
    let mut rest = canonical;
    while let Some((before, from)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        text.push_str(before);
        // Of a hole, the two escapes of a surrogate pair.
        let hole = from.get(..12).and_then(|escape| serde_json::from_str::<char>(&format!("\"{escape}\"")).ok());
        let name = hole.and_then(|hole| holes.index(hole)).and_then(|index| marker(holes.name_index(index)));
        let length = if let Some(name) = name {
            text.push(name);
            12
        } else {
            // The backslash, and what it escapes.
            text.push_str(from.get(..2).unwrap_or(from));
            2
        };
        rest = from.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

impl Plan {
    /// An expression for the policy, whose holes are variables in scope.
    pub(crate) fn of_variables(&self) -> TokenStream {
        if self.holes.is_empty() {
            let literal = self.literal();
            return self.filled(&TokenStream::new(), &quote!(#literal));
        }
        let krate = &self.krate;
        let types = self.generics().map(|generic| quote!(<#generic as #krate::value::Hole>::MAX_BYTES));
        let greatest = self.greatest(types, Span::call_site());
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(hole.span=> &#ident)
        });
        let name = self.function_name();
        let values = self.arguments(values.collect());
        let function = self.function(&TokenStream::new(), &quote!(const { #greatest }));
        quote!({ #function #name(#values) })
    }

    /// The same where the holes are fields of `self`; a value is blamed at its field's type, whose span `span` knows.
    pub(crate) fn of_fields(&self, span: impl Fn(&Hole) -> Span) -> TokenStream {
        let krate = &self.krate;
        if self.holes.is_empty() {
            return self.filled(&TokenStream::new(), &max_bytes_of_self(krate));
        }
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(at(span(hole))=> &self.#ident)
        });
        let (name, max_bytes) = (self.function_name(), self.local("max_bytes"));
        let values = self.arguments(values.collect());
        let function = self.function(&quote!(#max_bytes: ::core::primitive::usize), &quote!(#max_bytes));
        let of_self = max_bytes_of_self(krate);
        quote!(#function #name(#values #of_self))
    }

    /// The arguments for the holes, at most [`MAX_ARGUMENTS`]: where there are more holes, an argument is a tuple of several.
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

    /// The function that makes the policy of its holes. Its bounds alone state the types, so a wrong type is one error.
    fn function(&self, parameter: &TokenStream, greatest: &TokenStream) -> TokenStream {
        let policy = policy_type(self.kind, &self.krate);
        let name = self.function_name();
        let generics: Vec<Ident> = self.generics().collect();
        let arguments: Vec<Ident> = (0..self.holes.len()).map(|index| self.local(&format!("hole{index}"))).collect();
        let bounds = self.holes.iter().map(|hole| hole.bounds(&self.krate));
        let filled = self.filled(&quote!(#(#arguments),*), greatest);
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

    /// The name of the function, which messages of the compiler show. No hole has it.
    fn function_name(&self) -> Ident {
        let mut name = "__policy".to_owned();
        while self.holes.iter().any(|hole| hole.name == name) {
            name.push('_');
        }
        Ident::new(&name, self.holes.first().map_or_else(Span::call_site, |hole| at(hole.span)))
    }

    /// A name for an argument. It ends in a hash of the policy: where the user had a constant of the same name, the argument would be
    /// a pattern for that constant.
    fn local(&self, name: &str) -> Ident {
        // FNV-1a: the same in each build.
        let hash = self
            .text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format_ident!("__{name}_{hash:016x}")
    }

    fn generics(&self) -> impl Iterator<Item = Ident> {
        (0..self.holes.len()).map(|index| format_ident!("Hole{index}"))
    }

    /// The policy, of expressions for what fills its holes and one for its greatest length.
    fn filled(&self, fillers: &TokenStream, greatest: &TokenStream) -> TokenStream {
        let Self { text, krate, .. } = self;
        let is_session = self.kind.is_session();
        if self.holes.is_empty() && is_session {
            return quote!(#krate::__private::static_session_policy(#text));
        }
        let method = if is_session { quote!(session_policy) } else { quote!(policy) };
        quote!(#krate::__private::Template { text: #text, max_len: #greatest }.#method(&[#fillers]))
    }

    /// The bytes of the policy's own text.
    fn literal(&self) -> usize {
        let uses = self.holes.iter().map(|hole| hole.times).sum::<usize>();
        self.text.len() - FIRST_HOLE.len_utf8() * uses
    }

    /// A constant expression for the greatest length, of expressions for those of the holes. The span is blamed if it is too great.
    pub(crate) fn greatest(&self, lengths: impl Iterator<Item = TokenStream>, span: Span) -> TokenStream {
        let kind = if self.kind.is_session() { quote!(Session) } else { quote!(Identity) };
        let literal = self.literal();
        let holes = self.holes.iter().zip(lengths).map(|(hole, length)| {
            let (name, times) = (&hole.name, Literal::usize_unsuffixed(hole.times));
            quote!((#name, #times, #length))
        });
        let krate = located(&self.krate, span);
        quote_spanned! {at(span)=>
            #krate::__private::max_len(#krate::PolicyKind::#kind, #literal, &[#(#holes),*])
        }
    }

    /// The bytes that a hole is likely to take at most, where its places say so.
    pub(crate) fn likely_bytes(&self, name: &str) -> Option<usize> {
        let hole = self.holes.iter().find(|hole| hole.name == name)?;
        hole.places.iter().filter_map(|(place, _)| place.likely_bytes()).min()
    }

    pub(crate) fn kind(&self) -> PolicyKind {
        self.kind
    }

    /// Makes the compiler warn: it does so of constants that are deprecated.
    pub(crate) fn warnings(&self) -> TokenStream {
        self.warnings.iter().map(Warning::to_tokens).collect()
    }
}

impl Warning {
    pub(crate) fn to_tokens(&self) -> TokenStream {
        let Warning { span, code, message } = self;
        // In the code of a derive, the compiler is silent about what is not of the user's own span.
        let span = *span;
        let name = Ident::new(code.as_str(), span);
        quote_spanned! {span=>
            {
                #[deprecated(note = #message)]
                const #name: () = ();
                let () = #name;
            }
        }
    }
}

/// The type of what comes out.
pub(crate) fn policy_type(kind: PolicyKind, krate: &TokenStream) -> TokenStream {
    if kind.is_session() { quote!(#krate::SessionPolicy) } else { quote!(#krate::Policy) }
}

/// The greatest length of a template: that of the trait, since the user may have a constant of this name.
fn max_bytes_of_self(krate: &TokenStream) -> TokenStream {
    quote!(<Self as #krate::PolicyTemplate>::MAX_BYTES)
}

/// An expression of the right type, for a policy that was refused.
pub(crate) fn refused(kind: PolicyKind, krate: &TokenStream) -> TokenStream {
    if kind.is_session() {
        quote!(#krate::__private::refused_session_policy())
    } else {
        quote!(#krate::__private::refused_policy())
    }
}

/// A name of the user's, which means what it means where the literal was written.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}

/// Moves tokens to the place of a span. Names still resolve as before, `$crate` included.
fn located(tokens: &TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.clone().into_iter().map(located).collect()
}

/// The place of a span, with names as in the code around the macro.
fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
