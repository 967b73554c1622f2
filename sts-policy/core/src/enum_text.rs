//! What enums whose values have fixed names share.

/// Shows each of the types by its `as_str`.
macro_rules! display_by_name {
    ($($name:ty),*) => {
        $(
            impl std::fmt::Display for $name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    formatter.write_str(self.as_str())
                }
            }
        )*
    };
}

/// Reads a type that has `ALL` and `as_str` back from its name, and defines the error for any other text.
macro_rules! read_by_name {
    ($name:ty, $(#[$doc:meta])* $error:ident: $message:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $error;

        impl std::fmt::Display for $error {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let names = <$name>::ALL.map(|value| format!("`{value}`")).join(", ");
                write!(formatter, "{} {names}", $message)
            }
        }

        impl std::error::Error for $error {}

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.as_str() == text).ok_or($error)
            }
        }
    };
}

pub(crate) use {display_by_name, read_by_name};
