//! What weighs most: the marginal cost of each piece, which is what the estimate would be less without it.

use super::blob::{compressed_bytes, texts};
use super::model;
use crate::model::Policy;
use crate::names::display_by_name;

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
    let whole = compressed_bytes(texts.iter().map(|texts| texts.iter())) as f64;
    let points = |without: usize| model::POINTS_PER_COMPRESSED_BYTE * (whole - without as f64) * factor;
    let mut contributors = Vec::new();
    for (index, (statement, strings)) in policy.statements.iter().zip(&texts).enumerate() {
        let rest = texts.iter().enumerate().filter(|(other, _)| *other != index);
        contributors.push(Contributor {
            part: Part::Statement,
            statement: Some(index),
            text: statement.sid.as_ref().map(ToString::to_string).unwrap_or_default(),
            points: points(compressed_bytes(rest.map(|(_, texts)| texts.iter()))),
        });
        for string in strings {
            let rest = texts.iter().map(|texts| texts.iter().filter(|text| !std::ptr::eq(*text, string)));
            contributors.push(Contributor {
                part: string.part,
                statement: Some(index),
                text: string.text.to_string(),
                points: points(compressed_bytes(rest)),
            });
        }
    }
    contributors
}

/// What all `Sid`s cost together.
pub(super) fn points_of_sids(policy: &Policy) -> f64 {
    let texts = texts(policy);
    let whole = compressed_bytes(texts.iter().map(|texts| texts.iter()));
    let without = compressed_bytes(texts.iter().map(|texts| texts.iter().filter(|text| text.part != Part::Sid)));
    model::POINTS_PER_COMPRESSED_BYTE * (whole as f64 - without as f64)
}
