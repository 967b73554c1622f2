//! The compile errors of a macro.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Errors, which are collected so that the compiler reports all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<(Span, String)>);

/// The error type of functions whose error is in [`Errors`] already.
#[derive(Debug)]
pub(crate) struct Reported;

impl Errors {
    /// Adds an error at a span.
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

    /// Returns the messages in their order.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, message)| message.as_str())
    }

    /// Returns a `compile_error!` for each error.
    pub(crate) fn to_tokens(&self) -> TokenStream {
        self.0.iter().map(|(span, message)| quote_spanned!(*span=> ::core::compile_error! { #message })).collect()
    }
}
