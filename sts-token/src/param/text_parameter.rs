//! The types of text parameters.

/// Defines a type for a text that is not secret.
macro_rules! text_parameter {
    ($(#[$documentation:meta])* $name:ident, $rule:expr) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks a text.
            ///
            /// # Errors
            ///
            /// Fails if STS would reject the text. The message states the rule.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::param::InvalidParameter> {
                let text = text.into();
                $rule.check(&text)?;
                Ok(Self(text))
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::param::text_parameter::text_conversions!($name);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

/// Defines a type for a secret text. It is erased from memory when dropped, and `Debug` redacts it.
macro_rules! secret_parameter {
    ($(#[$documentation:meta])* $name:ident, $rule:expr) => {
        $(#[$documentation])*
        #[derive(Clone)]
        pub struct $name(::zeroize::Zeroizing<String>);

        impl $name {
            /// Checks a text.
            ///
            /// # Errors
            ///
            /// Fails if STS would reject the text. The message states the rule and does not contain the text.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::param::InvalidParameter> {
                let text = ::zeroize::Zeroizing::new(text.into());
                $rule.check(&text)?;
                Ok(Self(text))
            }

            /// Returns the secret.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        $crate::param::text_parameter::text_conversions!($name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(** redacted **)"))
            }
        }
    };
}

macro_rules! text_conversions {
    ($name:ident) => {
        impl ::std::str::FromStr for $name {
            type Err = $crate::param::InvalidParameter;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::param::InvalidParameter;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::param::InvalidParameter;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }
    };
}

pub(super) use {secret_parameter, text_conversions, text_parameter};
