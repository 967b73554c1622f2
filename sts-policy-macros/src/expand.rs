//! The code that is written for a policy.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use sts_policy_core::__private::{TooLong, most_bytes};
use sts_policy_core::PolicyKind;

use crate::check::{Checked, Warning};
use crate::draft::{Draft, Holes};
use crate::errors::Errors;
use crate::place::Place;

/// A policy as parts of text and holes.
#[derive(Debug)]
pub(crate) struct Plan {
    kind: PolicyKind,
    parts: Vec<Part>,
    /// The bytes of the parts that are text.
    literal: usize,
    pub(crate) holes: Vec<Hole>,
    warnings: Vec<Warning>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    /// The hole with this index.
    Hole(usize),
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
    /// A reference to a variable or a field of its name.
    pub(crate) fn reference(&self, owner: Option<TokenStream>) -> TokenStream {
        let ident = ident(&self.name, self.span);
        let owner = owner.map(|owner| quote!(#owner.));
        quote_spanned!(at(self.span)=> &#owner #ident)
    }

    /// What its type must be. Each bound is where the hole stands, or where the type is, if that is known.
    pub(crate) fn bounds(&self, type_span: Option<Span>) -> TokenStream {
        let bounds = self.places.iter().map(|(place, span)| {
            let span = at(type_span.unwrap_or(*span));
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
    let parts = parts(&policy.to_json(), &draft.holes);
    let literal = parts.iter().map(|part| if let Part::Text(text) = part { text.len() } else { 0 }).sum();
    if literal > most_bytes(draft.kind) {
        errors.push(Span::call_site(), TooLong::new(draft.kind, literal, &[], literal).as_str(), None);
        return None;
    }
    Some(Plan { kind: draft.kind, parts, literal, holes, warnings })
}

/// The canonical text, cut at the characters that stand for holes, which it has as escapes.
fn parts(canonical: &str, holes: &Holes) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = canonical;
    while let Some((before, from)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        text.push_str(before);
        let length = if from.starts_with("\\u") { 12 } else { 2 };
        let escape = from.get(..length).unwrap_or(from);
        let marker = serde_json::from_str::<String>(&format!("\"{escape}\"")).ok();
        let hole = marker.as_deref().and_then(|marker| {
            let mut characters = marker.chars();
            characters.next().and_then(|character| holes.index(character)).filter(|_| characters.next().is_none())
        });
        if let Some(used) = hole.and_then(|index| holes.uses.get(index)) {
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.push(Part::Hole(used.name));
            rest = from.get(length..).unwrap_or_default();
        } else {
            // The backslash and what it escapes.
            let (escape, behind) = from.split_at_checked(2).unwrap_or((from, ""));
            text.push_str(escape);
            rest = behind;
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

impl Plan {
    /// An expression for the policy, whose holes are variables in scope.
    pub(crate) fn expression(&self) -> TokenStream {
        let policy = policy_type(self.kind);
        if self.holes.is_empty() {
            return self.filled(&quote!(&[]), &self.literal());
        }
        let generics: Vec<Ident> = (0..self.holes.len()).map(|index| format_ident!("Hole{index}")).collect();
        let arguments: Vec<Ident> = (0..self.holes.len()).map(|index| format_ident!("hole{index}")).collect();
        let bounds = self.holes.iter().map(|hole| hole.bounds(None));
        let greatest = self.greatest(generics.iter().map(|generic| quote!(#generic)));
        let filled = self.filled(&quote!(&[#(#arguments),*]), &quote!(const { #greatest }));
        let values = self.holes.iter().map(|hole| hole.reference(None));
        quote! {{
            fn policy<#(#generics: #bounds),*>(#(#arguments: &#generics),*) -> #policy {
                #filled
            }
            policy(#(#values),*)
        }}
    }

    /// The policy, of an expression for a list of its holes and one for its greatest length.
    pub(crate) fn filled(&self, holes: &TokenStream, greatest: &TokenStream) -> TokenStream {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => quote!(::sts_policy::__private::TemplatePart::Text(#text)),
            Part::Hole(index) => quote!(::sts_policy::__private::TemplatePart::Hole(#index)),
        });
        match (self.kind, self.parts.as_slice()) {
            (PolicyKind::Session | PolicyKind::Federation, [Part::Text(text)]) => {
                quote!(::sts_policy::__private::static_session_policy(#text))
            }
            (PolicyKind::Session | PolicyKind::Federation, _) => {
                quote!(::sts_policy::__private::session_policy(&[#(#parts),*], #holes, #greatest))
            }
            _ => quote!(::sts_policy::__private::policy(&[#(#parts),*], #holes, #greatest)),
        }
    }

    fn literal(&self) -> TokenStream {
        let literal = self.literal;
        quote!(#literal)
    }

    /// A constant expression for the greatest length; `types` are those of the holes.
    pub(crate) fn greatest(&self, types: impl Iterator<Item = TokenStream>) -> TokenStream {
        let kind = match self.kind {
            PolicyKind::Identity => quote!(Identity),
            _ => quote!(Session),
        };
        let literal = self.literal();
        let holes = self.holes.iter().zip(types).map(|(hole, hole_type)| {
            let Hole { name, times, .. } = hole;
            quote! {
                ::sts_policy::__private::HoleLength {
                    name: #name,
                    times: #times,
                    greatest: <#hole_type as ::sts_policy::hole::Hole>::MAX_BYTES,
                }
            }
        });
        quote! {
            ::sts_policy::__private::greatest_length(::sts_policy::PolicyKind::#kind, #literal, &[#(#holes),*])
        }
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
        let span = Span::mixed_site().located_at(*span);
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
    match kind {
        PolicyKind::Identity => quote!(::sts_policy::Policy),
        _ => quote!(::sts_policy::SessionPolicy),
    }
}

/// An expression of the right type, for a policy that was refused.
pub(crate) fn refused(kind: PolicyKind) -> TokenStream {
    match kind {
        PolicyKind::Identity => quote!(::sts_policy::__private::refused_policy()),
        _ => quote!(::sts_policy::__private::refused_session_policy()),
    }
}

/// A name of the user's, at a literal.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, at(span)),
        None => Ident::new(name, at(span)),
    }
}

/// The place of a span, with names as in the code around the macro.
fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
