//! The reader of patterns.

use super::token::Token;
use super::{Case, Pattern};
use crate::grammar::variable::{OPEN, TextPart, Variable, has_variable, text_parts};
use crate::steps;

impl<'a> Pattern<'a> {
    pub(super) fn read(text: &'a str, case: Case, with_variables: bool) -> Self {
        let mut pattern = Pattern { tokens: Vec::with_capacity(text.len()), case, variables: Vec::new() };
        if !with_variables || !has_variable(text) {
            pattern.push_text(text);
            return pattern;
        }
        for part in text_parts(text) {
            match part {
                TextPart::Text(text) => pattern.push_text(text),
                TextPart::Variable(variable) if variable.is_closed => pattern.push_variable(variable),
                // Without its closing brace, a variable is plain text.
                TextPart::Variable(variable) => {
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
                    if self.tokens.last() != Some(&Token::AnyText) {
                        self.tokens.push(Token::AnyText);
                    }
                }
                // `*?` means the same as `?*`. With the star last, equal runs of wildcards have equal tokens.
                '?' => match self.tokens.last_mut() {
                    Some(last @ Token::AnyText) => {
                        *last = Token::AnyChar;
                        self.tokens.push(Token::AnyText);
                    }
                    _ => self.tokens.push(Token::AnyChar),
                },
                character => self.tokens.push(Token::Char(self.case.fold(character))),
            }
        }
    }

    /// Reads an ARN format or a part of one, in which `${Name}` is a placeholder.
    #[cfg(feature = "reference")]
    pub(super) fn read_format(text: &'a str, is_segment: impl Fn(&str) -> bool) -> Self {
        let mut pattern =
            Pattern { tokens: Vec::with_capacity(text.len()), case: Case::Sensitive, variables: Vec::new() };
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte == b'$') {
            let Some((literal, after)) = rest.split_at_checked(at) else { break };
            let placeholder = after.strip_prefix(OPEN).and_then(|inner| {
                let end = inner.bytes().position(|byte| byte == b'}')?;
                Some((inner.get(..end)?, inner.get(end + 1..)?))
            });
            let Some((name, after_name)) = placeholder else { break };
            pattern.push_text(literal);
            if is_segment(name) {
                pattern.tokens.push(Token::Segment);
            } else {
                pattern.push_text("*");
            }
            rest = after_name;
        }
        pattern.push_text(rest);
        pattern
    }

    fn push_variable(&mut self, variable: Variable<'a>) {
        if variable.is_escape() {
            self.tokens.extend(variable.inner.chars().map(Token::Char));
            return;
        }
        // Each occurrence has an index of its own: variables are compared by name, and a search for an earlier occurrence would take
        // quadratic time.
        let index = self.variables.len();
        self.variables.push(variable.inner);
        // A text with more variables does not fit into memory.
        self.tokens.push(Token::Variable(u32::try_from(index).unwrap_or(u32::MAX)));
    }

    /// Reads a text with policy variables, whose `*` and `?` are plain characters.
    pub(super) fn read_literal(text: &'a str, case: Case) -> Self {
        let mut pattern = Pattern { tokens: Vec::with_capacity(text.len()), case, variables: Vec::new() };
        let push = |pattern: &mut Self, text: &str| {
            steps::add(text.len());
            pattern.tokens.extend(text.chars().map(|character| Token::Char(case.fold(character))));
        };
        for part in text_parts(text) {
            match part {
                TextPart::Text(text) => push(&mut pattern, text),
                TextPart::Variable(variable) if variable.is_closed => pattern.push_variable(variable),
                TextPart::Variable(variable) => {
                    push(&mut pattern, OPEN);
                    push(&mut pattern, variable.inner);
                }
            }
        }
        pattern
    }
}
