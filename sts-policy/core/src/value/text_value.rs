//! Code shared by the types for checked text.

use super::{InvalidValue, ValueKind};

/// Defines a type for text that passes a check.
macro_rules! text_value {
    (
        $(#[$doc:meta])*
        pub struct $name:ident $(<$size:ident>)?;

        $(#[$new:meta])*
        check: $check:expr;

        MAX_BYTES: $max:expr, written with $write:ident
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name $(<const $size: usize>)? (String);

        impl $(<const $size: usize>)? $name $(<$size>)? {
            $(#[$new])*
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::value::InvalidValue> {
                let text = text.into();
                let check: fn(&str) -> Result<(), $crate::value::InvalidValue> = $check;
                check(&text)?;
                Ok(Self(text))
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $(<const $size: usize>)? $crate::value::policy_text::WritePolicyText for $name $(<$size>)? {
            fn write(&self, text: &mut $crate::value::policy_text::PolicyText) {
                text.$write(&self.0);
            }
        }

        impl $(<const $size: usize>)? $crate::value::Hole for $name $(<$size>)? {
            const MAX_BYTES: usize = $max;
        }

        impl $(<const $size: usize>)? std::str::FromStr for $name $(<$size>)? {
            type Err = $crate::value::InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl $(<const $size: usize>)? TryFrom<&str> for $name $(<$size>)? {
            type Error = $crate::value::InvalidValue;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl $(<const $size: usize>)? TryFrom<String> for $name $(<$size>)? {
            type Error = $crate::value::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl $(<const $size: usize>)? From<$name $(<$size>)?> for String {
            fn from(value: $name $(<$size>)?) -> Self {
                value.0
            }
        }

        impl $(<const $size: usize>)? AsRef<str> for $name $(<$size>)? {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $(<const $size: usize>)? std::fmt::Display for $name $(<$size>)? {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $(<const $size: usize>)? serde::Serialize for $name $(<$size>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de $(, const $size: usize)?> serde::Deserialize<'de> for $name $(<$size>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::new(text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(super) use text_value;

/// Checks for 1 to `max` bytes without control characters.
pub(super) fn check_characters(text: &str, kind: ValueKind, max: usize) -> Result<(), InvalidValue> {
    let length = text.len();
    if text.is_empty() || length > max {
        return Err(InvalidValue::new(kind, text, format!("must be 1 to {max} bytes, not {length}")));
    }
    match text.chars().find(|character| character.is_control()) {
        Some(character) => Err(InvalidValue::new(
            kind,
            text,
            format!("must not contain the control character U+{:04X}", u32::from(character)),
        )),
        None => Ok(()),
    }
}

/// Checks that no part between slashes is `.` or `..`, which many programs resolve to another folder.
pub(super) fn check_dot_segments(text: &str, kind: ValueKind) -> Result<(), InvalidValue> {
    match text.split('/').find(|segment| matches!(*segment, "." | "..")) {
        Some(dots) => Err(InvalidValue::new(kind, text, format!("must not contain the path segment `{dots}`"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{AccountId, Segment};

    #[test]
    fn converts_from_and_to_text() {
        let owned = "tenant-a".to_owned();
        let tenant = Segment::<36>::new(&owned).unwrap();
        assert_eq!(tenant, Segment::new("tenant-a").unwrap());
        assert_eq!(tenant, "tenant-a".parse().unwrap());
        assert_eq!(tenant, Segment::try_from("tenant-a").unwrap());
        assert_eq!(tenant, Segment::try_from(owned).unwrap());
        assert_eq!(
            (tenant.as_str(), tenant.as_ref(), format!("{tenant:>9}")),
            ("tenant-a", "tenant-a", " tenant-a".into())
        );
        assert_eq!(String::from(tenant), "tenant-a");
        assert!(AccountId::new("000000000001").unwrap() < AccountId::new("000000000002").unwrap());
    }

    #[test]
    fn deserializes_valid_text_only() {
        let tenant: Segment<36> = serde_json::from_str(r#""\u0061*""#).unwrap();
        assert_eq!(tenant.as_str(), "a*");
        assert_eq!(serde_json::to_string(&tenant).unwrap(), r#""a*""#);
        let error = serde_json::from_str::<AccountId>(r#""1""#).unwrap_err();
        assert!(error.to_string().starts_with("invalid account ID `1`: must be 12 digits"), "{error}");
        assert!(serde_json::from_str::<AccountId>("111122223333").is_err());
    }
}
