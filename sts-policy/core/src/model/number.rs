use std::fmt;

/// A number in a condition, as JSON has it: a 64-bit integer, or a finite 64-bit floating-point number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(Repr);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Repr {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

/// From here on a float cannot tell every integer from the next.
const FLOAT_EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// The number of a float; `None` for infinities and NaN, which JSON does not have.
    pub fn from_f64(value: f64) -> Option<Number> {
        value.is_finite().then_some(Number(Repr::Float(value)))
    }

    /// Whether the number may have lost digits when it was read: an integer beyond 64 bits.
    pub(crate) fn may_be_rounded(self) -> bool {
        matches!(self.0, Repr::Float(value) if value.abs() >= FLOAT_EXACT_INTEGERS)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Number(Repr::Unsigned(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        // One form for each value, so that equal numbers are equal.
        Number(u64::try_from(value).map_or(Repr::Signed(value), Repr::Unsigned))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Unsigned(value) => value.fmt(formatter),
            Repr::Signed(value) => value.fmt(formatter),
            Repr::Float(value) => value.fmt(formatter),
        }
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Repr::Unsigned(value) => serializer.serialize_u64(value),
            Repr::Signed(value) => serializer.serialize_i64(value),
            Repr::Float(value) => serializer.serialize_f64(value),
        }
    }
}
