//! Condition operators, with their prefixes and suffixes.

use std::fmt;
use std::str::FromStr;

use crate::enum_text::enum_text;

/// Defines the operators once: variant, name in IAM, family.
macro_rules! operators {
    ($($variant:ident: $family:ident, $doc:literal;)*) => {
        /// A condition operator without set operator and `IfExists`.
        ///
        /// Source: User Guide, "IAM JSON policy elements: Condition operators".
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Operator {
            $(#[doc = $doc] $variant,)*
        }

        enum_text! {
            impl Operator { $($variant => stringify!($variant)),* }
        }

        impl Operator {
            /// The type of values that the operator compares.
            pub const fn family(self) -> OperatorFamily {
                match self {
                    $(Operator::$variant => OperatorFamily::$family,)*
                }
            }
        }
    };
}

operators! {
    StringEquals: String, "Exactly this text.";
    StringNotEquals: String, "Any other text.";
    StringEqualsIgnoreCase: String, "This text, ignoring case.";
    StringNotEqualsIgnoreCase: String, "Any other text, ignoring case.";
    StringLike: String, "Text that the pattern matches (`*` and `?`).";
    StringNotLike: String, "Text that the pattern does not match.";
    NumericEquals: Numeric, "This number.";
    NumericNotEquals: Numeric, "Any other number.";
    NumericLessThan: Numeric, "A smaller number.";
    NumericLessThanEquals: Numeric, "This number or a smaller one.";
    NumericGreaterThan: Numeric, "A greater number.";
    NumericGreaterThanEquals: Numeric, "This number or a greater one.";
    DateEquals: Date, "This date.";
    DateNotEquals: Date, "Any other date.";
    DateLessThan: Date, "An earlier date.";
    DateLessThanEquals: Date, "This date or an earlier one.";
    DateGreaterThan: Date, "A later date.";
    DateGreaterThanEquals: Date, "This date or a later one.";
    Bool: Bool, "`true` or `false`.";
    BinaryEquals: Binary, "Exactly these bytes, in base64.";
    IpAddress: IpAddress, "An address in this range.";
    NotIpAddress: IpAddress, "An address outside this range.";
    ArnEquals: Arn, "An ARN that the pattern matches; the same as `ArnLike`.";
    ArnLike: Arn, "An ARN that the pattern matches, field by field.";
    ArnNotEquals: Arn, "An ARN that the pattern does not match; the same as `ArnNotLike`.";
    ArnNotLike: Arn, "An ARN that the pattern does not match.";
    Null: Null, "The key is absent (`true`) or present (`false`).";
}

/// The type of values that an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperatorFamily {
    /// Text.
    String,
    /// Numbers.
    Numeric,
    /// Dates.
    Date,
    /// `true` and `false`.
    Bool,
    /// Bytes in base64.
    Binary,
    /// IP addresses and ranges.
    IpAddress,
    /// Amazon Resource Names.
    Arn,
    /// The presence of the key.
    Null,
}

impl Operator {
    /// Returns true if the operator holds for values that do not match.
    pub(crate) const fn is_negated(self) -> bool {
        matches!(
            self,
            Operator::StringNotEquals
                | Operator::StringNotEqualsIgnoreCase
                | Operator::StringNotLike
                | Operator::NumericNotEquals
                | Operator::DateNotEquals
                | Operator::NotIpAddress
                | Operator::ArnNotEquals
                | Operator::ArnNotLike
        )
    }

    /// Returns true if `*` and `?` in the values are wildcards.
    pub const fn takes_wildcards(self) -> bool {
        matches!(self, Operator::StringLike | Operator::StringNotLike) || matches!(self.family(), OperatorFamily::Arn)
    }

    /// Returns true if the values may hold policy variables.
    pub const fn takes_variables(self) -> bool {
        matches!(self.family(), OperatorFamily::String | OperatorFamily::Arn)
    }
}

/// The treatment of several values of a key in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SetOperator {
    /// Every value in the request must match; also true without a value.
    ForAllValues,
    /// At least one value in the request must match.
    ForAnyValue,
}

enum_text! {
    impl SetOperator {
        ForAllValues => "ForAllValues",
        ForAnyValue => "ForAnyValue",
    }
}

/// A condition operator in a policy, such as `ForAnyValue:StringLikeIfExists`.
///
/// ```
/// use sts_policy_core::policy::{ConditionOperator, Operator};
///
/// let operator = Operator::StringLike.for_any_value().if_exists();
/// assert_eq!(operator.to_string(), "ForAnyValue:StringLikeIfExists");
/// assert_eq!("foranyvalue:stringlikeifexists".parse::<ConditionOperator>(), Ok(operator));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct ConditionOperator {
    /// The set operator.
    pub set: Option<SetOperator>,
    /// The operator.
    pub operator: Operator,
    /// True if the condition also holds without the key.
    pub if_exists: bool,
}

impl From<Operator> for ConditionOperator {
    fn from(operator: Operator) -> Self {
        ConditionOperator { set: None, operator, if_exists: false }
    }
}

impl Operator {
    /// The operator with `ForAllValues:`.
    pub const fn for_all_values(self) -> ConditionOperator {
        ConditionOperator { set: Some(SetOperator::ForAllValues), operator: self, if_exists: false }
    }

    /// The operator with `ForAnyValue:`.
    pub const fn for_any_value(self) -> ConditionOperator {
        ConditionOperator { set: Some(SetOperator::ForAnyValue), operator: self, if_exists: false }
    }

    /// The operator with `IfExists`.
    pub const fn if_exists(self) -> ConditionOperator {
        ConditionOperator { set: None, operator: self, if_exists: true }
    }
}

impl ConditionOperator {
    /// Returns true if a request without the key does not match. For `Null` this depends on its value.
    pub(crate) const fn needs_key(self) -> bool {
        match self.set {
            _ if self.if_exists => false,
            Some(SetOperator::ForAllValues) => false,
            Some(SetOperator::ForAnyValue) => true,
            None => !self.operator.is_negated(),
        }
    }

    /// The operator with `IfExists`.
    pub const fn if_exists(self) -> ConditionOperator {
        ConditionOperator { if_exists: true, ..self }
    }
}

const IF_EXISTS: &str = "IfExists";

impl fmt::Display for ConditionOperator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(set) = self.set {
            write!(formatter, "{}:", set.as_str())?;
        }
        formatter.write_str(self.operator.as_str())?;
        if self.if_exists { formatter.write_str(IF_EXISTS) } else { Ok(()) }
    }
}

/// The text is not a condition operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOperator;

impl fmt::Display for UnknownOperator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("unknown condition operator")
    }
}

impl std::error::Error for UnknownOperator {}

impl FromStr for ConditionOperator {
    type Err = UnknownOperator;

    /// Parses an operator, ignoring case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (set, rest) = match text.split_once(':') {
            None => (None, text),
            Some((qualifier, rest)) => {
                let set = SetOperator::ALL.iter().find(|set| set.as_str().eq_ignore_ascii_case(qualifier));
                (Some(*set.ok_or(UnknownOperator)?), rest)
            }
        };
        let find = |name: &str| {
            // The right case is frequent, and faster to compare.
            let exact = Operator::ALL.iter().find(|operator| operator.as_str() == name);
            exact.or_else(|| Operator::ALL.iter().find(|operator| operator.as_str().eq_ignore_ascii_case(name)))
        };
        if let Some(operator) = find(rest) {
            return Ok(ConditionOperator { set, operator: *operator, if_exists: false });
        }
        let operator = rest
            .len()
            .checked_sub(IF_EXISTS.len())
            .and_then(|at| rest.split_at_checked(at))
            .filter(|(_, suffix)| suffix.eq_ignore_ascii_case(IF_EXISTS))
            .and_then(|(name, _)| find(name));
        operator.map(|operator| ConditionOperator { set, operator: *operator, if_exists: true }).ok_or(UnknownOperator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_parses() {
        for operator in Operator::ALL {
            for set in [None, Some(SetOperator::ForAllValues), Some(SetOperator::ForAnyValue)] {
                for if_exists in [false, true] {
                    let condition = ConditionOperator { set, operator: *operator, if_exists };
                    assert_eq!(condition.to_string().parse(), Ok(condition));
                    assert_eq!(condition.to_string().to_ascii_uppercase().parse(), Ok(condition));
                }
            }
        }
        for unknown in
            ["", "IfExists", "StringEqual", "ForAllValues:", "ForEach:StringLike", ":StringLike", "éIfExists"]
        {
            assert_eq!(unknown.parse::<ConditionOperator>(), Err(UnknownOperator), "{unknown}");
        }
    }
}
