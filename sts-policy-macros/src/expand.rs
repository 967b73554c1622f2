//! The code that is written for a policy.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use sts_policy_core::__private::{FIRST_HOLE, TooLong, most_bytes};
use sts_policy_core::PolicyKind;

use crate::check::{Checked, Warning};
use crate::draft::{Draft, Holes, marker};
use crate::errors::Errors;
use crate::place::Place;

/// How many arguments a function may have by default, for Clippy.
const CLIPPYS_ARGUMENTS: usize = 7;

/// A policy as text with holes.
#[derive(Debug)]
pub(crate) struct Plan {
    kind: PolicyKind,
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
    pub(crate) fn bounds(&self) -> TokenStream {
        let bounds = self.places.iter().map(|(place, span)| {
            let span = at(*span);
            let bound = Ident::new(place.bound(), span);
            quote_spanned!(span=> ::sts_policy::hole::#bound)
        });
        quote!(#(#bounds)+*)
    }
}

/// The plan of a policy that is right; it is an error if it is too long even without its holes.
pub(crate) fn plan(draft: &Draft, checked: Checked, errors: &mut Errors) -> Option<Plan> {
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
    let plan = Plan { kind: draft.kind, text: by_name(&policy.to_json(), &draft.holes), holes, warnings };
    let literal = plan.literal();
    if literal > most_bytes(draft.kind) {
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
        let types = self.generics().map(|generic| quote!(<#generic as ::sts_policy::hole::Hole>::MAX_BYTES));
        let greatest = self.greatest(types, Span::call_site());
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(at(hole.span)=> &#ident)
        });
        let function = self.function(&TokenStream::new(), &quote!(const { #greatest }));
        quote!({ #function __policy(#(#values),*) })
    }

    /// The same where the holes are fields of `self`; a value is blamed at its field's type, whose span `span` knows.
    pub(crate) fn of_fields(&self, span: impl Fn(&Hole) -> Span) -> TokenStream {
        if self.holes.is_empty() {
            return self.filled(&TokenStream::new(), &greatest_of_self());
        }
        let values = self.holes.iter().map(|hole| {
            let ident = ident(&hole.name, hole.span);
            quote_spanned!(at(span(hole))=> &self.#ident)
        });
        let function = self.function(&quote!(__greatest: usize,), &quote!(__greatest));
        let of_self = greatest_of_self();
        quote!(#function __policy(#of_self, #(#values),*))
    }

    /// The function that makes the policy of its holes. What their types must be is said by its bounds alone, so a wrong one is one
    /// error.
    fn function(&self, parameter: &TokenStream, greatest: &TokenStream) -> TokenStream {
        let policy = policy_type(self.kind);
        let generics: Vec<Ident> = self.generics().collect();
        // A constant of the user's that is called like an argument would be a pattern in its place, hygiene or not.
        let arguments: Vec<Ident> = (0..self.holes.len()).map(|index| format_ident!("__hole{index}")).collect();
        let bounds = self.holes.iter().map(Hole::bounds);
        let filled = self.filled(&quote!(#(#arguments),*), greatest);
        // Clippy counts the arguments. Where it need not, nothing is allowed: that is an error in crates that forbid it.
        let many = (self.holes.len() + usize::from(!parameter.is_empty()) > CLIPPYS_ARGUMENTS)
            .then(|| quote!(#[allow(clippy::too_many_arguments)]));
        quote! {
            #many
            fn __policy<#(#generics: #bounds),*>(#parameter #(#arguments: &#generics),*) -> #policy {
                #filled
            }
        }
    }

    fn generics(&self) -> impl Iterator<Item = Ident> {
        (0..self.holes.len()).map(|index| format_ident!("Hole{index}"))
    }

    /// The policy, of expressions for what fills its holes and one for its greatest length.
    fn filled(&self, fillers: &TokenStream, greatest: &TokenStream) -> TokenStream {
        let text = &self.text;
        let is_session = self.kind.is_session();
        if self.holes.is_empty() && is_session {
            return quote!(::sts_policy::__private::static_session_policy(#text));
        }
        let method = if is_session { quote!(session_policy) } else { quote!(policy) };
        quote!(::sts_policy::__private::Template { text: #text, greatest: #greatest }.#method(&[#fillers]))
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
        quote_spanned! {at(span)=>
            ::sts_policy::__private::greatest_length(::sts_policy::PolicyKind::#kind, #literal, &[#(#holes),*])
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
pub(crate) fn policy_type(kind: PolicyKind) -> TokenStream {
    if kind.is_session() { quote!(::sts_policy::SessionPolicy) } else { quote!(::sts_policy::Policy) }
}

/// The greatest length of a template: that of the trait, since the user may have a constant of this name.
fn greatest_of_self() -> TokenStream {
    quote!(<Self as ::sts_policy::PolicyTemplate>::MAX_BYTES)
}

/// An expression of the right type, for a policy that was refused.
pub(crate) fn refused(kind: PolicyKind) -> TokenStream {
    if kind.is_session() {
        quote!(::sts_policy::__private::refused_session_policy())
    } else {
        quote!(::sts_policy::__private::refused_policy())
    }
}

/// A name of the user's, which means what it means where the literal was written.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}

/// The place of a span, with names as in the code around the macro.
fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
