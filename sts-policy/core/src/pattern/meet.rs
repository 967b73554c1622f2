//! Whether two patterns can stand for the same text.

use super::token::Token;
use crate::steps;

/// Whether some text matches both. Variables may be any text.
pub(super) fn meet(mut left: &[Token], mut right: &[Token]) -> bool {
    steps::add(1);
    // Most pairs differ early, or are plain but for a last star: what is plain at both ends needs no table.
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        match single(*first, *second) {
            Some(true) => {
                steps::add(1);
                (left, right) = (left_rest, right_rest);
            }
            Some(false) => return false,
            None => break,
        }
    }
    while let ([left_rest @ .., first], [right_rest @ .., second]) = (left, right) {
        match single(*first, *second) {
            Some(true) => {
                steps::add(1);
                (left, right) = (left_rest, right_rest);
            }
            Some(false) => return false,
            None => break,
        }
    }
    match (left, right) {
        ([], rest) | (rest, []) => rest.iter().all(|token| token.is_unbounded()),
        ([Token::Any | Token::Variable(_)], _) | (_, [Token::Any | Token::Variable(_)]) => true,
        _ => table(left, right),
    }
}

/// Whether two tokens of one character each can be the same; `None` if one of them is no such token.
fn single(left: Token, right: Token) -> Option<bool> {
    match (left, right) {
        (Token::Char(left), Token::Char(right)) => Some(left == right),
        (Token::Char(_) | Token::One, Token::Char(_) | Token::One) => Some(true),
        _ => None,
    }
}

/// Whether the first token may hold what the second is.
fn takes(first: Token, second: Token) -> bool {
    match first {
        Token::Any | Token::Variable(_) => true,
        Token::Segment => second != Token::Char('/'),
        Token::Char(_) | Token::One => false,
    }
}

/// Row by row: which prefixes of `right` can meet the prefix of `left` that is read so far.
fn table(left: &[Token], right: &[Token]) -> bool {
    // The empty prefix of `left` meets prefixes of `right` that may be empty.
    let mut row: Vec<bool> = Vec::with_capacity(right.len() + 1);
    row.push(true);
    row.extend(right.iter().scan(true, |meets, token| {
        *meets &= token.is_unbounded();
        Some(*meets)
    }));
    for first in left {
        steps::add(right.len());
        // `above` is the old cell, `before` the one left of it.
        let mut cells = row.iter_mut();
        let Some(cell) = cells.next() else { return false };
        let mut before = *cell;
        *cell &= first.is_unbounded();
        let mut current = *cell;
        for (cell, second) in cells.zip(right) {
            let above = *cell;
            current = match single(*first, *second) {
                Some(same) => same && before,
                // Whichever is unbounded may be nothing, or take what the other one is.
                None => {
                    (above && (first.is_unbounded() || takes(*second, *first)))
                        || (current && (second.is_unbounded() || takes(*first, *second)))
                }
            };
            *cell = current;
            before = above;
        }
    }
    row.last().copied().unwrap_or(false)
}
