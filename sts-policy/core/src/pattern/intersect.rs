//! The intersection of two patterns.

use super::token::Token;
use crate::steps;

/// Returns true if some text matches both patterns. Policy variables may have any value.
pub(super) fn intersects(left: &[Token], right: &[Token]) -> bool {
    steps::add(1);
    // Most pairs differ early, or are literal except for a last star: literal ends need no table.
    let Some((left, right)) = strip_equal_start(left, right) else { return false };
    let Some((left, right)) = strip_equal_end(left, right) else { return false };
    match (left, right) {
        ([], rest) | (rest, []) => rest.iter().all(|token| token.is_unbounded()),
        ([Token::AnyText | Token::Variable(_)], _) | (_, [Token::AnyText | Token::Variable(_)]) => true,
        _ => compare_prefixes(left, right),
    }
}

type Pair<'t> = (&'t [Token], &'t [Token]);

/// Removes tokens of one character from both beginnings; returns `None` if two of them differ.
fn strip_equal_start<'t>(mut left: &'t [Token], mut right: &'t [Token]) -> Option<Pair<'t>> {
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        match same_character(*first, *second) {
            Some(true) => {
                steps::add(1);
                (left, right) = (left_rest, right_rest);
            }
            Some(false) => return None,
            None => break,
        }
    }
    Some((left, right))
}

/// Removes tokens of one character from both ends; returns `None` if two of them differ.
fn strip_equal_end<'t>(mut left: &'t [Token], mut right: &'t [Token]) -> Option<Pair<'t>> {
    while let ([left_rest @ .., last], [right_rest @ .., other_last]) = (left, right) {
        match same_character(*last, *other_last) {
            Some(true) => {
                steps::add(1);
                (left, right) = (left_rest, right_rest);
            }
            Some(false) => return None,
            None => break,
        }
    }
    Some((left, right))
}

/// Returns whether two tokens of one character each can be the same; `None` if a token has no fixed length.
fn same_character(left: Token, right: Token) -> Option<bool> {
    match (left, right) {
        (Token::Char(left), Token::Char(right)) => Some(left == right),
        (Token::Char(_) | Token::AnyChar, Token::Char(_) | Token::AnyChar) => Some(true),
        _ => None,
    }
}

/// Returns true if the text of the first token may contain the text of the second.
fn can_contain(first: Token, second: Token) -> bool {
    match first {
        Token::AnyText | Token::Variable(_) => true,
        Token::Segment => second != Token::Char('/'),
        Token::Char(_) | Token::AnyChar => false,
    }
}

/// Computes row by row which prefixes of `right` intersect the prefix of `left` that was read.
fn compare_prefixes(left: &[Token], right: &[Token]) -> bool {
    // The empty prefix of `left` intersects the prefixes of `right` that can be empty.
    let mut row: Vec<bool> = Vec::with_capacity(right.len() + 1);
    row.push(true);
    row.extend(right.iter().scan(true, |can_be_empty, token| {
        *can_be_empty &= token.is_unbounded();
        Some(*can_be_empty)
    }));
    for first in left {
        steps::add(right.len());
        let mut cells = row.iter_mut();
        let Some(cell) = cells.next() else { return false };
        // The cell of the row above, one column to the left.
        let mut above_left = *cell;
        *cell &= first.is_unbounded();
        let mut current = *cell;
        for (cell, second) in cells.zip(right) {
            let above = *cell;
            current = match same_character(*first, *second) {
                Some(is_same) => is_same && above_left,
                // An unbounded token is empty, or contains the other token.
                None => {
                    (above && (first.is_unbounded() || can_contain(*second, *first)))
                        || (current && (second.is_unbounded() || can_contain(*first, *second)))
                }
            };
            *cell = current;
            above_left = above;
        }
    }
    row.last().copied().unwrap_or(false)
}
