//! Exact test of whether one pattern matches every text that another one matches.
//!
//! The covering pattern is split into blocks of fixed length and gaps of a minimum length. Its blocks must occur in the other pattern in
//! the same order. A star of the other pattern may match the empty text, or a text that is longer than any block and consists of
//! characters that occur in neither pattern. A block therefore never overlaps a star; only a gap does, and the star adds nothing to the minimum length of the gap's text. Under these
//! conditions the earliest position is the best for each block, and the answer is exact.

use super::Pattern;
use super::token::Token;
use crate::steps;

/// Returns true if `pattern` matches every text that `other` matches. Adds the cost, at least the number
/// of compared pairs of tokens, to `comparisons`.
pub(super) fn covers(pattern: &Pattern<'_>, other: &Pattern<'_>, comparisons: &mut usize) -> bool {
    let mut block_covers = |tokens: &[Token], other_tokens: &[Token]| {
        let mut pairs = tokens.iter().zip(other_tokens);
        let is_covered = tokens.len() == other_tokens.len()
            && pairs.all(|(token, other_token)| token_covers((pattern, token), (other, other_token)));
        let compared = 1 + tokens.len() - pairs.len();
        *comparisons += compared;
        steps::add(compared);
        is_covered
    };
    let (first_block, mut rest) = split_block(&pattern.tokens);
    if rest.is_empty() {
        return block_covers(first_block, &other.tokens);
    }
    let Some((other_start, mut other_tokens)) = other.tokens.split_at_checked(first_block.len()) else { return false };
    if !block_covers(first_block, other_start) {
        return false;
    }
    loop {
        let (min_gap, after_gap) = split_gap(rest);
        let (block, after_block) = split_block(after_gap);
        if after_block.is_empty() {
            return covers_end(block, min_gap, other_tokens, block_covers);
        }
        let Some(after) = find_block(block, min_gap, other_tokens, &mut block_covers) else { return false };
        other_tokens = after;
        rest = after_block;
    }
}

fn token_covers((pattern, token): (&Pattern<'_>, &Token), (other, other_token): (&Pattern<'_>, &Token)) -> bool {
    match (token, other_token) {
        (Token::Char(left), Token::Char(right)) => left == right,
        (Token::AnyChar, Token::Char(_) | Token::AnyChar) => true,
        (Token::Variable(left), Token::Variable(right)) => pattern.variable(*left) == other.variable(*right),
        _ => false,
    }
}

/// Compares the last block, which covers the end of the other pattern.
fn covers_end(
    block: &[Token],
    min_gap: usize,
    other_tokens: &[Token],
    mut block_covers: impl FnMut(&[Token], &[Token]) -> bool,
) -> bool {
    let parts = other_tokens.len().checked_sub(block.len()).and_then(|at| other_tokens.split_at_checked(at));
    parts.is_some_and(|(gap, end)| block_covers(block, end) && min_length(gap) >= min_gap)
}

/// Finds the first position of a block, at least `min_gap` characters from the start. Returns the tokens after it.
fn find_block<'t>(
    block: &[Token],
    min_gap: usize,
    mut other_tokens: &'t [Token],
    block_covers: &mut impl FnMut(&[Token], &[Token]) -> bool,
) -> Option<&'t [Token]> {
    let mut gap = 0;
    loop {
        if gap >= min_gap
            && let Some((candidate, after)) = other_tokens.split_at_checked(block.len())
            && block_covers(block, candidate)
        {
            return Some(after);
        }
        let [token, after @ ..] = other_tokens else { return None };
        gap += min_length(std::slice::from_ref(token));
        other_tokens = after;
    }
}

/// Splits off the tokens before the next gap.
fn split_block(tokens: &[Token]) -> (&[Token], &[Token]) {
    let star = tokens.iter().position(|token| *token == Token::AnyText).unwrap_or(tokens.len());
    let (before, rest) = tokens.split_at_checked(star).unwrap_or((tokens, &[]));
    if rest.is_empty() {
        return (before, rest);
    }
    // The single wildcards before a star are part of its gap.
    let wildcards = before.iter().rev().take_while(|token| **token == Token::AnyChar).count();
    tokens.split_at_checked(star - wildcards).unwrap_or((tokens, &[]))
}

/// Splits off the gap at the beginning; returns its minimum number of characters, and the rest.
fn split_gap(tokens: &[Token]) -> (usize, &[Token]) {
    let min_gap = tokens.iter().take_while(|token| **token == Token::AnyChar).count();
    (min_gap, tokens.get(min_gap + 1..).unwrap_or_default())
}

/// Minimum number of characters that the tokens match.
fn min_length(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| !token.is_unbounded()).count()
}
