//! Statements: label, effect, actions, resources and condition.

use proc_macro2::{Ident, Span};
use sts_policy_core::__private::closest;
use sts_policy_core::policy::Effect;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, Token, token};

use super::Parsed;
use super::ast::{Condition, ElementList, Statement};
use super::condition::condition;
use super::item::{ItemKind, items};
use super::token::{
    EFFECTS, at_effect, at_keyword, at_statement, expected, help_on_word, is_element_without_word, keyword,
    peeked_word, semicolon, skip_word,
};
use crate::errors::Errors;

/// Parses a statement with its semicolon.
pub(super) fn statement(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Statement> {
    let sid = label(input, errors)?;
    let (effect, effect_span) = effect(input, errors)?;
    let actions = items(input, errors, ItemKind::Action)?;
    if !at_keyword(input, "on") && (input.is_empty() || input.peek(Token![;]) || at_keyword(input, "when")) {
        let help = "add `on` and the ARNs that the actions apply to, or `on *` for every resource";
        return Err(errors.push(input.span(), "missing resources: a statement must have `on`", Some(help)));
    }
    keyword(input, errors, "on")?;
    let resources = items(input, errors, ItemKind::Resource)?;
    let condition = condition(input, errors)?;
    // The statement is complete. The next tokens may begin another one, so the statement is kept without its semicolon.
    if at_statement(input) || input.is_empty() {
        let last = last_span(&resources, condition.as_ref()).unwrap_or(effect_span);
        errors.push(last, "missing `;` after this", Some("end every statement with `;`, the last one too"));
    } else {
        semicolon(input, errors, "the statement")?;
    }
    Ok(Statement { sid, effect, effect_span, actions, resources, condition })
}

/// Returns the span of the last literal of a statement.
fn last_span(resources: &ElementList, condition: Option<&Condition>) -> Option<Span> {
    let value = condition.and_then(|condition| condition.tests.last()?.values.last()).map(|value| value.span);
    value.or(resources.items.last().map(|item| item.span))
}

/// Parses `Label:`, which may be absent.
fn label(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Option<Ident>> {
    if input.peek(Lit) && input.peek2(Token![:]) {
        let help = "write the label without quotes: `Read: allow …`";
        return Err(errors.push(input.span(), "quoted `Sid`: must be a label before the effect", Some(help)));
    }
    if !(input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])) {
        return Ok(None);
    }
    let Ok(label) = input.call(Ident::parse_any) else { return Ok(None) };
    let _ = input.parse::<Token![:]>();
    let name = label.to_string();
    match help_on_word(&name) {
        // `Action: allow …` is an unusual label, and a valid one.
        Some(help) if is_element_without_word(&name) || !at_effect(input) => {
            Err(errors.push(label.span(), format!("expected a label, `allow` or `deny`, found `{name}:`"), Some(help)))
        }
        _ => Ok(Some(label)),
    }
}

/// Parses `allow` or `deny`.
fn effect(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<(Effect, Span)> {
    let span = input.span();
    let Some(word) = peeked_word(input) else {
        let help = if input.peek(token::Brace) || input.peek(token::Bracket) || input.peek(Lit) {
            Some("use `policy_file!(\"policies/reader.json\")` for a JSON file")
        } else if input.peek(Token![#]) {
            Some("write comments with `//`, and no attributes")
        } else {
            None
        };
        return Err(expected(input, errors, "`allow` or `deny`", help));
    };
    let effect = match word.as_str() {
        "allow" => Effect::Allow,
        "deny" => Effect::Deny,
        _ => {
            let near = closest(&word, EFFECTS).map(|effect| format!("did you mean `{effect}`?"));
            let help = help_on_word(&word).or(near.as_deref());
            return Err(expected(input, errors, "`allow` or `deny`", help));
        }
    };
    skip_word(input);
    Ok((effect, span))
}
