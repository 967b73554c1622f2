//! Marginal cost of each piece of a request: the difference that leaving it out makes to the estimate.

use std::cmp::Reverse;

use super::compression::{Omit, PolicyString, compressed_bytes, policy_strings};
use super::model;
use super::piece_kind::PieceKind;
use crate::limits::SESSION_POLICY_BYTES;
use crate::model::Policy;
use crate::request::SessionRequest;

/// Maximum length of a policy whose pieces are measured, in bytes of its strings.
const MAX_POLICY_BYTES: usize = 8 * SESSION_POLICY_BYTES;

/// Maximum number of bytes that are compressed for the statements of a policy, and again for its strings.
///
/// A policy is compressed once without each of its pieces. The limit covers every piece of a policy of 2,048 bytes, which has at most 480
/// strings of one letter in a row of 960 bytes. Longer policies are measured by their longest pieces.
const MAX_COMPRESSED_BYTES: usize = 1 << 19;

/// Piece of a request with its cost.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contributor {
    /// Kind of the piece.
    pub kind: PieceKind,
    /// Index of the statement that the piece is, or belongs to. `None` for ARNs and tags.
    pub statement: Option<usize>,
    /// Text of the piece: `key=value` for a tag, and the `Sid` or nothing for a statement.
    pub text: String,
    /// Points that the estimate loses without the piece. Repeated text compresses well, so the pieces do not add up to the estimate.
    pub points: f64,
}

/// Returns all pieces, the most expensive first. Pieces of equal cost have the order of the request.
pub(super) fn contributors(request: &SessionRequest, factor: f64) -> Vec<Contributor> {
    let mut contributors =
        request.policy.as_ref().map(|policy| policy_contributors(policy, factor)).unwrap_or_default();
    contributors.extend(request.policy_arns.iter().map(|arn| Contributor {
        kind: PieceKind::PolicyArn,
        statement: None,
        text: arn.to_owned(),
        points: model::arn_points(arn),
    }));
    contributors.extend(request.tags.iter().map(|tag| Contributor {
        kind: PieceKind::Tag,
        statement: None,
        text: format!("{}={}", tag.key(), tag.value()),
        points: model::tag_points(tag.key(), tag.value()),
    }));
    contributors.sort_by(|left, right| right.points.total_cmp(&left.points));
    contributors
}

fn policy_contributors(policy: &Policy, factor: f64) -> Vec<Contributor> {
    let policy_strings = policy_strings(policy);
    let length: usize = policy_strings.iter().flatten().map(|string| string.text.len()).sum();
    if length > MAX_POLICY_BYTES {
        return Vec::new();
    }
    let whole = compressed_bytes(&policy_strings, Omit::Nothing);
    let contributor = |kind, statement, text: &str, omit| Contributor {
        kind,
        statement: Some(statement),
        text: text.to_owned(),
        points: model::saved_points(whole, compressed_bytes(&policy_strings, omit)) * factor,
    };
    // Each string has a byte for its length, and each statement a byte for its end.
    let input_length = policy_strings.iter().map(|strings| length_of(strings) + 1).sum::<usize>();
    let max_pieces = MAX_COMPRESSED_BYTES / input_length.max(1);
    let mut statements = LongestPieces::new(max_pieces, policy_strings.iter().map(|strings| length_of(strings)));
    let mut strings = LongestPieces::new(max_pieces, policy_strings.iter().flatten().map(|string| string.text.len()));
    let mut contributors = Vec::new();
    for (index, (statement, strings_of_statement)) in policy.statements.iter().zip(&policy_strings).enumerate() {
        // A policy cannot be without its only statement.
        if statements.selects(length_of(strings_of_statement)) && policy_strings.len() > 1 {
            let sid = statement.sid.as_ref().map(|sid| sid.as_str()).unwrap_or_default();
            contributors.push(contributor(PieceKind::Statement, index, sid, Omit::Statement(index)));
        }
        for (position, string) in strings_of_statement.iter().enumerate() {
            if strings.selects(string.text.len()) {
                contributors.push(contributor(string.kind, index, &string.text, Omit::String(index, position)));
            }
        }
    }
    contributors
}

fn length_of(strings: &[PolicyString<'_>]) -> usize {
    strings.iter().map(|string| string.text.len() + 1).sum()
}

/// Selects the longest pieces of a sequence. Among pieces of equal length, the first ones are selected.
struct LongestPieces {
    /// Minimum length of a selected piece.
    min_length: usize,
    /// Number of pieces of that length that are still to be selected.
    remaining: usize,
}

impl LongestPieces {
    fn new(max: usize, lengths: impl Iterator<Item = usize>) -> Self {
        let mut lengths: Vec<usize> = lengths.collect();
        if lengths.len() <= max {
            return Self { min_length: 0, remaining: usize::MAX };
        }
        lengths.sort_unstable_by_key(|length| Reverse(*length));
        lengths.truncate(max);
        let Some(min_length) = lengths.last().copied() else { return Self { min_length: usize::MAX, remaining: 0 } };
        Self { min_length, remaining: lengths.iter().filter(|length| **length == min_length).count() }
    }

    /// Checks whether the next piece, of this length, is selected.
    fn selects(&mut self, length: usize) -> bool {
        if length == self.min_length {
            let is_selected = self.remaining > 0;
            self.remaining = self.remaining.saturating_sub(1);
            return is_selected;
        }
        length > self.min_length
    }
}

/// Returns the cost of all `Sid`s together, in points.
pub(super) fn sid_points(policy: &Policy) -> f64 {
    let strings = policy_strings(policy);
    let without_sids = compressed_bytes(&strings, Omit::Kind(PieceKind::Sid));
    model::saved_points(compressed_bytes(&strings, Omit::Nothing), without_sids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Statement;
    use crate::steps;

    fn with_actions(actions: impl Iterator<Item = String>) -> Policy {
        Policy::builder().statement(Statement::allow(actions).resources(["*"])).build().unwrap_or_default()
    }

    #[test]
    fn every_piece_of_an_accepted_policy_is_measured() {
        let mut policy = with_actions(std::iter::empty());
        for length in [1, 2, 3, 8] {
            for count in 1.. {
                let next = with_actions((0..count).map(|_| "a".repeat(length)));
                if next.to_json().len() > SESSION_POLICY_BYTES {
                    break;
                }
                policy = next;
            }
            let pieces: usize = policy_strings(&policy).iter().map(Vec::len).sum();
            assert_eq!(policy_contributors(&policy, 1.0).len(), pieces, "{length}");
        }
    }

    #[test]
    fn the_longest_pieces_of_a_long_policy_are_measured() {
        let action =
            |index: usize| if index % 200 == 7 { format!("long{index}") } else { format!("{:02}", index % 90) };
        let policy = with_actions((0..5_000).map(action));
        let contributors = policy_contributors(&policy, 1.0);
        let is_long = |contributor: &&Contributor| contributor.text.starts_with("long");
        assert_eq!(contributors.iter().filter(is_long).count(), 25);
        assert!(contributors.len() < 100, "{}", contributors.len());
    }

    #[test]
    fn compressed_bytes_are_bounded_for_many_pieces() {
        for count in [1_000, 4_000, 7_900] {
            let policy = with_actions((0..count).map(|index| if index % 3 == 0 { "ab" } else { "ba" }.to_owned()));
            let before = steps::counted();
            let contributors = policy_contributors(&policy, 1.0);
            assert!(!contributors.is_empty());
            let compressed = steps::counted() - before;
            assert!(compressed <= 3 * MAX_COMPRESSED_BYTES as u64, "{count} strings: {compressed} bytes");
        }
    }
}
