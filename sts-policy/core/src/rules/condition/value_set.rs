//! The set of values that a condition matches.

use crate::document::List;
use crate::grammar::arn::{self, Arn};
use crate::grammar::date;
use crate::grammar::network::Network;
use crate::json::Node;
use crate::model::{Operator, OperatorFamily};
use crate::pattern::{Case, Pattern};

/// Maximum length of a number that `f64` can distinguish from all other numbers of this length.
const MAX_EXACT_NUMBER_LENGTH: usize = 15;

/// The values that the values of a condition match. A negated operator has the set of its positive counterpart.
pub(crate) enum ValueSet<'a> {
    Strings(Vec<StringPattern<'a>>),
    Numbers(Vec<Range<f64>>),
    /// Seconds since 1970.
    Dates(Vec<Range<i64>>),
    Networks(Vec<Network>),
}

/// A string, a pattern of strings, or a pattern of ARNs.
pub(crate) struct StringPattern<'a> {
    case_sensitive: Pattern<'a>,
    ignoring_case: Pattern<'a>,
    ignores_case: bool,
    /// AWS does not document how IAM ignores case beyond ASCII.
    is_ascii: bool,
    /// The fields of the ARN under an ARN operator. A wildcard does not match across fields.
    arn_fields: Option<[Pattern<'a>; 5]>,
}

/// All values between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range<T> {
    min: Option<Bound<T>>,
    max: Option<Bound<T>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound<T> {
    value: T,
    is_included: bool,
}

impl<'a> ValueSet<'a> {
    /// Returns `None` if the list is empty, or if it is not known what one of its values matches.
    pub(crate) fn new(operator: Operator, list: List<'a>) -> Option<Self> {
        if list.len() == 0 {
            return None;
        }
        let nodes = list.nodes().iter();
        match operator.family() {
            OperatorFamily::String | OperatorFamily::Arn | OperatorFamily::Bool => {
                nodes.map(|node| StringPattern::new(operator, node)).collect::<Option<_>>().map(ValueSet::Strings)
            }
            OperatorFamily::Numeric => {
                nodes.map(|node| Range::new(operator, number(node)?)).collect::<Option<_>>().map(ValueSet::Numbers)
            }
            OperatorFamily::Date => {
                nodes.map(|node| Range::new(operator, date(node)?)).collect::<Option<_>>().map(ValueSet::Dates)
            }
            OperatorFamily::IpAddress => {
                nodes.map(|node| Network::parse(node.as_str()?)).collect::<Option<_>>().map(ValueSet::Networks)
            }
            OperatorFamily::Binary | OperatorFamily::Null => None,
        }
    }

    /// Returns true if the two sets are provably disjoint.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        fn disjoint<T>(left: &[T], right: &[T], intersects: impl Fn(&T, &T) -> bool) -> bool {
            left.iter().all(|left| right.iter().all(|right| !intersects(left, right)))
        }
        match (self, other) {
            (ValueSet::Strings(left), ValueSet::Strings(right)) => disjoint(left, right, StringPattern::may_intersect),
            (ValueSet::Numbers(left), ValueSet::Numbers(right)) => disjoint(left, right, Range::intersects),
            (ValueSet::Dates(left), ValueSet::Dates(right)) => disjoint(left, right, Range::intersects),
            (ValueSet::Networks(left), ValueSet::Networks(right)) => {
                // An IPv6 address may embed an IPv4 address.
                let may_intersect = |left: &Network, right: &Network| {
                    left.address.is_ipv4() != right.address.is_ipv4() || left.covers(*right) || right.covers(*left)
                };
                disjoint(left, right, may_intersect)
            }
            _ => false,
        }
    }

    /// Returns true if this set provably contains the other.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        fn covered<T>(left: &[T], right: &[T], covers: impl Fn(&T, &T) -> bool) -> bool {
            right.iter().all(|right| left.iter().any(|left| covers(left, right)))
        }
        match (self, other) {
            (ValueSet::Strings(left), ValueSet::Strings(right)) => covered(left, right, StringPattern::covers),
            (ValueSet::Numbers(left), ValueSet::Numbers(right)) => covered(left, right, Range::is_same_point),
            (ValueSet::Dates(left), ValueSet::Dates(right)) => covered(left, right, Range::is_same_point),
            (ValueSet::Networks(left), ValueSet::Networks(right)) => {
                covered(left, right, |left, right| left.covers(*right))
            }
            _ => false,
        }
    }
}

impl<'a> StringPattern<'a> {
    fn new(operator: Operator, node: &'a Node<'a>) -> Option<Self> {
        let text = match node {
            Node::String(text) => text.as_ref(),
            Node::Bool(true) => "true",
            Node::Bool(false) => "false",
            _ => return None,
        };
        let arn_fields = match operator.family() {
            // AWS does not document how ARN operators compare a text that is not an ARN.
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
            case_sensitive: pattern(Case::Sensitive),
            ignoring_case: pattern(Case::Ignored),
            ignores_case,
            is_ascii: text.is_ascii(),
            arn_fields,
        })
    }

    /// Returns false if the two patterns provably match no common text.
    fn may_intersect(&self, other: &Self) -> bool {
        if self.ignores_case || other.ignores_case {
            !self.is_ascii || !other.is_ascii || self.ignoring_case.intersects(&other.ignoring_case)
        } else {
            self.case_sensitive.intersects(&other.case_sensitive)
        }
    }

    /// Returns true if this pattern provably matches every text that the other matches.
    fn covers(&self, other: &Self) -> bool {
        match (&self.arn_fields, &other.arn_fields) {
            (Some(fields), Some(others)) => fields.iter().zip(others).all(|(field, other)| field.covers(other)),
            (Some(_), None) => false,
            (None, _) if self.ignores_case => {
                self.is_ascii && other.is_ascii && self.ignoring_case.covers(&other.ignoring_case)
            }
            // A pattern that ignores case also matches texts in another case.
            (None, _) => !other.ignores_case && self.case_sensitive.covers(&other.case_sensitive),
        }
    }
}

impl<T: Copy + PartialOrd> Range<T> {
    /// Returns the numbers or dates that a value matches under an operator.
    fn new(operator: Operator, value: T) -> Option<Self> {
        let included = Some(Bound { value, is_included: true });
        let excluded = Some(Bound { value, is_included: false });
        let (min, max) = match operator {
            Operator::NumericEquals | Operator::NumericNotEquals | Operator::DateEquals | Operator::DateNotEquals => {
                (included, included)
            }
            Operator::NumericLessThan | Operator::DateLessThan => (None, excluded),
            Operator::NumericLessThanEquals | Operator::DateLessThanEquals => (None, included),
            Operator::NumericGreaterThan | Operator::DateGreaterThan => (excluded, None),
            Operator::NumericGreaterThanEquals | Operator::DateGreaterThanEquals => (included, None),
            _ => return None,
        };
        Some(Self { min, max })
    }

    fn intersects(&self, other: &Self) -> bool {
        let ends_before = |max: Option<Bound<T>>, min: Option<Bound<T>>| match (max, min) {
            (Some(max), Some(min)) => {
                max.value < min.value || (max.value == min.value && !(max.is_included && min.is_included))
            }
            _ => false,
        };
        !ends_before(self.max, other.min) && !ends_before(other.max, self.min)
    }

    /// Returns true if both ranges are the same single value. Other ranges need no comparison: negated operators have single values.
    fn is_same_point(&self, other: &Self) -> bool {
        self.min == self.max && self.min.is_some() && self == other
    }
}

fn number(node: &Node<'_>) -> Option<f64> {
    let text = text(node)?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    (is_number && text.len() <= MAX_EXACT_NUMBER_LENGTH).then(|| text.parse().ok()).flatten()
}

fn date(node: &Node<'_>) -> Option<i64> {
    date::to_epoch_seconds(&text(node)?)
}

fn text(node: &Node<'_>) -> Option<String> {
    match node {
        Node::String(text) => Some(text.to_string()),
        Node::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
