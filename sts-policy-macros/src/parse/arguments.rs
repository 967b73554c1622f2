//! The arguments of `policy_file!`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use sts_policy_core::RuleScope;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use super::Parsed;
use super::header::kind;
use crate::errors::Errors;

/// The arguments of `policy_file!`.
pub(crate) struct FileArguments {
    pub(crate) path: LitStr,
    pub(crate) scope: RuleScope,
    /// Strings in the file that are not compared with the service reference.
    pub(crate) unchecked: Vec<String>,
}

const HELP: &str = "write `policy_file!(\"policies/reader.json\")`";

/// Parses `"path", kind = identity, unchecked "svc:Action"`.
pub(crate) fn file_arguments(tokens: TokenStream, errors: &mut Errors) -> Option<FileArguments> {
    let mut parsed = None;
    let parser = |input: ParseStream<'_>| {
        parsed = arguments(input, errors).ok();
        // One error is enough: skip the tokens after it.
        while input.parse::<TokenTree>().is_ok() {}
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error.span(), error.to_string(), None);
    }
    parsed
}

fn arguments(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<FileArguments> {
    let Ok(path) = input.parse::<LitStr>() else {
        return Err(errors.push(input.span(), "expected the path of a JSON file as a string literal", Some(HELP)));
    };
    let mut arguments = FileArguments { path, scope: RuleScope::Session, unchecked: Vec::new() };
    while !input.is_empty() {
        if input.parse::<Token![,]>().is_err() {
            return Err(errors.push(input.span(), "expected `,` after the path", Some(HELP)));
        }
        if input.is_empty() {
            break;
        }
        if input.fork().parse::<Ident>().is_ok_and(|word| word == "unchecked") {
            let _ = input.parse::<Ident>();
            let Ok(text) = input.parse::<LitStr>() else {
                let help = "write the unchecked text as it is in the file";
                return Err(errors.push(input.span(), "expected a string literal after `unchecked`", Some(help)));
            };
            arguments.unchecked.push(text.value());
        } else {
            arguments.scope = kind(input, errors)?;
        }
    }
    Ok(arguments)
}
