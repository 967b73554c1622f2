//! IAM's wildcard language: `*` is any text, `?` any one character. Does a pattern match a text, does one pattern cover another,
//! can two patterns meet?
//!
//! The answers are exact, and the work is at most the product of the two lengths: no pattern, however many stars it has, costs
//! more.
//!
//! ```
//! use sts_policy_core::pattern::Pattern;
//!
//! let tenant = Pattern::resource("arn:aws:s3:::reports/tenant-a/*");
//! assert!(tenant.matches("arn:aws:s3:::reports/tenant-a/2026/11.csv"));
//! assert!(Pattern::resource("arn:aws:s3:::reports/*").covers(&tenant));
//! assert!(tenant.meets(&Pattern::resource("arn:aws:s3:::*/11.csv")));
//! // Actions ignore case.
//! assert!(Pattern::action("s3:get*").matches("s3:GetObject"));
//! // `${*}` is a star and nothing else.
//! assert!(!Pattern::resource("${*}").matches("reports"));
//! ```
//!
//! Sources: User Guide, "IAM JSON policy elements: Resource" and "IAM policy elements: Variables and tags".

mod cover;
mod glob;
mod meet;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use glob::matches;
use token::Token;

/// Whether the case of ASCII letters matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// It does, as in resources.
    Sensitive,
    /// It does not, as in actions.
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

/// A text with wildcards, read once to be compared often.
#[derive(Debug, Clone)]
pub struct Pattern<'a> {
    tokens: Vec<Token>,
    case: Case,
    /// What the variables among the tokens are called.
    variables: Vec<&'a str>,
}

impl<'a> Pattern<'a> {
    /// The pattern of an action: ASCII case does not matter, and there are no policy variables.
    pub fn action(text: &'a str) -> Self {
        Self::read(text, Case::Ignored, false)
    }

    /// The pattern of a resource or of the value of a condition: case matters; `${*}`, `${?}` and `${$}` are plain characters; of
    /// any other policy variable it is not known what it will be.
    pub fn resource(text: &'a str) -> Self {
        Self::read(text, Case::Sensitive, true)
    }

    /// The value of a condition, with policy variables, under an operator that may take no wildcards or ignore case.
    pub(crate) fn value(text: &'a str, wildcards: bool, case: Case) -> Self {
        if wildcards { Self::read(text, case, true) } else { Self::read_plain(text, case) }
    }

    /// The form of ARNs, or of the last part of them, as AWS's reference writes it: `${Name}` stands for any text; for text without a
    /// slash where `is_segment` says so of the name.
    #[cfg(feature = "reference")]
    pub(crate) fn format(text: &'a str, is_segment: impl Fn(&str) -> bool) -> Self {
        Self::read_format(text, is_segment)
    }

    /// Whether the text is one that the pattern stands for, for some values of its policy variables.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<Token> = text.chars().map(|character| Token::Char(self.case.fold(character))).collect();
        meet::meet(&self.tokens, &text)
    }

    /// Whether every text that the other pattern stands for is one of this pattern's: whatever the policy variables will be, and a
    /// variable of the same name is the same text in both.
    pub fn covers(&self, other: &Pattern<'_>) -> bool {
        cover::covers(self, other, &mut 0)
    }

    /// The same as [`Pattern::covers`]; adds the number of comparisons to `taken`.
    pub(crate) fn covers_counted(&self, other: &Pattern<'_>, taken: &mut usize) -> bool {
        cover::covers(self, other, taken)
    }

    /// The maximum number of comparisons that a question about both patterns takes.
    pub(crate) fn max_comparisons(&self, other: &Pattern<'_>) -> usize {
        self.tokens.len().saturating_mul(other.tokens.len())
    }

    /// Whether there is a text that both patterns stand for, for some values of their policy variables.
    pub fn meets(&self, other: &Pattern<'_>) -> bool {
        meet::meet(&self.tokens, &other.tokens)
    }

    /// Whether it stands for more than one text, or for one that is not known yet.
    pub fn is_open(&self) -> bool {
        self.tokens.iter().any(|token| !matches!(token, Token::Char(_)))
    }

    fn variable(&self, index: u32) -> Option<&str> {
        self.variables.get(usize::try_from(index).ok()?).copied()
    }
}

/// Whether a field of an ARN, with wildcards and policy variables, and a plain text can be the same.
#[cfg(feature = "reference")]
pub(crate) fn text_patterns_meet(field: &str, text: &str) -> bool {
    // Nearly all are plain.
    field == text || (field.contains(['*', '?', '$']) && Pattern::resource(field).matches(text))
}
