//! Single tokens: keywords, separators, and the errors about unexpected tokens.

use proc_macro2::{Ident, TokenTree};
use sts_policy_core::__private::closest;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;

use super::Parsed;
use crate::errors::{Errors, Reported};

/// The words that begin a statement.
pub(super) const EFFECTS: [&str; 2] = ["allow", "deny"];

/// Elements of a JSON policy that the language has no words for.
const ELEMENTS: [(&str, &str); 5] = [
    ("Version", "remove it: the version is always 2012-10-17"),
    ("Id", "remove it: a session policy needs no `Id`"),
    ("Statement", "write the statements one after the other, each with a `;` at its end"),
    ("Principal", "remove it: a session policy applies to its own session and has no principal"),
    ("NotPrincipal", "remove it: a session policy applies to its own session and has no principal"),
];

/// Words that belong elsewhere, and elements of a JSON policy that are other words here.
const KEYWORDS: [(&str, &str); 12] = [
    ("or", "write several values as a list, or a second statement: all tests of a statement must hold"),
    ("except", "write `except` before the actions, or after `on`"),
    ("kind", "write the header as `kind = identity;`, before the first statement"),
    ("if", "write conditions after `when`"),
    ("where", "write conditions after `when`"),
    ("Sid", "write the `Sid` before the effect: `Read: allow …`"),
    ("Effect", "write `allow` or `deny`"),
    ("Action", "write the actions after `allow` or `deny`"),
    ("NotAction", "write `except` before the actions"),
    ("Resource", "write the resources after `on`"),
    ("NotResource", "write `except` after `on`"),
    ("Condition", "write conditions after `when`"),
];

/// Returns the help for a word that belongs elsewhere, or that is an element of a JSON policy.
pub(super) fn help_on_word(word: &str) -> Option<&'static str> {
    ELEMENTS.iter().chain(&KEYWORDS).find(|(known, _)| *known == word).map(|(_, help)| *help)
}

/// Checks whether a word is an element of a JSON policy that the language has no word for.
pub(super) fn is_element_without_word(word: &str) -> bool {
    ELEMENTS.iter().any(|(element, _)| *element == word)
}

/// Parses `;`. `owner` is named in the error: "the statement".
pub(super) fn semicolon(input: ParseStream<'_>, errors: &mut Errors, owner: &str) -> Parsed<()> {
    match input.parse::<Token![;]>() {
        Ok(_) => Ok(()),
        Err(_) => Err(expected(input, errors, &format!("`;` after {owner}"), None)),
    }
}

pub(super) fn keyword(input: ParseStream<'_>, errors: &mut Errors, word: &str) -> Parsed<()> {
    if at_keyword(input, word) {
        skip_word(input);
        return Ok(());
    }
    let found = peeked_word(input).unwrap_or_default();
    let near = closest(&found, [word]).map(|_| format!("did you mean `{word}`?"));
    Err(expected(input, errors, &format!("`{word}`"), help_on_word(&found).or(near.as_deref())))
}

/// Skips the next token, which is a word.
pub(super) fn skip_word(input: ParseStream<'_>) {
    let _ = input.call(Ident::parse_any);
}

pub(super) fn at_keyword(input: ParseStream<'_>, word: &str) -> bool {
    peeked_word(input).is_some_and(|found| found == word)
}

pub(super) fn at_effect(input: ParseStream<'_>) -> bool {
    EFFECTS.iter().any(|effect| at_keyword(input, effect))
}

/// Checks whether the next tokens begin a statement.
pub(super) fn at_statement(input: ParseStream<'_>) -> bool {
    at_effect(input)
        || (input.peek(Ident::peek_any) && input.peek2(Token![:]) && {
            let fork = input.fork();
            skip_word(&fork);
            let _ = fork.parse::<Token![:]>();
            at_effect(&fork)
        })
}

pub(super) fn peeked_word(input: ParseStream<'_>) -> Option<String> {
    input.peek(Ident::peek_any).then(|| input.fork().call(Ident::parse_any).ok()).flatten().map(|word| word.to_string())
}

/// Reports the next token as unexpected.
pub(super) fn expected(input: ParseStream<'_>, errors: &mut Errors, what: &str, help: Option<&str>) -> Reported {
    let found = match input.fork().parse::<TokenTree>() {
        Ok(TokenTree::Group(group)) => match group.delimiter() {
            proc_macro2::Delimiter::Parenthesis => "`(`".to_owned(),
            proc_macro2::Delimiter::Brace => "`{`".to_owned(),
            proc_macro2::Delimiter::Bracket => "`[`".to_owned(),
            proc_macro2::Delimiter::None => "something else".to_owned(),
        },
        Ok(token) => format!("`{token}`"),
        Err(_) => "the end".to_owned(),
    };
    errors.push(input.span(), format!("expected {what}, found {found}"), help)
}
