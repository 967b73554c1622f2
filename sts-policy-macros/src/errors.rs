//! What a macro says to whoever called it: all of it, and each at its place.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Errors, gathered until the end, so that all are seen at once.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<(Span, String)>);

/// The way of an error that was already pushed.
#[derive(Debug)]
pub(crate) struct Reported;

impl Errors {
    /// An error, and what to do about it.
    pub(crate) fn push(&mut self, span: Span, message: impl Into<String>, help: Option<&str>) -> Reported {
        let mut message = message.into();
        if let Some(help) = help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        self.0.push((span, message));
        Reported
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The messages, in their order.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, message)| message.as_str())
    }

    /// A `compile_error!` for each.
    pub(crate) fn to_tokens(&self) -> TokenStream {
        self.0.iter().map(|(span, message)| quote_spanned!(*span=> ::core::compile_error! { #message })).collect()
    }
}
