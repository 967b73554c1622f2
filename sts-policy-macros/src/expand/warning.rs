//! Warnings as code: the compiler reports the use of a deprecated constant.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use crate::check::Warning;

impl Warning {
    pub(super) fn to_tokens(&self) -> TokenStream {
        let Warning { span, code, message } = self;
        // In the code of a derive, the compiler reports nothing outside the user's own spans.
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
