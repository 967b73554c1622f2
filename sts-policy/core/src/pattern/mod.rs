//! IAM's wildcards: `*` matches any text, `?` any one character. Patterns are compared with texts and with each other.
//!
//! The answers are exact. The work is at most the product of the two lengths, whatever the number of wildcards.
//!
//! ```
//! use sts_policy_core::pattern::Pattern;
//!
//! let tenant = Pattern::resource("arn:aws:s3:::reports/tenant-a/*");
//! assert!(tenant.matches("arn:aws:s3:::reports/tenant-a/2026/11.csv"));
//! assert!(Pattern::resource("arn:aws:s3:::reports/*").covers(&tenant));
//! assert!(tenant.intersects(&Pattern::resource("arn:aws:s3:::*/11.csv")));
//! // Actions ignore case.
//! assert!(Pattern::action("s3:get*").matches("s3:GetObject"));
//! // `${*}` matches a star only.
//! assert!(!Pattern::resource("${*}").matches("reports"));
//! ```
//!
//! Sources: User Guide, "IAM JSON policy elements: Resource" and "IAM policy elements: Variables and tags".

mod cover;
mod intersect;
mod read;
#[cfg(test)]
mod tests;
mod token;
mod wildcard;

use token::Token;
pub(crate) use wildcard::matches;

/// Treatment of the case of ASCII letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Letters of different case differ, as in resources.
    Sensitive,
    /// Letters of different case are the same, as in actions.
    Ignored,
}

impl Case {
    fn fold(self, character: char) -> char {
        match self {
            Case::Sensitive => character,
            Case::Ignored => character.to_ascii_lowercase(),
        }
    }
}

/// A text with wildcards, read once and compared many times.
#[derive(Debug, Clone)]
pub struct Pattern<'a> {
    tokens: Vec<Token>,
    case: Case,
    /// Names of the policy variables among the tokens.
    variables: Vec<&'a str>,
}

impl<'a> Pattern<'a> {
    /// Reads an action. ASCII case does not matter, and `${` has no special meaning.
    pub fn action(text: &'a str) -> Self {
        Self::read(text, Case::Ignored, false)
    }

    /// Reads a resource or a value of a condition. Case matters. `${*}`, `${?}` and `${$}` match the character itself; the value of any
    /// other policy variable is unknown.
    pub fn resource(text: &'a str) -> Self {
        Self::read(text, Case::Sensitive, true)
    }

    /// Reads a value of a condition, under an operator that may not support wildcards or may ignore case.
    pub(crate) fn value(text: &'a str, wildcards: bool, case: Case) -> Self {
        if wildcards { Self::read(text, case, true) } else { Self::read_literal(text, case) }
    }

    /// Reads an ARN format, or its last field. `${Name}` matches any text, or any text without a slash if `is_segment` returns true for
    /// its name.
    #[cfg(feature = "reference")]
    pub(crate) fn format(text: &'a str, is_segment: impl Fn(&str) -> bool) -> Self {
        Self::read_format(text, is_segment)
    }

    /// Returns true if the pattern matches the text for some values of its policy variables.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<Token> = text.chars().map(|character| Token::Char(self.case.fold(character))).collect();
        intersect::intersects(&self.tokens, &text)
    }

    /// Returns true if this pattern matches every text that the other one matches, for all values of their policy variables. A variable
    /// has the same value in both patterns.
    pub fn covers(&self, other: &Pattern<'_>) -> bool {
        cover::covers(self, other, &mut 0)
    }

    /// The same as [`Pattern::covers`]; adds the number of comparisons to `comparisons`.
    pub(crate) fn covers_counted(&self, other: &Pattern<'_>, comparisons: &mut usize) -> bool {
        cover::covers(self, other, comparisons)
    }

    /// Maximum number of comparisons of [`Pattern::covers`] and [`Pattern::intersects`].
    pub(crate) fn max_comparisons(&self, other: &Pattern<'_>) -> usize {
        self.tokens.len().saturating_mul(other.tokens.len())
    }

    /// Returns true if some text matches both patterns, for some values of their policy variables.
    pub fn intersects(&self, other: &Pattern<'_>) -> bool {
        intersect::intersects(&self.tokens, &other.tokens)
    }

    /// Returns true if the pattern has neither wildcards nor policy variables, so that it matches one text only.
    pub fn is_literal(&self) -> bool {
        self.tokens.iter().all(|token| matches!(token, Token::Char(_)))
    }

    fn variable(&self, index: u32) -> Option<&str> {
        self.variables.get(usize::try_from(index).ok()?).copied()
    }
}

/// Returns true if a field of an ARN, with wildcards and policy variables, can have this value.
#[cfg(feature = "reference")]
pub(crate) fn text_patterns_intersect(field: &str, text: &str) -> bool {
    // Nearly all fields are literal, and need no pattern.
    field == text || (field.contains(['*', '?', '$']) && Pattern::resource(field).matches(text))
}
