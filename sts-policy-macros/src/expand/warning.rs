//! Turns warnings into code: each uses a deprecated constant, which the compiler reports.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use crate::check::Warning;

impl Warning {
    pub(super) fn to_tokens(&self) -> TokenStream {
        let Warning { span, code, message } = self;
        // In code that a derive generates, the compiler reports this lint only at spans of the user's code.
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
