//! What a string literal holds: text, policy variables, and holes.

use std::borrow::Cow;

use sts_policy_core::__private::{TextPiece, quoted, text_pieces};

use crate::steps;

/// A part of a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text of the policy, policy variables included.
    Text(String),
    /// `{name}`.
    Hole(String),
}

/// What is wrong with a literal, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) help: Cow<'static, str>,
}

/// The parts of a literal, in order.
pub(crate) fn pieces(literal: &str) -> Result<Vec<Piece>, Problem> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    steps::add(literal.len());
    for part in text_pieces(literal) {
        match part {
            TextPiece::Variable(variable) => {
                if variable.get(2..).is_some_and(|inner| inner.contains('{')) {
                    return Err(Problem {
                        message: format!("{} has a brace inside of a policy variable", quoted(variable)),
                        help: "a hole cannot stand there; for the character `$` before a hole, write `${$}`".into(),
                    });
                }
                text.push_str(variable);
            }
            TextPiece::Text(part) => with_holes(part, &mut text, &mut pieces)?,
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

/// Text in which no policy variable stands.
fn with_holes(part: &str, text: &mut String, pieces: &mut Vec<Piece>) -> Result<(), Problem> {
    let mut rest = part;
    while let Some((before, brace, behind)) = next_brace(rest) {
        text.push_str(before);
        if let Some(behind) = behind.strip_prefix(brace) {
            text.push(brace);
            rest = behind;
            continue;
        }
        if brace == '}' {
            return Err(Problem {
                message: "`}` without its `{`".to_owned(),
                help: "for the character itself, write `}}`".into(),
            });
        }
        let Some((name, behind)) = behind.split_once('}') else {
            return Err(Problem {
                message: format!("{} is a hole without its end", quoted(&format!("{{{behind}"))),
                help: "add the missing `}`; for the character `{` itself, write `{{`".into(),
            });
        };
        if !is_name(name) {
            let (hole, raw) = (format!("{{{name}}}"), format!("r#{name}"));
            let is_keyword = is_name(&raw);
            return Err(Problem {
                message: format!("{} is no hole: between the braces stands the name of a variable", quoted(&hole)),
                help: if is_keyword {
                    format!("the name is a keyword: write `{{{raw}}}`").into()
                } else {
                    "write a name alone, such as `{tenant}`; for the character `{` itself, write `{{`".into()
                },
            });
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

/// Whether a text is an identifier that can name a variable.
fn is_name(text: &str) -> bool {
    let bare = text.strip_prefix("r#").unwrap_or(text);
    let mut characters = bare.chars();
    // The characters are checked first: a lexer of Rust skips comments, and reports text such as `1e` itself, at the whole call.
    let is_identifier = characters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && characters.all(unicode_ident::is_xid_continue);
    // `gen` is a keyword since the edition of 2024.
    is_identifier && text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok_and(|ident| ident == text)
}

/// What is before the next brace, the brace, and what is behind it.
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
    fn text_variables_and_holes() {
        assert_eq!(pieces("").unwrap(), []);
        assert_eq!(pieces("a/*").unwrap(), [text("a/*")]);
        assert_eq!(pieces("a/{b}{c}/d").unwrap(), [text("a/"), hole("b"), hole("c"), text("/d")]);
        assert_eq!(
            pieces("${aws:PrincipalTag/a, '}'}{b}${*}").unwrap(),
            [text("${aws:PrincipalTag/a, '}'}"), hole("b"), text("${*}")]
        );
        assert_eq!(pieces("{{a}}{b}{{{c}}}").unwrap(), [text("{a}"), hole("b"), text("{"), hole("c"), text("}")]);
        // Not closed: the checks say so.
        assert_eq!(pieces("${aws:x").unwrap(), [text("${aws:x")]);
    }

    #[test]
    fn what_is_no_hole() {
        for (literal, message) in [
            ("{}", "`{}` is no hole: between the braces stands the name of a variable"),
            ("{ a }", "`{ a }` is no hole: between the braces stands the name of a variable"),
            ("{a.b}", "`{a.b}` is no hole: between the braces stands the name of a variable"),
            ("{a:>8}", "`{a:>8}` is no hole: between the braces stands the name of a variable"),
            ("{type}", "`{type}` is no hole: between the braces stands the name of a variable"),
            ("{gen}", "`{gen}` is no hole: between the braces stands the name of a variable"),
            ("{a//}", "`{a//}` is no hole: between the braces stands the name of a variable"),
            ("{don't}", "`{don't}` is no hole: between the braces stands the name of a variable"),
            ("{\u{feff}a}", "`{\\u{feff}a}` is no hole: between the braces stands the name of a variable"),
            ("x{a", "`{a` is a hole without its end"),
            ("a}", "`}` without its `{`"),
            ("${aws:PrincipalTag/{key}}", "`${aws:PrincipalTag/{key}` has a brace inside of a policy variable"),
            ("${{a}}", "`${{a}` has a brace inside of a policy variable"),
        ] {
            assert_eq!(pieces(literal).unwrap_err().message, message);
        }
    }
}
