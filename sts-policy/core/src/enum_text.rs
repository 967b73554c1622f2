//! Names of enumeration variants.

/// Implements `ALL`, `as_str` and `Display` for an enumeration whose variants have fixed names, and `FromStr` with its error.
///
/// `ALL` has the order of the list. The compiler rejects a list that misses a variant. In the error's message, `{}` stands for the
/// quoted names.
///
/// ```text
/// enum_text! {
///     impl Severity {
///         Error => "error",
///         Warning => "warning",
///     }
///     /// Error for a text that is not the name of a severity.
///     UnknownSeverity => "unknown severity: must be one of {}"
/// }
/// ```
///
/// Without the error, `FromStr` is not implemented.
macro_rules! enum_text {
    (
        impl $name:ident { $($variant:ident => $text:expr),+ $(,)? }
        $($(#[$doc:meta])* $error:ident => $message:literal)?
    ) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }
        }

        crate::enum_text::display_by_name!($name);
        $(crate::enum_text::read_by_name!($name, $(#[$doc])* $error: $message);)?
    };
}

/// Implements `Display` for types with `as_str`.
macro_rules! display_by_name {
    ($($name:ty),*) => {
        $(
            impl std::fmt::Display for $name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    formatter.pad(self.as_str())
                }
            }
        )*
    };
}

/// Implements `FromStr` for a type with `ALL` and `as_str`, and defines its error. In the message, `{}` stands for the quoted names.
macro_rules! read_by_name {
    ($name:ty, $(#[$doc:meta])* $error:ident: $message:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $error;

        impl std::fmt::Display for $error {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let names: Vec<_> = <$name>::ALL.iter().map(|value| format!("`{value}`")).collect();
                write!(formatter, $message, names.join(", "))
            }
        }

        impl std::error::Error for $error {}

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or($error)
            }
        }
    };
}

pub(crate) use {display_by_name, enum_text, read_by_name};

#[cfg(test)]
mod tests {
    #![expect(unreachable_pub, reason = "the macro is for public enumerations")]

    /// A direction.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Direction {
        /// In.
        In,
        /// Out.
        Out,
    }

    enum_text! {
        impl Direction {
            Out => "out",
            In => "in",
        }
        /// Error for a text that is not the name of a direction.
        UnknownDirection => "unknown direction: must be one of {}"
    }

    #[test]
    fn names_round_trip() {
        assert_eq!(Direction::ALL, [Direction::Out, Direction::In]);
        for &direction in Direction::ALL {
            assert_eq!(direction.to_string().parse(), Ok(direction));
        }
        assert_eq!(format!("{:<4}|", Direction::In), "in  |");
    }

    #[test]
    fn the_error_lists_the_names() {
        for text in ["", "Out", "out "] {
            let error = text.parse::<Direction>().unwrap_err();
            assert_eq!(error.to_string(), "unknown direction: must be one of `out`, `in`");
        }
    }
}
