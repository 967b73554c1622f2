//! Names and tokens at the spans of the user's literals.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// Returns a name of the user's, which resolves where its literal was written.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}

/// Moves tokens to the location of a span. Names, `$crate` included, resolve as before.
pub(super) fn located(tokens: &TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.clone().into_iter().map(located).collect()
}

/// Returns the location of a span, where names resolve as in the code around the macro.
pub(super) fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
