//! The values of a condition as a set of what a key may be, to be compared with that of another condition.

use crate::document::List;
use crate::grammar::arn::{self, Arn};
use crate::grammar::date;
use crate::grammar::network::Network;
use crate::json::Node;
use crate::model::{Operator, OperatorFamily};
use crate::pattern::{Case, Pattern};

/// Numbers of so many characters are the same in binary as they are written, or differ by less than what tells them apart.
const EXACT_NUMBER: usize = 15;

/// What the values match, whether the operator is negated or not.
pub(crate) enum Values<'a> {
    Texts(Vec<Text<'a>>),
    Numbers(Vec<Range<f64>>),
    Moments(Vec<Range<i64>>),
    Networks(Vec<Network>),
}

/// A text, a pattern, or the pattern of an ARN.
pub(crate) struct Text<'a> {
    /// With case as it is.
    pattern: Pattern<'a>,
    /// In lower case.
    folded: Pattern<'a>,
    ignores_case: bool,
    /// Beyond ASCII it is not known how IAM folds case.
    is_ascii: bool,
    /// The fields of an ARN, which a wildcard does not leave.
    fields: Option<[Pattern<'a>; 5]>,
}

/// All between two ends, each with whether it belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range<T> {
    least: Option<(T, bool)>,
    greatest: Option<(T, bool)>,
}

impl<'a> Values<'a> {
    /// `None` where it is not known what one of the values matches, or there are none.
    pub(crate) fn read(operator: Operator, list: List<'a>) -> Option<Self> {
        if list.len() == 0 {
            return None;
        }
        let nodes = list.nodes().iter();
        match operator.family() {
            OperatorFamily::String | OperatorFamily::Arn | OperatorFamily::Bool => {
                nodes.map(|node| Text::read(operator, node)).collect::<Option<_>>().map(Values::Texts)
            }
            OperatorFamily::Numeric => {
                nodes.map(|node| Range::read(operator, number(node)?)).collect::<Option<_>>().map(Values::Numbers)
            }
            OperatorFamily::Date => {
                nodes.map(|node| Range::read(operator, moment(node)?)).collect::<Option<_>>().map(Values::Moments)
            }
            OperatorFamily::IpAddress => {
                nodes.map(|node| Network::parse(node.as_str()?)).collect::<Option<_>>().map(Values::Networks)
            }
            OperatorFamily::Binary | OperatorFamily::Null => None,
        }
    }

    /// Whether surely nothing is matched by both.
    pub(crate) fn are_apart(&self, other: &Self) -> bool {
        fn apart<T>(left: &[T], right: &[T], meet: impl Fn(&T, &T) -> bool) -> bool {
            left.iter().all(|left| right.iter().all(|right| !meet(left, right)))
        }
        match (self, other) {
            (Values::Texts(left), Values::Texts(right)) => apart(left, right, Text::may_meet),
            (Values::Numbers(left), Values::Numbers(right)) => apart(left, right, Range::meets),
            (Values::Moments(left), Values::Moments(right)) => apart(left, right, Range::meets),
            (Values::Networks(left), Values::Networks(right)) => {
                // An address of the one kind may be one of the other in disguise.
                let meet = |left: &Network, right: &Network| {
                    left.address.is_ipv4() != right.address.is_ipv4() || left.covers(*right) || right.covers(*left)
                };
                apart(left, right, meet)
            }
            _ => false,
        }
    }

    /// Whether surely everything that the other one matches is matched by this one.
    pub(crate) fn cover(&self, other: &Self) -> bool {
        fn covered<T>(left: &[T], right: &[T], covers: impl Fn(&T, &T) -> bool) -> bool {
            right.iter().all(|right| left.iter().any(|left| covers(left, right)))
        }
        match (self, other) {
            (Values::Texts(left), Values::Texts(right)) => covered(left, right, Text::covers),
            (Values::Numbers(left), Values::Numbers(right)) => covered(left, right, Range::is_point_of),
            (Values::Moments(left), Values::Moments(right)) => covered(left, right, Range::is_point_of),
            (Values::Networks(left), Values::Networks(right)) => {
                covered(left, right, |left, right| left.covers(*right))
            }
            _ => false,
        }
    }
}

impl<'a> Text<'a> {
    fn read(operator: Operator, node: &'a Node<'a>) -> Option<Self> {
        let text = match node {
            Node::String(text) => text.as_ref(),
            Node::Bool(true) => "true",
            Node::Bool(false) => "false",
            _ => return None,
        };
        let fields = match operator.family() {
            // What an ARN operator makes of a text that is no ARN, AWS does not say.
            OperatorFamily::Arn => {
                let Arn { partition, service, region, account, resource } = arn::parse(text).ok()?;
                Some([partition, service, region, account, resource].map(Pattern::resource))
            }
            _ => None,
        };
        let pattern = |case: Case| Pattern::value(text, operator.takes_wildcards(), case);
        let ignores_case =
            matches!(operator, Operator::StringEqualsIgnoreCase | Operator::StringNotEqualsIgnoreCase | Operator::Bool);
        Some(Self {
            pattern: pattern(Case::Sensitive),
            folded: pattern(Case::Ignored),
            ignores_case,
            is_ascii: text.is_ascii(),
            fields,
        })
    }

    fn may_meet(&self, other: &Self) -> bool {
        if self.ignores_case || other.ignores_case {
            !self.is_ascii || !other.is_ascii || self.folded.intersects(&other.folded)
        } else {
            self.pattern.intersects(&other.pattern)
        }
    }

    fn covers(&self, other: &Self) -> bool {
        match (&self.fields, &other.fields) {
            (Some(fields), Some(others)) => fields.iter().zip(others).all(|(field, other)| field.covers(other)),
            (Some(_), None) => false,
            (None, _) if self.ignores_case => self.is_ascii && other.is_ascii && self.folded.covers(&other.folded),
            // In another case, the other may be what this one is not.
            (None, _) => !other.ignores_case && self.pattern.covers(&other.pattern),
        }
    }
}

impl<T: Copy + PartialOrd> Range<T> {
    /// What a value under an operator of numbers or moments matches.
    fn read(operator: Operator, value: T) -> Option<Self> {
        let (least, greatest) = match operator {
            Operator::NumericEquals | Operator::NumericNotEquals | Operator::DateEquals | Operator::DateNotEquals => {
                (Some((value, true)), Some((value, true)))
            }
            Operator::NumericLessThan | Operator::DateLessThan => (None, Some((value, false))),
            Operator::NumericLessThanEquals | Operator::DateLessThanEquals => (None, Some((value, true))),
            Operator::NumericGreaterThan | Operator::DateGreaterThan => (Some((value, false)), None),
            Operator::NumericGreaterThanEquals | Operator::DateGreaterThanEquals => (Some((value, true)), None),
            _ => return None,
        };
        Some(Self { least, greatest })
    }

    fn meets(&self, other: &Self) -> bool {
        let ends_before = |end: Option<(T, bool)>, start: Option<(T, bool)>| match (end, start) {
            (Some((end, with_end)), Some((start, with_start))) => {
                end < start || (end == start && !(with_end && with_start))
            }
            _ => false,
        };
        !ends_before(self.greatest, other.least) && !ends_before(other.greatest, self.least)
    }

    /// Negated are only the operators of one value.
    fn is_point_of(&self, other: &Self) -> bool {
        self.least == self.greatest && self.least.is_some() && self == other
    }
}

fn number(node: &Node<'_>) -> Option<f64> {
    let text = written(node)?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    (is_number && text.len() <= EXACT_NUMBER).then(|| text.parse().ok()).flatten()
}

fn moment(node: &Node<'_>) -> Option<i64> {
    date::to_epoch_seconds(&written(node)?)
}

fn written(node: &Node<'_>) -> Option<String> {
    match node {
        Node::String(text) => Some(text.to_string()),
        Node::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
