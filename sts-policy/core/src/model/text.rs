//! The elements that are text. Each has a type, so that an action cannot take the place of a resource.

use crate::enum_text::display_by_name;

/// Defines a type for the text of an element, as written. The text may be invalid; the rules report that.
macro_rules! text_element {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        display_by_name!($name);
    };
}

text_element! {
    /// The `Id` of a policy: any text, without effect on permissions.
    Id
}

text_element! {
    /// The `Sid` of a statement: letters and digits, unique in the policy.
    Sid
}

text_element! {
    /// An action, such as `s3:GetObject`, `s3:Get*` or `*`. IAM ignores its case.
    Action
}

text_element! {
    /// A resource: an ARN with wildcards and policy variables, or `*`.
    Resource
}

text_element! {
    /// A condition key, such as `aws:SourceIp` or `s3:prefix`. IAM ignores its case.
    ConditionKey
}
