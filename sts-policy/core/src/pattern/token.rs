//! The tokens of a pattern.

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// One character.
    Char(char),
    /// Any one character: `?`.
    AnyChar,
    /// Any text, which may be empty: `*`.
    AnyText,
    /// Any text without a slash, which may be empty.
    #[cfg_attr(not(feature = "reference"), expect(dead_code, reason = "only ARN formats have segments"))]
    Segment,
    /// The unknown value of the policy variable with this index.
    Variable(u32),
}

impl Token {
    /// Returns true if the token matches text of any length.
    pub(super) fn is_unbounded(self) -> bool {
        matches!(self, Token::AnyText | Token::Segment | Token::Variable(_))
    }
}
