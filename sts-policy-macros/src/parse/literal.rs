//! String literals: text, policy variables and holes.

use std::borrow::Cow;

use sts_policy_core::__private::{TextPiece, count_steps, quoted, text_pieces};

/// A part of a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text of the policy, policy variables included.
    Text(String),
    /// `{name}`.
    Hole(String),
}

/// An error in a literal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InvalidLiteral {
    pub(crate) message: String,
    pub(crate) help: Cow<'static, str>,
}

/// Returns the parts of a literal, in order.
pub(crate) fn pieces(literal: &str) -> Result<Vec<Piece>, InvalidLiteral> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    count_steps(literal.len());
    for part in text_pieces(literal) {
        match part {
            TextPiece::Variable(variable) => {
                if variable.get(2..).is_some_and(|inner| inner.contains('{')) {
                    return Err(brace_in_variable(variable));
                }
                text.push_str(variable);
            }
            TextPiece::Text(part) => push_text_and_holes(part, &mut text, &mut pieces)?,
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

/// Splits text without policy variables at its holes. Text before the next hole stays in `text`.
fn push_text_and_holes(part: &str, text: &mut String, pieces: &mut Vec<Piece>) -> Result<(), InvalidLiteral> {
    let mut rest = part;
    while let Some((before, brace, behind)) = next_brace(rest) {
        text.push_str(before);
        if let Some(behind) = behind.strip_prefix(brace) {
            text.push(brace);
            rest = behind;
            continue;
        }
        if brace == '}' {
            return Err(unmatched_brace());
        }
        let Some((name, behind)) = behind.split_once('}') else {
            return Err(unclosed_hole(behind));
        };
        if !is_name(name) {
            return Err(invalid_name(name));
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(text)));
        }
        pieces.push(Piece::Hole(name.to_owned()));
        rest = behind;
    }
    text.push_str(rest);
    Ok(())
}

fn brace_in_variable(variable: &str) -> InvalidLiteral {
    InvalidLiteral {
        message: format!("invalid policy variable {}: must not contain a brace", quoted(variable)),
        help: "remove the hole from the variable, or write `${$}` for a `$` before a hole".into(),
    }
}

fn unmatched_brace() -> InvalidLiteral {
    InvalidLiteral { message: "unmatched `}`".to_owned(), help: "write `}}` for the character `}`".into() }
}

fn unclosed_hole(name: &str) -> InvalidLiteral {
    InvalidLiteral {
        message: format!("unclosed hole {}: must end with `}}`", quoted(&format!("{{{name}"))),
        help: "add `}`, or write `{{` for the character `{`".into(),
    }
}

fn invalid_name(name: &str) -> InvalidLiteral {
    let raw = format!("r#{name}");
    InvalidLiteral {
        message: format!("invalid hole {}: must be the name of a variable in braces", quoted(&format!("{{{name}}}"))),
        help: if is_name(&raw) {
            format!("write `{{{raw}}}`: the name is a keyword").into()
        } else {
            "write a name alone, such as `{tenant}`, or `{{` for the character `{`".into()
        },
    }
}

/// Checks whether a text is an identifier that can name a variable.
fn is_name(text: &str) -> bool {
    let bare = text.strip_prefix("r#").unwrap_or(text);
    let mut characters = bare.chars();
    // The characters are checked first, because Rust's lexer skips comments and reports text such as `1e` by itself, at the whole call.
    let is_identifier = characters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && characters.all(unicode_ident::is_xid_continue);
    // `gen` is a keyword since edition 2024.
    is_identifier && text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok_and(|ident| ident == text)
}

/// Splits a text at the next brace.
fn next_brace(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['{', '}'])?;
    let (before, from) = text.split_at_checked(at)?;
    let mut characters = from.chars();
    let brace = characters.next()?;
    Some((before, brace, characters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn hole(name: &str) -> Piece {
        Piece::Hole(name.to_owned())
    }

    #[test]
    fn splits_a_literal_at_its_holes() {
        assert_eq!(pieces("").unwrap(), []);
        assert_eq!(pieces("a/*").unwrap(), [text("a/*")]);
        assert_eq!(pieces("a/{b}{c}/d").unwrap(), [text("a/"), hole("b"), hole("c"), text("/d")]);
        assert_eq!(
            pieces("${aws:PrincipalTag/a, '}'}{b}${*}").unwrap(),
            [text("${aws:PrincipalTag/a, '}'}"), hole("b"), text("${*}")]
        );
        assert_eq!(pieces("{{a}}{b}{{{c}}}").unwrap(), [text("{a}"), hole("b"), text("{"), hole("c"), text("}")]);
        // The checks report the unclosed variable.
        assert_eq!(pieces("${aws:x").unwrap(), [text("${aws:x")]);
    }

    #[test]
    fn rejects_invalid_holes() {
        for (literal, message) in [
            ("{}", "invalid hole `{}`: must be the name of a variable in braces"),
            ("{ a }", "invalid hole `{ a }`: must be the name of a variable in braces"),
            ("{a.b}", "invalid hole `{a.b}`: must be the name of a variable in braces"),
            ("{a:>8}", "invalid hole `{a:>8}`: must be the name of a variable in braces"),
            ("{type}", "invalid hole `{type}`: must be the name of a variable in braces"),
            ("{gen}", "invalid hole `{gen}`: must be the name of a variable in braces"),
            ("{a//}", "invalid hole `{a//}`: must be the name of a variable in braces"),
            ("{don't}", "invalid hole `{don't}`: must be the name of a variable in braces"),
            ("{\u{feff}a}", "invalid hole `{\\u{feff}a}`: must be the name of a variable in braces"),
            ("x{a", "unclosed hole `{a`: must end with `}`"),
            ("a}", "unmatched `}`"),
            (
                "${aws:PrincipalTag/{key}}",
                "invalid policy variable `${aws:PrincipalTag/{key}`: must not contain a brace",
            ),
            ("${{a}}", "invalid policy variable `${{a}`: must not contain a brace"),
        ] {
            assert_eq!(pieces(literal).unwrap_err().message, message);
        }
    }
}
