//! From tokens to the [`ast`](crate::ast): hard mistakes end a statement, and the next one is read all the same.

use proc_macro2::{Ident, Span, TokenTree};
use sts_policy_core::__private::closest;
use sts_policy_core::{Effect, PolicyKind};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, Token, token};

use crate::ast::{Item, Items, Source, Statement, Test, Value, ValueKind};
use crate::errors::{Errors, Reported};

type Parsed<T> = Result<T, Reported>;

/// What a statement may begin with.
const EFFECTS: [&str; 2] = ["allow", "deny"];

/// Elements of a policy's JSON that somebody may try to write, and why there is no need.
const ELEMENTS: [(&str, &str); 5] = [
    ("Version", "the version is always 2012-10-17: remove it"),
    ("Id", "nothing reads the `Id` of a session policy: remove it"),
    ("Statement", "write the statements one after the other, each with a `;` behind it"),
    ("Principal", "a session policy is for the session it is sent for, and takes no principal: remove it"),
    ("NotPrincipal", "a session policy is for the session it is sent for, and takes no principal: remove it"),
];

/// Words that stand elsewhere, or have another word in their place.
const KEYWORDS: [(&str, &str); 12] = [
    ("or", "the tests of a statement hold together: write several values as a list, or a second statement"),
    ("except", "write `except` before the actions, or behind `on`"),
    ("kind", "write the header as `kind = identity;`, before the first statement"),
    ("if", "write conditions behind `when`"),
    ("where", "write conditions behind `when`"),
    ("Sid", "write the `Sid` before the effect: `Read: allow …`"),
    ("Effect", "write `allow` or `deny`"),
    ("Action", "write the actions behind `allow` or `deny`"),
    ("NotAction", "write `except` before the actions"),
    ("Resource", "write the resources behind `on`"),
    ("NotResource", "write `except` behind `on`"),
    ("Condition", "write conditions behind `when`"),
];

/// What to do instead of writing an element of JSON.
fn element(word: &str) -> Option<&'static str> {
    ELEMENTS.iter().chain(&KEYWORDS).find(|(element, _)| *element == word).map(|(_, help)| *help)
}

/// Reads a policy. What could not be read is in the errors.
pub(crate) fn source(tokens: proc_macro2::TokenStream, errors: &mut Errors) -> Source {
    let mut read = Source::default();
    let parser = |input: ParseStream<'_>| {
        if let Ok(kind) = header(input, errors) {
            read.kind = kind;
        } else {
            skip_statement(input);
        }
        while !input.is_empty() {
            match statement(input, errors) {
                Ok(statement) => read.statements.push(statement),
                Err(Reported) => skip_statement(input),
            }
        }
        if read.statements.is_empty() && errors.is_empty() {
            let help = "write at least one, such as `allow \"s3:GetObject\" on \"arn:aws:s3:::bucket/*\";`";
            errors.push(Span::call_site(), "a policy needs a statement", Some(help));
        }
        Ok(())
    };
    // The parser takes every token, and reports by itself.
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error.span(), error.to_string(), None);
    }
    read
}

/// `kind = identity;`, or nothing.
fn header(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<PolicyKind> {
    if !(input.peek(syn::Ident) && input.peek2(Token![=])) {
        return Ok(PolicyKind::default());
    }
    let kind = kind_argument(input, errors)?;
    // The kind is known in any case, and with it the type.
    let _ = semicolon(input, errors, "the header");
    Ok(kind)
}

/// `kind = identity`.
pub(crate) fn kind_argument(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<PolicyKind> {
    keyword(input, errors, "kind")?;
    if input.parse::<Token![=]>().is_err() {
        return Err(expected(input, errors, "`=` behind `kind`", None));
    }
    let kinds = PolicyKind::ALL.map(PolicyKind::as_str);
    let help = format!("the kinds are {}", kinds.map(|kind| format!("`{kind}`")).join(", "));
    let span = input.span();
    match input.call(Ident::parse_any) {
        Ok(name) => name.to_string().parse().map_err(|_| {
            let name = name.to_string();
            let near = closest(&name, kinds).map(|kind| format!("did you mean `{kind}`?"));
            errors.push(span, format!("there is no kind of policy `{name}`"), Some(near.as_deref().unwrap_or(&help)))
        }),
        Err(_) => Err(expected(input, errors, "a kind of policy", Some(&help))),
    }
}

/// To behind the next semicolon.
fn skip_statement(input: ParseStream<'_>) {
    while !input.is_empty() {
        if input.parse::<Token![;]>().is_ok() || input.parse::<TokenTree>().is_err() {
            break;
        }
    }
}

fn statement(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Statement> {
    let sid = label(input, errors)?;
    let (effect, effect_span) = effect(input, errors)?;
    let actions = items(input, errors, "an action", Some("on"))?;
    if !at_keyword(input, "on") && (input.is_empty() || input.peek(Token![;]) || at_keyword(input, "when")) {
        let help = "add `on` and the ARNs of what the actions are for, or `on *` for every resource";
        return Err(errors.push(input.span(), "the statement does not say on which resources", Some(help)));
    }
    keyword(input, errors, "on")?;
    let resources = items(input, errors, "a resource", Some("when"))?;
    let mut when = None;
    let mut tests = Vec::new();
    if input.peek(syn::Ident) && !starts_statement(input) {
        when = Some(input.span());
        keyword(input, errors, "when")?;
        loop {
            tests.push(test(input, errors)?);
            if !input.peek(syn::Ident) || starts_statement(input) {
                break;
            }
            keyword(input, errors, "and")?;
        }
    }
    // The statement is whole, and what follows may be the next one: it is read in any case.
    if starts_statement(input) || input.is_empty() {
        let last_value = tests.last().and_then(|test| test.values.last()).map(|value| value.span);
        let last = last_value.or(resources.items.last().map(|item| item.span)).unwrap_or(effect_span);
        let help = "every statement ends with `;`, the last one too";
        errors.push(last, "missing `;` behind this", Some(help));
        return Ok(Statement { sid, effect, effect_span, actions, resources, when, tests });
    }
    let statement = Statement { sid, effect, effect_span, actions, resources, when, tests };
    semicolon(input, errors, "the statement")?;
    Ok(statement)
}

/// `Label:`, if there is one.
fn label(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Option<Ident>> {
    if input.peek(Lit) && input.peek2(Token![:]) {
        let help = "write it without quotes: `Read: allow …`";
        return Err(errors.push(input.span(), "a `Sid` is a label before the effect", Some(help)));
    }
    if !(input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])) {
        return Ok(None);
    }
    let Ok(label) = input.call(Ident::parse_any) else { return Ok(None) };
    let _ = input.parse::<Token![:]>();
    let name = label.to_string();
    match element(&name) {
        // `Action: allow …` is a strange name, and a name.
        Some(help) if ELEMENTS.iter().any(|(element, _)| *element == name) || !at_effect(input) => {
            Err(errors.push(label.span(), format!("`{name}` is not written in this form"), Some(help)))
        }
        _ => Ok(Some(label)),
    }
}

fn effect(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<(Effect, Span)> {
    let span = input.span();
    let Some(word) = peeked_word(input) else {
        let help = if input.peek(token::Brace) || input.peek(token::Bracket) || input.peek(Lit) {
            Some("for a file of JSON there is `policy_file!(\"policies/reader.json\")`")
        } else if input.peek(Token![#]) {
            Some("comments begin with `//`, and have no attributes")
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
            let help = element(&word).or(near.as_deref());
            return Err(expected(input, errors, "`allow` or `deny`", help));
        }
    };
    let _ = input.call(Ident::parse_any);
    Ok((effect, span))
}

/// `except "a", "b"`, up to the word that comes next.
fn items(input: ParseStream<'_>, errors: &mut Errors, what: &str, next: Option<&str>) -> Parsed<Items> {
    let except = at_keyword(input, "except");
    if except {
        let _ = input.call(Ident::parse_any);
    }
    if input.peek(token::Bracket) {
        let help = "write the list without brackets, with commas between";
        return Err(expected(input, errors, what, Some(help)));
    }
    let mut items = vec![item(input, errors, what)?];
    while input.parse::<Token![,]>().is_ok() {
        // A comma may stand behind the last one.
        if input.peek(Token![;]) || next.is_some_and(|next| at_keyword(input, next)) {
            break;
        }
        items.push(item(input, errors, what)?);
    }
    if what == "an action"
        && input.fork().parse::<syn::LitStr>().is_ok_and(|literal| literal.value().starts_with("arn:"))
    {
        return Err(errors.push(input.span(), "missing `on` before the resources", Some("add `on` before this one")));
    }
    if input.peek(Lit) {
        let message = format!("missing `,` between two {}s", what.rsplit(' ').next().unwrap_or(what));
        return Err(errors.push(input.span(), message, Some("add a `,` before this one")));
    }
    Ok(Items { except, items })
}

/// `"text"`, `unchecked "text"` or `*`.
fn item(input: ParseStream<'_>, errors: &mut Errors, what: &str) -> Parsed<Item> {
    let span = input.span();
    if input.parse::<Token![*]>().is_ok() {
        return Ok(Item { is_unchecked: false, text: "*".to_owned(), span });
    }
    let is_unchecked = at_keyword(input, "unchecked") && (input.peek2(Lit));
    if is_unchecked {
        let _ = input.call(Ident::parse_any);
    }
    let (text, span) = text(input, errors, what)?;
    Ok(Item { is_unchecked, text, span })
}

/// A string literal.
fn text(input: ParseStream<'_>, errors: &mut Errors, what: &str) -> Parsed<(String, Span)> {
    if input.peek(syn::LitStr)
        && let Ok(literal) = input.parse::<syn::LitStr>()
    {
        // Where a macro was handed the literal, this is where it was written, and the names in it are those of that place.
        let span = literal.span();
        if !literal.suffix().is_empty() {
            return Err(errors.push(span, "the literal has a suffix", Some("remove it")));
        }
        return Ok((literal.value(), span));
    }
    let what = format!("{what} as a string literal");
    let help = peeked_word(input).map(|word| match word.as_str() {
        _ if input.peek2(Token![!]) => "write the text out as one literal: no other macro is read".to_owned(),
        "unchecked" if input.peek2(Token![*]) => "write `*` alone: there is nothing to be checked".to_owned(),
        "allow" | "deny" | "on" | "when" | "and" | "except" | "unchecked" => {
            format!("something is missing before `{word}`")
        }
        _ => match closest(&word, ["except", "unchecked"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("to fill in the value of `{word}`, write it as a hole in a literal: `\"…{{{word}}}…\"`"),
        },
    });
    Err(expected(input, errors, &what, help.as_deref()))
}

/// `ForAnyValue:StringLike "key" = ["a", "b"]`.
fn test(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Test> {
    let operator_span = input.span();
    let help = "such as `StringEquals`, as IAM spells it";
    let mut operator = match peeked_word(input) {
        Some(word) if word != "and" && word != "when" => word,
        _ => return Err(expected(input, errors, "a condition operator", Some(help))),
    };
    let _ = input.call(Ident::parse_any);
    if input.peek(Token![::]) {
        return Err(expected(input, errors, "a condition key", Some("write one `:`, as in `ForAnyValue:StringLike`")));
    }
    if input.parse::<Token![:]>().is_ok() {
        let Some(word) = peeked_word(input) else {
            return Err(expected(input, errors, "a condition operator behind the `:`", Some(help)));
        };
        let _ = input.call(Ident::parse_any);
        operator = format!("{operator}:{word}");
    }
    let key = item(input, errors, "a condition key")?;
    if input.peek(Token![==]) {
        return Err(expected(
            input,
            errors,
            "`=`",
            Some("write one `=`; the operator says how the values are compared"),
        ));
    }
    if input.parse::<Token![=]>().is_err() {
        return Err(expected(input, errors, "`=` behind the condition key", None));
    }
    let values = values(input, errors)?;
    Ok(Test { operator, operator_span, key, values })
}

/// One value, or several in brackets.
fn values(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Vec<Value>> {
    if !input.peek(token::Bracket) {
        let values = vec![value(input, errors)?];
        if input.peek(Token![,]) && input.peek2(Ident::peek_any) {
            return Err(expected(input, errors, "`and`", Some("the tests of a statement are joined by `and`")));
        }
        if input.peek(Token![,]) {
            let help = "write several values in brackets: `= [\"a\", \"b\"]`";
            return Err(errors.push(input.span(), "a list of values without brackets", Some(help)));
        }
        return Ok(values);
    }
    let span = input.span();
    let mut values = Vec::new();
    let mut outcome = Ok(());
    // `bracketed!` returns the errors of syn from the function that it is in.
    let read = (|| {
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
        // What was not read was reported.
        while inside.parse::<TokenTree>().is_ok() {}
        syn::Result::Ok(())
    })();
    if let Err(error) = read {
        return Err(errors.push(error.span(), error.to_string(), None));
    }
    outcome?;
    if values.is_empty() {
        return Err(errors.push(span, "an empty list of values", Some("write at least one value")));
    }
    Ok(values)
}

fn value(input: ParseStream<'_>, errors: &mut Errors) -> Parsed<Value> {
    let span = input.span();
    if input.peek(syn::LitBool)
        && let Ok(literal) = input.parse::<syn::LitBool>()
    {
        return Ok(Value { kind: ValueKind::Bare(literal.value.to_string()), span });
    }
    if input.peek(Token![-]) || input.peek(syn::LitInt) || input.peek(syn::LitFloat) {
        return number(input, errors);
    }
    if input.peek(Token![*]) {
        return Err(expected(input, errors, "a value", Some("write `\"*\"`, with quotes")));
    }
    if input.peek(token::Brace) {
        return Err(expected(input, errors, "a value", Some("a hole stands inside a literal: `\"{name}\"`")));
    }
    let (text, span) = text(input, errors, "a value")?;
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
        let help = "write it with digits on both sides of the point, and without a suffix";
        return Err(errors.push(span, format!("`{json}{suffix}` is not a number of JSON"), Some(help)));
    }
    Ok(Value { kind: ValueKind::Bare(json), span })
}

fn semicolon(input: ParseStream<'_>, errors: &mut Errors, what: &str) -> Parsed<()> {
    match input.parse::<Token![;]>() {
        Ok(_) => Ok(()),
        Err(_) => Err(expected(input, errors, &format!("`;` behind {what}"), None)),
    }
}

/// The word, or an error that knows what was meant.
fn keyword(input: ParseStream<'_>, errors: &mut Errors, word: &str) -> Parsed<()> {
    if at_keyword(input, word) {
        let _ = input.call(Ident::parse_any);
        return Ok(());
    }
    let found = peeked_word(input).unwrap_or_default();
    let near = closest(&found, [word]).map(|_| format!("did you mean `{word}`?"));
    Err(expected(input, errors, &format!("`{word}`"), element(&found).or(near.as_deref())))
}

fn at_keyword(input: ParseStream<'_>, word: &str) -> bool {
    peeked_word(input).is_some_and(|found| found == word)
}

fn at_effect(input: ParseStream<'_>) -> bool {
    EFFECTS.iter().any(|effect| at_keyword(input, effect))
}

/// Whether a statement begins here.
fn starts_statement(input: ParseStream<'_>) -> bool {
    at_effect(input)
        || (input.peek(Ident::peek_any) && input.peek2(Token![:]) && {
            let fork = input.fork();
            let _ = fork.call(Ident::parse_any);
            let _ = fork.parse::<Token![:]>();
            at_effect(&fork)
        })
}

fn peeked_word(input: ParseStream<'_>) -> Option<String> {
    input.peek(Ident::peek_any).then(|| input.fork().call(Ident::parse_any).ok()).flatten().map(|word| word.to_string())
}

/// An error about the next token.
fn expected(input: ParseStream<'_>, errors: &mut Errors, what: &str, help: Option<&str>) -> Reported {
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
