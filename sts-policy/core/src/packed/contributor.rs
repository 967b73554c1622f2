//! What weighs most: the marginal cost of each piece, which is what the estimate would be less without it.

use std::cmp::Reverse;

use super::blob::{LeaveOut, Text, compressed_bytes, texts};
use super::model;
use crate::enum_text::display_by_name;
use crate::limits::SESSION_POLICY_BYTES;
use crate::model::Policy;

/// The pieces of a longer policy, in bytes of its strings, are not looked at one by one.
const LONGEST_POLICY: usize = 8 * SESSION_POLICY_BYTES;

/// Maximum number of bytes that are compressed for the statements of a policy, and again for its strings.
///
/// A policy is compressed once without each of its pieces. The limit covers every piece of a policy of 2,048 bytes, which has at most 480
/// strings of one letter in a row of 960 bytes. Longer policies are measured by their longest pieces.
const MAX_COMPRESSED_BYTES: usize = 1 << 19;

/// A piece of a request with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributor {
    /// What it is.
    pub part: Part,
    /// The index of the statement that it is or belongs to; none for ARNs and tags.
    pub statement: Option<usize>,
    /// The text: of a statement its `Sid`, if it has one; of a tag `key=value`.
    pub text: String,
    /// What the estimate would be less without it, in points. Repeated text is cheap: the pieces do not add up to the whole.
    pub points: f64,
}

/// What a piece of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// A whole statement.
    Statement,
    /// A `Sid`.
    Sid,
    /// An action.
    Action,
    /// A resource.
    Resource,
    /// A condition operator.
    ConditionOperator,
    /// A condition key.
    ConditionKey,
    /// A value of a condition.
    ConditionValue,
    /// The ARN of a managed policy.
    PolicyArn,
    /// A session tag.
    Tag,
}

impl Part {
    /// The name, such as `condition-key`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Part::Statement => "statement",
            Part::Sid => "sid",
            Part::Action => "action",
            Part::Resource => "resource",
            Part::ConditionOperator => "condition-operator",
            Part::ConditionKey => "condition-key",
            Part::ConditionValue => "condition-value",
            Part::PolicyArn => "policy-arn",
            Part::Tag => "tag",
        }
    }
}

display_by_name!(Part);

/// All pieces, the dearest first; equally dear ones in the order of the request.
pub(super) fn of(policy: Option<&Policy>, arns: &[&str], tags: &[(&str, &str)], factor: f64) -> Vec<Contributor> {
    let mut contributors = policy.map(|policy| of_policy(policy, factor)).unwrap_or_default();
    contributors.extend(arns.iter().map(|arn| Contributor {
        part: Part::PolicyArn,
        statement: None,
        text: (*arn).to_owned(),
        points: model::arn_points(arn),
    }));
    contributors.extend(tags.iter().map(|(key, value)| Contributor {
        part: Part::Tag,
        statement: None,
        text: format!("{key}={value}"),
        points: model::tag_points(key, value),
    }));
    contributors.sort_by(|left, right| right.points.total_cmp(&left.points));
    contributors
}

fn of_policy(policy: &Policy, factor: f64) -> Vec<Contributor> {
    let texts = texts(policy);
    let length: usize = texts.iter().flatten().map(|text| text.text.len()).sum();
    if length > LONGEST_POLICY {
        return Vec::new();
    }
    let whole = compressed_bytes(&texts, LeaveOut::Nothing);
    let contributor = |part, statement, text: &str, leave_out| Contributor {
        part,
        statement: Some(statement),
        text: text.to_owned(),
        points: saved(whole, compressed_bytes(&texts, leave_out)) * factor,
    };
    // With its length before each string, and a byte behind each statement.
    let row = texts.iter().map(|strings| length_of(strings) + 1).sum::<usize>();
    let max_pieces = MAX_COMPRESSED_BYTES / row.max(1);
    let mut statements = LongestPieces::new(max_pieces, texts.iter().map(|strings| length_of(strings)));
    let mut strings = LongestPieces::new(max_pieces, texts.iter().flatten().map(|string| string.text.len()));
    let mut contributors = Vec::new();
    for (index, (statement, texts_of_statement)) in policy.statements.iter().zip(&texts).enumerate() {
        // Without its only statement there would be no policy.
        if statements.takes(length_of(texts_of_statement)) && texts.len() > 1 {
            let sid = statement.sid.as_ref().map(|sid| sid.as_str()).unwrap_or_default();
            contributors.push(contributor(Part::Statement, index, sid, LeaveOut::Statement(index)));
        }
        for (position, string) in texts_of_statement.iter().enumerate() {
            if strings.takes(string.text.len()) {
                contributors.push(contributor(string.part, index, &string.text, LeaveOut::Text(index, position)));
            }
        }
    }
    contributors
}

fn length_of(strings: &[Text<'_>]) -> usize {
    strings.iter().map(|string| string.text.len() + 1).sum()
}

/// Picks the longest pieces of a row, the first ones among equally long ones.
struct LongestPieces {
    /// The length of the shortest piece that is picked.
    shortest: usize,
    /// Number of pieces of that length that are still picked.
    of_shortest: usize,
}

impl LongestPieces {
    fn new(max: usize, lengths: impl Iterator<Item = usize>) -> Self {
        let mut lengths: Vec<usize> = lengths.collect();
        if lengths.len() <= max {
            return Self { shortest: 0, of_shortest: usize::MAX };
        }
        lengths.sort_unstable_by_key(|length| Reverse(*length));
        lengths.truncate(max);
        let Some(shortest) = lengths.last().copied() else { return Self { shortest: usize::MAX, of_shortest: 0 } };
        Self { shortest, of_shortest: lengths.iter().filter(|length| **length == shortest).count() }
    }

    /// Returns true if the next piece of the row, of this length, is picked.
    fn takes(&mut self, length: usize) -> bool {
        if length == self.shortest {
            let is_picked = self.of_shortest > 0;
            self.of_shortest = self.of_shortest.saturating_sub(1);
            return is_picked;
        }
        length > self.shortest
    }
}

/// What all `Sid`s cost together.
pub(super) fn points_of_sids(policy: &Policy) -> f64 {
    let texts = texts(policy);
    saved(compressed_bytes(&texts, LeaveOut::Nothing), compressed_bytes(&texts, LeaveOut::Every(Part::Sid)))
}

/// The points of the compressed bytes that are saved; a compressor may also need more for less.
fn saved(whole: usize, without: usize) -> f64 {
    model::POINTS_PER_COMPRESSED_BYTE * (whole as f64 - without as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Statement;
    use crate::steps;

    fn with_actions(actions: impl Iterator<Item = String>) -> Policy {
        Policy::builder().statement(Statement::allow(actions).on(["*"])).build()
    }

    #[test]
    fn every_piece_of_a_policy_that_fits_is_looked_at() {
        let mut policy = with_actions(std::iter::empty());
        for length in [1, 2, 3, 8] {
            for count in 1.. {
                let next = with_actions((0..count).map(|_| "a".repeat(length)));
                if next.to_json().len() > SESSION_POLICY_BYTES {
                    break;
                }
                policy = next;
            }
            let pieces: usize = texts(&policy).iter().map(Vec::len).sum();
            assert_eq!(of_policy(&policy, 1.0).len(), pieces, "{length}");
        }
    }

    #[test]
    fn of_a_long_policy_the_longest_pieces_are_looked_at() {
        let action =
            |index: usize| if index % 200 == 7 { format!("long{index}") } else { format!("{:02}", index % 90) };
        let policy = with_actions((0..5_000).map(action));
        let contributors = of_policy(&policy, 1.0);
        let is_long = |contributor: &&Contributor| contributor.text.starts_with("long");
        assert_eq!(contributors.iter().filter(is_long).count(), 25);
        assert!(contributors.len() < 100, "{}", contributors.len());
    }

    #[test]
    fn what_is_compressed_is_bounded_however_many_the_pieces() {
        for count in [1_000, 4_000, 7_900] {
            let policy = with_actions((0..count).map(|index| if index % 3 == 0 { "ab" } else { "ba" }.to_owned()));
            let before = steps::counted();
            let contributors = of_policy(&policy, 1.0);
            assert!(!contributors.is_empty());
            let compressed = steps::counted() - before;
            assert!(compressed <= 3 * MAX_COMPRESSED_BYTES as u64, "{count} strings: {compressed} bytes");
        }
    }
}
