//! The types of condition keys.

use std::fmt;

/// The type of a condition key's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ConditionType {
    /// Text.
    String,
    /// Several texts; a condition on it takes a set operator.
    ArrayOfString,
    /// An ARN.
    Arn,
    /// Several ARNs.
    ArrayOfArn,
    /// `true` or `false`.
    Bool,
    /// Several of `true` and `false`.
    ArrayOfBool,
    /// A number.
    Numeric,
    /// A date and time.
    Date,
    /// An IP address, or a range of them.
    IpAddress,
    /// Bytes in Base64.
    Binary,
}

impl ConditionType {
    /// Every type.
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

    /// The type as AWS writes it, such as `ArrayOfARN`.
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

    /// Whether a key of this type has several values in one request, so that a condition on it takes a set operator.
    pub const fn is_multivalued(self) -> bool {
        matches!(self, Self::ArrayOfString | Self::ArrayOfArn | Self::ArrayOfBool)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl fmt::Display for ConditionType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The types that AWS gives for a condition key: nearly always one; where there are more, each is right.
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

    /// Whether the type is among them.
    pub const fn contains(self, value_type: ConditionType) -> bool {
        self.0 & value_type.bit() != 0
    }

    /// The types, in the order of [`ConditionType::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ConditionType> + Clone {
        ConditionType::ALL.into_iter().filter(move |value_type| self.contains(*value_type))
    }

    /// Whether one of them is an array: then a condition on the key takes a set operator.
    pub fn is_multivalued(self) -> bool {
        self.iter().any(ConditionType::is_multivalued)
    }
}

impl FromIterator<ConditionType> for ConditionTypes {
    fn from_iter<I: IntoIterator<Item = ConditionType>>(types: I) -> Self {
        Self(types.into_iter().fold(0, |bits, value_type| bits | value_type.bit()))
    }
}

/// As in `String or ARN`.
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
