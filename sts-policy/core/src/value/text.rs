//! What the types share that are checked text.

use super::InvalidValue;

/// Defines a type that holds text, and can only be made of text that the check lets pass.
macro_rules! text_value {
    (
        $(#[$doc:meta])*
        pub struct $name:ident $(<$size:ident>)?;

        $(#[$new:meta])*
        check: $check:expr;

        MAX_BYTES: $max:expr, written as $write:ident
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

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $(<const $size: usize>)? $crate::hole::sealed::Sealed for $name $(<$size>)? {
            fn write(&self, text: &mut $crate::hole::PolicyText) {
                text.$write(&self.0);
            }
        }

        impl $(<const $size: usize>)? $crate::hole::Hole for $name $(<$size>)? {
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

/// Text of 1 to `most` bytes without control characters.
pub(super) fn check_characters(text: &str, thing: &str, most: usize) -> Result<(), InvalidValue> {
    let refuse = |reason: String| Err(InvalidValue::new(text, thing, reason));
    if text.is_empty() {
        return refuse(format!("it is empty; write 1 to {most} bytes"));
    }
    if text.len() > most {
        return refuse(format!(
            "it has {} bytes, and {most} are the most here; shorten it, or let the hole take more",
            text.len()
        ));
    }
    match text.chars().find(|character| character.is_control()) {
        Some(character) => refuse(format!("it has the control character U+{:04X}; leave it out", u32::from(character))),
        None => Ok(()),
    }
}

/// No part of the path is `.` or `..`.
pub(super) fn check_dots(text: &str, thing: &str) -> Result<(), InvalidValue> {
    match text.split('/').find(|segment| matches!(*segment, "." | "..")) {
        Some(dots) => Err(InvalidValue::new(
            text,
            thing,
            format_args!("who resolves paths takes `{dots}` for another folder; write the folder itself"),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{AccountId, Segment};

    /// Text comes in and goes out in the ways that Rust has for it.
    #[test]
    fn ways_in_and_out() {
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
    fn serde_checks() {
        let tenant: Segment<36> = serde_json::from_str(r#""\u0061*""#).unwrap();
        assert_eq!(tenant.as_str(), "a*");
        assert_eq!(serde_json::to_string(&tenant).unwrap(), r#""a*""#);
        let error = serde_json::from_str::<AccountId>(r#""1""#).unwrap_err();
        assert!(error.to_string().starts_with("`1` is no account ID: "), "{error}");
        assert!(serde_json::from_str::<AccountId>("111122223333").is_err());
    }
}
