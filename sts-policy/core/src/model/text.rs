//! The elements that are plain text: a type each, so that an action cannot stand where a resource belongs.

use crate::enum_text::display_by_name;

/// Defines a type that holds the text of one kind of element, as written. Whether the text is right is for the checks to say.
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
    /// The `Id` of a policy: any text, without effect on what the policy allows.
    Id
}

text_element! {
    /// The `Sid` of a statement: letters and digits, unique in the policy.
    Sid
}

text_element! {
    /// One action of a statement, such as `s3:GetObject`, `s3:Get*` or `*`. Case does not matter to IAM.
    Action
}

text_element! {
    /// One resource of a statement: an ARN with wildcards and policy variables, or `*`.
    Resource
}

text_element! {
    /// A condition key, such as `aws:SourceIp` or `s3:prefix`. Case does not matter to IAM.
    ConditionKey
}
