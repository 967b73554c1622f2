//! Conditions: tests, operators and values.

use proc_macro2::{Ident, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, Token, token};

use super::Parsed;
use super::ast::{Condition, ConditionTest, Value, ValueKind};
use super::item::{ItemKind, item, text};
use super::token::{at_statement, expected, keyword, peeked_word, skip_word};
use crate::errors::Errors;

/// Parses `when … and …`, which may be absent.
pub(super) fn condition(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Option<Condition>> {
    let at_condition_word = |input: ParseStream<'_>| input.peek(syn::Ident) && !at_statement(input);
    if !at_condition_word(input) {
        return Ok(None);
    }
    let span = input.span();
    keyword(input, errors, "when")?;
    let mut tests = vec![test(input, errors)?];
    while at_condition_word(input) {
        keyword(input, errors, "and")?;
        tests.push(test(input, errors)?);
    }
    Ok(Some(Condition { span, tests }))
}

/// Parses `ForAnyValue:StringLike "key" = ["a", "b"]`.
fn test(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<ConditionTest> {
    let operator_span = input.span();
    let operator = operator(input, errors)?;
    let key = item(input, errors, ItemKind::ConditionKey)?;
    if input.peek(Token![==]) {
        return Err(expected(input, errors, "`=`", Some("write one `=`: the operator defines the comparison")));
    }
    if input.parse::<Token![=]>().is_err() {
        return Err(expected(input, errors, "`=` after the condition key", None));
    }
    let values = values(input, errors)?;
    Ok(ConditionTest { operator, operator_span, key, values })
}

/// Parses `ForAnyValue:StringLike`. The name is checked later.
fn operator(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<String> {
    let help = "write an IAM condition operator, such as `StringEquals`";
    let operator = match peeked_word(input) {
        Some(word) if word != "and" && word != "when" => word,
        _ => return Err(expected(input, errors, "a condition operator", Some(help))),
    };
    skip_word(input);
    if input.peek(Token![::]) {
        return Err(expected(input, errors, "a single `:`", Some("write one `:`, as in `ForAnyValue:StringLike`")));
    }
    if input.parse::<Token![:]>().is_err() {
        return Ok(operator);
    }
    let Some(word) = peeked_word(input) else {
        return Err(expected(input, errors, "a condition operator after the `:`", Some(help)));
    };
    skip_word(input);
    Ok(format!("{operator}:{word}"))
}

/// Parses one value, or several in brackets.
fn values(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Vec<Value>> {
    if input.peek(token::Bracket) {
        return bracketed_values(input, errors);
    }
    let values = vec![value(input, errors)?];
    if input.peek(Token![,]) && input.peek2(Ident::peek_any) {
        return Err(expected(input, errors, "`and`", Some("join the tests of a statement with `and`")));
    }
    if input.peek(Token![,]) {
        let help = "write several values in brackets: `= [\"a\", \"b\"]`";
        return Err(errors.push(input.span(), "missing brackets around several values", Some(help)));
    }
    Ok(values)
}

/// Parses values in brackets.
fn bracketed_values(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Vec<Value>> {
    let span = input.span();
    let mut values = Vec::new();
    let mut outcome = Ok(());
    // `bracketed!` returns syn's errors from the enclosing function, hence the closure.
    let parsed = (|| {
        let inside;
        syn::bracketed!(inside in input);
        while !inside.is_empty() {
            match value(&inside, errors) {
                Ok(value) => values.push(value),
                Err(reported) => {
                    outcome = Err(reported);
                    break;
                }
            }
            if !inside.is_empty() && inside.parse::<Token![,]>().is_err() {
                outcome = Err(expected(&inside, errors, "`,` between two values", None));
                break;
            }
        }
        // Skip the rest, so that syn does not report it as a second error.
        while inside.parse::<TokenTree>().is_ok() {}
        syn::Result::Ok(())
    })();
    if let Err(error) = parsed {
        return Err(errors.push(error.span(), error.to_string(), None));
    }
    outcome?;
    if values.is_empty() {
        let message = "empty list of values: must have at least one value";
        return Err(errors.push(span, message, Some("write a value")));
    }
    Ok(values)
}

/// Parses a string, a number or a boolean.
fn value(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Value> {
    let span = input.span();
    if input.peek(syn::LitBool)
        && let Ok(literal) = input.parse::<syn::LitBool>()
    {
        return Ok(Value { kind: ValueKind::NumberOrBool(literal.value.to_string()), span });
    }
    if input.peek(Token![-]) || input.peek(syn::LitInt) || input.peek(syn::LitFloat) {
        return number(input, errors);
    }
    if input.peek(Token![*]) {
        return Err(expected(input, errors, "a value", Some("write `\"*\"`, with quotes")));
    }
    if input.peek(token::Brace) {
        return Err(expected(input, errors, "a value", Some("write the hole inside a literal: `\"{name}\"`")));
    }
    let (text, span) = text(input, errors, ItemKind::Value)?;
    Ok(Value { kind: ValueKind::Text(text), span })
}

fn number(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Value> {
    let span = input.span();
    let sign = if input.parse::<Token![-]>().is_ok() { "-" } else { "" };
    let (digits, suffix) = match input.parse::<Lit>() {
        Ok(Lit::Int(literal)) => (literal.base10_digits().to_owned(), literal.suffix().to_owned()),
        Ok(Lit::Float(literal)) => (literal.base10_digits().to_owned(), literal.suffix().to_owned()),
        _ => return Err(expected(input, errors, "a number", None)),
    };
    let json = format!("{sign}{digits}");
    if !suffix.is_empty() || serde_json::from_str::<serde_json::Number>(&json).is_err() {
        let help = "write digits on both sides of the point, and no suffix";
        return Err(errors.push(span, format!("invalid number `{json}{suffix}`: must be a JSON number"), Some(help)));
    }
    Ok(Value { kind: ValueKind::NumberOrBool(json), span })
}
