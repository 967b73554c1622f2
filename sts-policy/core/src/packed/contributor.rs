//! What weighs most: the marginal cost of each piece, which is what the estimate would be less without it.

use super::blob::{LeaveOut, compressed_bytes, texts};
use super::model;
use crate::limits::SESSION_POLICY_BYTES;
use crate::model::Policy;
use crate::names::display_by_name;

/// The pieces of a longer policy, in bytes of its strings, are not looked at one by one: the cost grows with the square.
const LONGEST_POLICY: usize = 8 * SESSION_POLICY_BYTES;

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
    let mut contributors = Vec::new();
    for (index, (statement, strings)) in policy.statements.iter().zip(&texts).enumerate() {
        // Without its only statement there would be no policy.
        if texts.len() > 1 {
            let sid = statement.sid.as_ref().map(|sid| sid.as_str()).unwrap_or_default();
            contributors.push(contributor(Part::Statement, index, sid, LeaveOut::Statement(index)));
        }
        for (position, string) in strings.iter().enumerate() {
            contributors.push(contributor(string.part, index, &string.text, LeaveOut::Text(index, position)));
        }
    }
    contributors
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
