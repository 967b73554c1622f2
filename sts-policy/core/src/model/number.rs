use std::fmt;
use std::hash::{Hash, Hasher};

/// A number in a condition: a 64-bit integer, or a finite 64-bit floating-point number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(Repr);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Repr {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

/// JSON readers keep smaller integers exactly: 2 to the 63rd.
const MAX_EXACT_INTEGER: f64 = 9_223_372_036_854_775_808.0;

/// Number of decimal digits that a float keeps.
const FLOAT_DIGITS: usize = 15;

impl Number {
    /// Converts a float. Returns `None` for infinities and NaN, which JSON does not have.
    pub fn from_f64(value: f64) -> Option<Number> {
        value.is_finite().then_some(Number(Repr::Float(value)))
    }

    /// Returns true if the number may have lost digits when it was read: an integer of more than 64 bits, or a fraction of more digits
    /// than a float keeps.
    pub(crate) fn may_be_rounded(self) -> bool {
        match self.0 {
            Repr::Unsigned(_) | Repr::Signed(_) => false,
            Repr::Float(value) => {
                let shortest = format!("{value:e}");
                let mantissa = shortest.split_once('e').map_or(shortest.as_str(), |(mantissa, _)| mantissa);
                let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
                value.abs() >= MAX_EXACT_INTEGER || digits > FLOAT_DIGITS
            }
        }
    }

    pub(crate) fn from_json(text: &str) -> Option<Number> {
        let integer = text.parse().map(|value: u64| Number::from(value));
        let integer = integer.or_else(|_| text.parse().map(|value: i64| Number::from(value)));
        integer.ok().or_else(|| text.parse().ok().and_then(Number::from_f64))
    }
}

/// Floats are finite, so equality is reflexive.
impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            Repr::Unsigned(value) => value.hash(state),
            Repr::Signed(value) => value.hash(state),
            // Zero and negative zero are equal.
            Repr::Float(value) => (value + 0.0).to_bits().hash(state),
        }
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Number(Repr::Unsigned(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        // Each value has one form, so that equal numbers compare equal.
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
