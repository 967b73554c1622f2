//! What a pattern is made of.

use super::{Case, Pattern};
use crate::grammar::variable::{OPEN, Piece, Variable, has_variable, pieces};
use crate::steps;

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any text, maybe none.
    Any,
    /// Any text without a slash, maybe none.
    #[cfg_attr(not(feature = "reference"), expect(dead_code, reason = "only the forms of ARNs have segments"))]
    Segment,
    /// The text of the policy variable of this index, which is not known.
    Variable(u32),
}

impl Token {
    /// Whether it stands for text of any length.
    pub(super) fn is_unbounded(self) -> bool {
        matches!(self, Token::Any | Token::Segment | Token::Variable(_))
    }
}

impl<'a> Pattern<'a> {
    pub(super) fn read(text: &'a str, case: Case, with_variables: bool) -> Self {
        let mut pattern = Pattern { tokens: Vec::with_capacity(text.len()), case, variables: Vec::new() };
        if !with_variables || !has_variable(text) {
            pattern.push_text(text);
            return pattern;
        }
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => pattern.push_text(text),
                Piece::Variable(variable) if variable.closed => pattern.push_variable(variable),
                // What is not closed is no variable, but text.
                Piece::Variable(variable) => {
                    pattern.push_text(OPEN);
                    pattern.push_text(variable.inner);
                }
            }
        }
        pattern
    }

    fn push_text(&mut self, text: &str) {
        steps::add(text.len());
        for character in text.chars() {
            match character {
                '*' => {
                    if self.tokens.last() != Some(&Token::Any) {
                        self.tokens.push(Token::Any);
                    }
                }
                // `*?` is `?*`: with the star last, equal runs of wildcards are written in one way.
                '?' => match self.tokens.last_mut() {
                    Some(last @ Token::Any) => {
                        *last = Token::One;
                        self.tokens.push(Token::Any);
                    }
                    _ => self.tokens.push(Token::One),
                },
                character => self.tokens.push(Token::Char(self.case.fold(character))),
            }
        }
    }

    #[cfg(feature = "reference")]
    /// The form of a part of ARNs, in which `${Name}` is a placeholder.
    pub(super) fn read_format(text: &'a str, is_segment: impl Fn(&str) -> bool) -> Self {
        let mut pattern =
            Pattern { tokens: Vec::with_capacity(text.len()), case: Case::Sensitive, variables: Vec::new() };
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte == b'$') {
            let Some((plain, behind)) = rest.split_at_checked(at) else { break };
            let placeholder = behind.strip_prefix(OPEN).and_then(|inner| {
                let end = inner.bytes().position(|byte| byte == b'}')?;
                Some((inner.get(..end)?, inner.get(end + 1..)?))
            });
            let Some((name, after)) = placeholder else { break };
            pattern.push_text(plain);
            if is_segment(name) {
                pattern.tokens.push(Token::Segment);
            } else {
                pattern.push_text("*");
            }
            rest = after;
        }
        pattern.push_text(rest);
        pattern
    }

    fn push_variable(&mut self, variable: Variable<'a>) {
        if variable.is_escape() {
            self.tokens.extend(variable.inner.chars().map(Token::Char));
            return;
        }
        // The name of each occurrence is stored: patterns compare variables by name, and a search for an earlier one would cost
        // the square of their number.
        let index = self.variables.len();
        self.variables.push(variable.inner);
        // More variables than that do not fit into memory; they would only be taken for one.
        self.tokens.push(Token::Variable(u32::try_from(index).unwrap_or(u32::MAX)));
    }

    /// A text whose `*` and `?` are plain characters, but with policy variables.
    pub(super) fn read_plain(text: &'a str, case: Case) -> Self {
        let mut pattern = Pattern { tokens: Vec::with_capacity(text.len()), case, variables: Vec::new() };
        let push = |pattern: &mut Self, text: &str| {
            steps::add(text.len());
            pattern.tokens.extend(text.chars().map(|character| Token::Char(case.fold(character))));
        };
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => push(&mut pattern, text),
                Piece::Variable(variable) if variable.closed => pattern.push_variable(variable),
                Piece::Variable(variable) => {
                    push(&mut pattern, OPEN);
                    push(&mut pattern, variable.inner);
                }
            }
        }
        pattern
    }
}
