//! Text forms of the enumerations.

/// Implements `Display` and `FromStr` by `ALL` and `as_str`, and defines the error for other texts.
macro_rules! enum_text {
    ($name:ident, $(#[$doc:meta])* $error:ident, $what:literal) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.as_str() == text).ok_or($error)
            }
        }

        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $error;

        impl std::fmt::Display for $error {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let names = $name::ALL.map(|value| format!("`{value}`")).join(", ");
                write!(formatter, "unknown {}: must be one of {names}", $what)
            }
        }

        impl std::error::Error for $error {}
    };
}

pub(crate) use enum_text;
