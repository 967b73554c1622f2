//! Error of rejected values.

use std::fmt;

use crate::diagnostics::quote;
use crate::enum_text::enum_text;

/// Error for a text that is not a valid value of a type in [`value`](crate::value).
///
/// Its message is one line: the text, then the requirement. The text is cut after 96 characters, and control characters in it are
/// escaped. [`requirement`](Self::requirement) returns the second part alone, for replies that must not repeat the text.
///
/// ```
/// use sts_policy_core::value::{AccountId, ValueKind};
///
/// let error = AccountId::new("1111-2222-3333").unwrap_err();
/// assert_eq!(error.to_string(), "invalid account ID `1111-2222-3333`: must be 12 digits");
/// assert_eq!(error.kind(), ValueKind::AccountId);
/// assert_eq!(error.requirement(), "must be 12 digits");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    kind: ValueKind,
    /// The text as messages show it: quoted, cut and escaped.
    quoted_text: String,
    requirement: String,
}

impl InvalidValue {
    pub(super) fn new(kind: ValueKind, text: &str, requirement: impl Into<String>) -> Self {
        Self { kind, quoted_text: quote(text).to_string(), requirement: requirement.into() }
    }

    /// Returns the kind of value that was expected.
    pub fn kind(&self) -> ValueKind {
        self.kind
    }

    /// Returns the requirement that the text does not meet, such as `must be 12 digits`.
    ///
    /// It repeats at most the part of the text that is not allowed, or a correction of the text.
    pub fn requirement(&self) -> &str {
        &self.requirement
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, quoted_text, requirement } = self;
        write!(formatter, "invalid {kind} {quoted_text}: {requirement}")
    }
}

impl std::error::Error for InvalidValue {}

/// Kind of value that was expected where a text was rejected. See [`InvalidValue::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueKind {
    /// [`AccountId`](super::AccountId)
    AccountId,
    /// [`BucketName`](super::BucketName)
    BucketName,
    /// [`IpNetwork`](super::IpNetwork)
    IpNetwork,
    /// [`KeyPath`](super::KeyPath)
    KeyPath,
    /// [`Partition`](super::Partition)
    Partition,
    /// [`Pattern`](super::Pattern)
    Pattern,
    /// [`Region`](super::Region)
    Region,
    /// [`RoleName`](super::RoleName)
    RoleName,
    /// [`Segment`](super::Segment)
    Segment,
    /// [`Text`](super::Text)
    Text,
}

enum_text! {
    impl ValueKind {
        AccountId => "account ID",
        BucketName => "bucket name",
        IpNetwork => "IP network",
        KeyPath => "key path",
        Partition => "partition",
        Pattern => "pattern",
        Region => "region",
        RoleName => "role name",
        Segment => "path segment",
        Text => "condition text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_one_short_line_for_any_text() {
        let text = "\u{202e}\n*".repeat(10_000);
        let error = InvalidValue::new(ValueKind::Segment, &text, "must not be long").to_string();
        assert_eq!(error.lines().count(), 1);
        assert!(error.starts_with("invalid path segment `\\u{202e}\\u{a}*\\u{202e}"));
        assert!(error.ends_with("…`: must not be long"));
        assert!(error.len() < 1_000);
    }
}
