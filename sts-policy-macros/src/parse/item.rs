//! Lists of literals: actions, resources, and the keys of conditions.

use proc_macro2::Span;
use sts_policy_core::__private::closest;
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Token, token};

use super::Parsed;
use super::ast::{ElementList, ElementText};
use super::token::{at_keyword, expected, peeked_word, skip_word};
use crate::errors::Errors;

/// The kind of a literal, which errors name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemKind {
    Action,
    Resource,
    ConditionKey,
    Value,
}

impl ItemKind {
    fn with_article(self) -> &'static str {
        match self {
            ItemKind::Action => "an action",
            ItemKind::Resource => "a resource",
            ItemKind::ConditionKey => "a condition key",
            ItemKind::Value => "a value",
        }
    }

    /// Returns the message for two literals without a comma between them.
    fn missing_comma(self) -> &'static str {
        match self {
            ItemKind::Action => "missing `,` between two actions",
            ItemKind::Resource => "missing `,` between two resources",
            ItemKind::ConditionKey => "missing `,` between two condition keys",
            ItemKind::Value => "missing `,` between two values",
        }
    }

    /// Returns the keyword that follows a list of this kind.
    fn next_keyword(self) -> &'static str {
        if self == ItemKind::Action { "on" } else { "when" }
    }
}

/// Parses `except "a", "b"` up to the next keyword.
pub(super) fn items(input: ParseStream<'_>, errors: &mut Errors, kind: ItemKind) -> Parsed<ElementList> {
    let except = at_keyword(input, "except");
    if except {
        skip_word(input);
    }
    if input.peek(token::Bracket) {
        let help = "write the list without brackets, separated by commas";
        return Err(expected(input, errors, kind.with_article(), Some(help)));
    }
    let mut items = vec![item(input, errors, kind)?];
    while input.parse::<Token![,]>().is_ok() {
        // The last item may have a comma too.
        if input.peek(Token![;]) || at_keyword(input, kind.next_keyword()) {
            break;
        }
        items.push(item(input, errors, kind)?);
    }
    if kind == ItemKind::Action
        && input.fork().parse::<LitStr>().is_ok_and(|literal| literal.value().starts_with("arn:"))
    {
        let help = "add `on` before this ARN";
        return Err(errors.push(input.span(), "missing `on` before the resources", Some(help)));
    }
    if input.peek(Lit) {
        return Err(errors.push(input.span(), kind.missing_comma(), Some("add `,` before this literal")));
    }
    Ok(ElementList { except, items })
}

/// Parses `"text"`, `unchecked "text"` or `*`.
pub(super) fn item(input: ParseStream<'_>, errors: &mut Errors, kind: ItemKind) -> Parsed<ElementText> {
    let span = input.span();
    if input.parse::<Token![*]>().is_ok() {
        return Ok(ElementText { is_unchecked: false, text: "*".to_owned(), span });
    }
    let is_unchecked = at_keyword(input, "unchecked") && input.peek2(Lit);
    if is_unchecked {
        skip_word(input);
    }
    let (text, span) = text(input, errors, kind)?;
    Ok(ElementText { is_unchecked, text, span })
}

/// Parses a string literal.
pub(super) fn text(input: ParseStream<'_>, errors: &mut Errors, kind: ItemKind) -> Parsed<(String, Span)> {
    if input.peek(LitStr)
        && let Ok(literal) = input.parse::<LitStr>()
    {
        // The span of a literal that was passed to another macro is where it was written: names of holes resolve there.
        let span = literal.span();
        if !literal.suffix().is_empty() {
            let message = format!("invalid suffix `{}`: must be a plain string literal", literal.suffix());
            return Err(errors.push(span, message, Some("remove the suffix")));
        }
        return Ok((literal.value(), span));
    }
    let help = help_on_text(input, kind);
    let what = format!("{} as a string literal", kind.with_article());
    Err(expected(input, errors, &what, help.as_deref()))
}

/// Returns the help where a word takes the place of a string literal.
fn help_on_text(input: ParseStream<'_>, kind: ItemKind) -> Option<String> {
    let word = peeked_word(input)?;
    Some(match word.as_str() {
        _ if input.peek2(Token![!]) => "write the text as one literal: macros in a policy are not expanded".to_owned(),
        "unchecked" if input.peek2(Token![*]) => "write `*` without `unchecked`".to_owned(),
        "allow" | "deny" | "on" | "when" | "and" | "except" | "unchecked" => {
            format!("add {} before `{word}`", kind.with_article())
        }
        _ => match closest(&word, ["except", "unchecked"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write a variable as a hole in a literal: `\"…{{{word}}}…\"`"),
        },
    })
}
