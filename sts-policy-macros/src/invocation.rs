//! `policy!` and `policy_file!`: expressions, whose holes are variables in scope.

use std::io::Read;
use std::path::Path;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use sts_policy_core::PolicyKind;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use crate::check::check;
use crate::draft::{self, Draft};
use crate::errors::Errors;
use crate::expand::{ident, plan, refused};
use crate::{file, packed, parse};

/// Takes the path of `sts-policy` from the tokens: a group before them, as the macros of that crate write it.
pub(crate) fn crate_path(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut rest = tokens.clone().into_iter();
    let is_path = |group: &Group| group.delimiter() == Delimiter::Parenthesis;
    match rest.next() {
        Some(TokenTree::Group(group)) if is_path(&group) => (group.stream(), rest.collect()),
        _ => (quote!(::sts_policy), tokens),
    }
}

/// The expansion of `policy!`.
pub(crate) fn policy(krate: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let source = parse::source(tokens, &mut errors);
    let draft = draft::of_source(source, &mut errors);
    expression(&draft, krate, errors)
}

/// The expansion of `policy_file!`.
pub(crate) fn policy_file(krate: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(Arguments { path, kind, unchecked }) = arguments(tokens, &mut errors) else {
        return nothing(&errors, PolicyKind::Session, krate);
    };
    let span = path.span();
    let path = path.value();
    let text = match read(&path) {
        Ok(text) => text,
        Err((message, help)) => {
            errors.push(span, message, Some(help));
            return nothing(&errors, kind, krate);
        }
    };
    let draft = file::draft(path.clone(), text, span, kind, &unchecked, &mut errors);
    let expression = expression(&draft, krate, errors);
    // The compiler knows of the file only by this, and builds again when it changes.
    let path = format!("/{path}");
    quote! {{
        const _: &[::core::primitive::u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
        #expression
    }}
}

/// The errors, and an expression of the right type.
fn nothing(errors: &Errors, kind: PolicyKind, krate: &TokenStream) -> TokenStream {
    let (errors, refused) = (errors.to_tokens(), refused(kind, krate));
    quote!({ #errors #refused })
}

/// The text of a file below the folder of the crate; or what is wrong, and what to do about it.
fn read(path: &str) -> Result<String, (String, &'static str)> {
    let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        return Err(("cargo does not say where the crate is".to_owned(), "build with cargo"));
    };
    if Path::new(path).is_absolute() {
        return Err(("the path is absolute".to_owned(), "write it from the folder of the crate's `Cargo.toml` on"));
    }
    read_bounded(&Path::new(&folder).join(path)).map_err(|problem| match problem {
        Unreadable::Io(error) => {
            (format!("`{path}` cannot be read: {error}"), "the path begins at the folder of the crate's `Cargo.toml`")
        }
        Unreadable::NotAFile => (format!("`{path}` is not a file"), "write the path of a JSON file"),
        Unreadable::TooLarge => (
            format!("`{path}` is larger than {MAX_FILE_BYTES} bytes"),
            "split the policy, or remove its white space: a session policy has at most 2,048 bytes",
        ),
        Unreadable::NotUtf8 => (format!("`{path}` is not UTF-8"), "save it as UTF-8, the encoding of JSON"),
    })
}

/// The most bytes of a policy file: many times the 10,240 characters that IAM accepts, so that white space does not count.
const MAX_FILE_BYTES: u64 = 65_536;

/// A reason why a policy file cannot be read.
enum Unreadable {
    Io(std::io::Error),
    NotAFile,
    TooLarge,
    NotUtf8,
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        Unreadable::Io(error)
    }
}

/// Reads a file of at most [`MAX_FILE_BYTES`]. The type is checked before the file is opened: a pipe would block, and a device may have
/// no end.
fn read_bounded(path: &Path) -> Result<String, Unreadable> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}

/// What stands between the parentheses of `policy_file!`.
struct Arguments {
    path: LitStr,
    kind: PolicyKind,
    unchecked: Vec<String>,
}

/// `"path", kind = identity, unchecked "svc:Action"`.
fn arguments(tokens: TokenStream, errors: &mut Errors) -> Option<Arguments> {
    let help = "such as `policy_file!(\"policies/reader.json\")`";
    let mut read = None;
    let parser = |input: ParseStream<'_>| {
        let Ok(path) = input.parse::<LitStr>() else {
            errors.push(input.span(), "expected the path of a JSON file as a string literal", Some(help));
            return skip(input);
        };
        let mut arguments = Arguments { path, kind: PolicyKind::Session, unchecked: Vec::new() };
        while !input.is_empty() {
            if input.parse::<Token![,]>().is_err() {
                errors.push(input.span(), "expected `,` behind the path", Some(help));
                return skip(input);
            }
            if input.is_empty() {
                break;
            }
            if input.fork().parse::<Ident>().is_ok_and(|word| word == "unchecked") {
                let _ = input.parse::<Ident>();
                match input.parse::<LitStr>() {
                    Ok(text) => arguments.unchecked.push(text.value()),
                    Err(error) => {
                        let help = "write the text that is not to be checked, as it stands in the file";
                        errors.push(error.span(), "expected a string literal behind `unchecked`", Some(help));
                        return skip(input);
                    }
                }
            } else {
                match parse::kind_argument(input, errors) {
                    Ok(kind) => arguments.kind = kind,
                    Err(_) => return skip(input),
                }
            }
        }
        read = Some(arguments);
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error.span(), error.to_string(), None);
    }
    read
}

/// The rest: what is wrong was said.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while input.parse::<proc_macro2::TokenTree>().is_ok() {}
    Ok(())
}

/// The expression for a draft; it has its type, and uses its holes, even if the policy is refused.
fn expression(draft: &Draft, krate: &TokenStream, mut errors: Errors) -> TokenStream {
    let checked = check(draft, &mut errors).filter(|_| errors.is_empty());
    let plan = checked.and_then(|checked| plan(draft, checked, krate, &mut errors));
    match plan {
        Some(plan) => {
            let warnings = plan.warnings();
            let packed = packed::warning(draft, &|name| plan.likely_bytes(name), Span::call_site());
            let expression = plan.of_variables();
            if warnings.is_empty() && packed.is_empty() {
                expression
            } else {
                quote!({ #warnings #packed #expression })
            }
        }
        None => {
            let names =
                draft.holes.names.iter().enumerate().filter(|(_, name)| !name.is_empty()).map(|(index, name)| {
                    let used = draft.holes.uses.iter().find(|used| used.name == index);
                    ident(name, used.map_or_else(Span::call_site, |used| used.span))
                });
            let (errors, refused) = (errors.to_tokens(), refused(draft.kind, krate));
            quote!({ #errors #(let _ = &#names;)* #refused })
        }
    }
}
