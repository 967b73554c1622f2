//! Types of condition keys.

use std::fmt;

use crate::enum_text::enum_text;

/// The type of a condition key's values.
///
/// ```
/// use sts_policy_reference::ConditionType;
///
/// let value_type: ConditionType = "ArrayOfARN".parse().unwrap();
/// assert_eq!(value_type, ConditionType::ArrayOfArn);
/// assert_eq!(value_type.to_string(), "ArrayOfARN");
/// assert!("Text".parse::<ConditionType>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ConditionType {
    /// Text.
    String,
    /// Several texts.
    ArrayOfString,
    /// An ARN.
    Arn,
    /// Several ARNs.
    ArrayOfArn,
    /// `true` or `false`.
    Bool,
    /// Several values of `true` or `false`.
    ArrayOfBool,
    /// A number.
    Numeric,
    /// A date and time.
    Date,
    /// An IP address or an address range.
    IpAddress,
    /// Bytes in Base64.
    Binary,
}

impl ConditionType {
    /// All types.
    pub const ALL: [Self; 10] = [
        Self::String,
        Self::ArrayOfString,
        Self::Arn,
        Self::ArrayOfArn,
        Self::Bool,
        Self::ArrayOfBool,
        Self::Numeric,
        Self::Date,
        Self::IpAddress,
        Self::Binary,
    ];

    /// Returns the type in AWS's spelling, such as `ArrayOfARN`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::ArrayOfString => "ArrayOfString",
            Self::Arn => "ARN",
            Self::ArrayOfArn => "ArrayOfARN",
            Self::Bool => "Bool",
            Self::ArrayOfBool => "ArrayOfBool",
            Self::Numeric => "Numeric",
            Self::Date => "Date",
            Self::IpAddress => "IPAddress",
            Self::Binary => "Binary",
        }
    }

    /// Returns true if a request may have several values of a key of this type. Conditions on the key need a set operator.
    pub const fn is_multivalued(self) -> bool {
        matches!(self, Self::ArrayOfString | Self::ArrayOfArn | Self::ArrayOfBool)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

enum_text!(
    ConditionType,
    /// The text is not a type of condition keys.
    UnknownConditionType,
    "condition type"
);

/// The types that AWS lists for a condition key: mostly one. If AWS lists several, values may have any of them.
///
/// ```
/// use sts_policy_reference::{ConditionType, Reference};
///
/// let key = Reference::embedded().global_condition_key("aws:FederatedProvider").unwrap();
/// assert!(key.types().contains(ConditionType::Arn));
/// assert_eq!(key.types().to_string(), "String or ARN");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ConditionTypes(u16);

impl ConditionTypes {
    pub(crate) const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    #[cfg(feature = "json")]
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// Returns true if the set contains the type.
    pub const fn contains(self, value_type: ConditionType) -> bool {
        self.0 & value_type.bit() != 0
    }

    /// Returns the types in the order of [`ConditionType::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ConditionType> + Clone {
        ConditionType::ALL.into_iter().filter(move |value_type| self.contains(*value_type))
    }

    /// Returns true if one of the types is an array. Conditions on the key need a set operator.
    pub fn is_multivalued(self) -> bool {
        self.iter().any(ConditionType::is_multivalued)
    }
}

impl FromIterator<ConditionType> for ConditionTypes {
    fn from_iter<I: IntoIterator<Item = ConditionType>>(types: I) -> Self {
        Self(types.into_iter().fold(0, |bits, value_type| bits | value_type.bit()))
    }
}

/// Joins the types with `or`, as in `String or ARN`.
impl fmt::Display for ConditionTypes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value_type) in self.iter().enumerate() {
            if index > 0 {
                formatter.write_str(" or ")?;
            }
            formatter.write_str(value_type.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ConditionTypes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}
