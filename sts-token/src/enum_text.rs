//! Conversions between enumerations and their names.

/// Implements `as_str` and `ALL`, `Display` by name, and `FromStr` with an error type for unknown names.
macro_rules! enum_text {
    (
        $name:ident {
            $($variant:ident => $text:literal,)+
        }
        $(#[$error_docs:meta])*
        $error:ident: $message:literal
    ) => {
        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        $crate::enum_text::text_of_enum!($name, $(#[$error_docs])* $error: $message);
    };
}

/// Implements `Display` and `FromStr` for an enumeration with `as_str` and `ALL`.
macro_rules! text_of_enum {
    ($name:ident, $(#[$error_docs:meta])* $error:ident: $message:literal) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().find(|value| value.as_str() == text).cloned().ok_or($error)
            }
        }

        $(#[$error_docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $error;

        impl ::std::fmt::Display for $error {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str($message)?;
                for (index, value) in $name::ALL.iter().enumerate() {
                    let separator = if index == 0 { "must be " } else { ", " };
                    write!(formatter, "{separator}`{value}`")?;
                }
                Ok(())
            }
        }

        impl ::std::error::Error for $error {}
    };
}

pub(crate) use {enum_text, text_of_enum};
