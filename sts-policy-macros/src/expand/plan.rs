//! The data that the code of a policy is generated from.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use sts_policy_core::__private::{FIRST_HOLE, TooLong, max_policy_bytes as max_bytes};
use sts_policy_core::RuleScope;

use super::span::{at, located};
use crate::check::{Checked, HoleContext, Warning};
use crate::errors::Errors;
use crate::skeleton::{Holes, Skeleton, marker};

/// A policy as text with holes.
#[derive(Debug)]
pub(crate) struct CodegenPlan {
    pub(super) scope: RuleScope,
    /// The path of `sts-policy`.
    pub(super) krate: TokenStream,
    /// The canonical text, with one marker for all uses of a name.
    pub(super) text: String,
    pub(super) holes: Vec<Hole>,
    warnings: Vec<Warning>,
}

/// One name with all its uses.
#[derive(Debug)]
pub(super) struct Hole {
    pub(super) name: String,
    /// The literal of the first use.
    pub(super) span: Span,
    pub(super) uses: usize,
    /// The contexts of the uses, each once, with the literal of the first use in it.
    contexts: Vec<(HoleContext, Span)>,
}

impl Hole {
    /// Returns the bounds on the type of the hole, each at the literal that requires it.
    pub(super) fn bounds(&self, krate: &TokenStream) -> TokenStream {
        let bounds = self.contexts.iter().map(|(context, span)| {
            let span = at(*span);
            let bound = Ident::new(context.bound(), span);
            let krate = located(krate, span);
            quote_spanned!(span=> #krate::value::#bound)
        });
        quote!(#(#bounds)+*)
    }
}

/// Returns the plan of a checked policy. A policy that is too long without the values of its holes is an error.
pub(crate) fn plan(
    skeleton: &Skeleton,
    checked: Checked,
    krate: &TokenStream,
    errors: &mut Errors,
) -> Option<CodegenPlan> {
    let Checked { policy, contexts, warnings } = checked;
    let holes = holes(&skeleton.holes, contexts);
    let text = mark_names(&policy.to_json(), &skeleton.holes);
    let plan = CodegenPlan { scope: skeleton.scope, krate: krate.clone(), text, holes, warnings };
    let literal = plan.literal_bytes();
    if literal > max_bytes(skeleton.scope.kind()) {
        errors.push(Span::call_site(), TooLong::new(skeleton.scope.kind(), literal, &[], literal).as_str(), None);
        return None;
    }
    Some(plan)
}

/// Groups the uses by name.
fn holes(uses: &Holes, contexts: Vec<HoleContext>) -> Vec<Hole> {
    let new = |name: &String| Hole { name: name.clone(), span: Span::call_site(), uses: 0, contexts: Vec::new() };
    let mut holes: Vec<Hole> = uses.names.iter().map(new).collect();
    for (used, context) in uses.uses.iter().zip(contexts) {
        let Some(hole) = holes.get_mut(used.name) else { continue };
        if hole.uses == 0 {
            hole.span = used.span;
        }
        hole.uses += 1;
        if hole.contexts.iter().all(|(known, _)| *known != context) {
            hole.contexts.push((context, used.span));
        }
    }
    holes
}

/// Replaces the escapes of the markers of uses by the markers of their names.
fn mark_names(canonical: &str, holes: &Holes) -> String {
    /// Length of a marker's escape, a surrogate pair, in bytes.
    const PAIR: usize = 12;
    let mut text = String::with_capacity(canonical.len());
    let mut rest = canonical;
    while let Some((before, from)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        text.push_str(before);
        let hole = from.get(..PAIR).and_then(|escape| serde_json::from_str::<char>(&format!("\"{escape}\"")).ok());
        let name = hole.and_then(|hole| holes.use_index(hole)).and_then(|index| marker(holes.name_index(index)));
        let length = if let Some(name) = name {
            text.push(name);
            PAIR
        } else {
            // The backslash and the escaped character.
            text.push_str(from.get(..2).unwrap_or(from));
            2
        };
        rest = from.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

impl CodegenPlan {
    pub(super) fn scope(&self) -> RuleScope {
        self.scope
    }

    /// Returns the length of the policy without its holes, in bytes.
    pub(super) fn literal_bytes(&self) -> usize {
        let uses = self.holes.iter().map(|hole| hole.uses).sum::<usize>();
        self.text.len() - FIRST_HOLE.len_utf8() * uses
    }

    /// Returns the length of a long common value of a hole in bytes, if its contexts limit it.
    pub(super) fn likely_bytes(&self, name: &str) -> Option<usize> {
        let hole = self.holes.iter().find(|hole| hole.name == name)?;
        hole.contexts.iter().filter_map(|(context, _)| context.likely_bytes()).min()
    }

    /// Returns code that makes the compiler report the warnings.
    pub(crate) fn warnings(&self) -> TokenStream {
        self.warnings.iter().map(Warning::to_tokens).collect()
    }
}
