//! Whether one pattern stands for everything that another one does.
//!
//! The covering pattern is taken apart into blocks of known length and gaps between them ("at least so many characters"). Its
//! blocks must be found in the other pattern in order. A star of the other pattern may be empty, or longer than any block and made of
//! characters that are in neither pattern, so no block can reach into it: only a gap can take it, and counts it as nothing.
//! With that, to place each block as early as possible is best, and the answer is exact.

use super::Pattern;
use super::token::Token;
use crate::steps;

/// `taken` counts the pairs of tokens that are compared.
pub(super) fn covers(pattern: &Pattern<'_>, other: &Pattern<'_>, taken: &mut usize) -> bool {
    let covers = |token: &Token, other_token: &Token| match (token, other_token) {
        (Token::Char(left), Token::Char(right)) => left == right,
        (Token::One, Token::Char(_) | Token::One) => true,
        (Token::Variable(left), Token::Variable(right)) => pattern.variable(*left) == other.variable(*right),
        _ => false,
    };
    let mut covers_all = |tokens: &[Token], others: &[Token]| {
        let mut pairs = tokens.iter().zip(others);
        let are_covered = tokens.len() == others.len() && pairs.all(|(token, other)| covers(token, other));
        let compared = 1 + tokens.len() - pairs.len();
        *taken += compared;
        steps::add(compared);
        are_covered
    };

    let (first, mut rest) = block(&pattern.tokens);
    if rest.is_empty() {
        return covers_all(first, &other.tokens);
    }
    let Some((start, mut others)) = other.tokens.split_at_checked(first.len()) else { return false };
    if !covers_all(first, start) {
        return false;
    }
    loop {
        let least = gap(&mut rest);
        let (next, behind) = block(rest);
        // The last block stands at the end.
        if behind.is_empty() {
            return others
                .len()
                .checked_sub(next.len())
                .and_then(|at| others.split_at_checked(at))
                .is_some_and(|(between, end)| covers_all(next, end) && least_length(between) >= least);
        }
        let mut between = 0;
        loop {
            if between >= least
                && let Some((found, after)) = others.split_at_checked(next.len())
                && covers_all(next, found)
            {
                others = after;
                break;
            }
            let [token, after @ ..] = others else { return false };
            between += least_length(std::slice::from_ref(token));
            others = after;
        }
        rest = behind;
    }
}

/// The tokens before the next gap, and the rest.
fn block(tokens: &[Token]) -> (&[Token], &[Token]) {
    let star = tokens.iter().position(|token| *token == Token::Any).unwrap_or(tokens.len());
    let (before, rest) = tokens.split_at_checked(star).unwrap_or((tokens, &[]));
    if rest.is_empty() {
        return (before, rest);
    }
    // The single wildcards before a star are part of its gap.
    let wildcards = before.iter().rev().take_while(|token| **token == Token::One).count();
    tokens.split_at_checked(star - wildcards).unwrap_or((tokens, &[]))
}

/// Takes the gap that the tokens begin with: how many characters it has at least.
fn gap(tokens: &mut &[Token]) -> usize {
    let least = tokens.iter().take_while(|token| **token == Token::One).count();
    *tokens = tokens.get(least + 1..).unwrap_or_default();
    least
}

/// How many characters the tokens stand for at least.
fn least_length(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| !token.is_unbounded()).count()
}
