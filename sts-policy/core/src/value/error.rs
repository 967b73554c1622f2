use std::fmt;

use crate::diagnostics::quote;

/// A text is not the value that it should be. Shown, it is one line: which text, what is wrong with it, and what to do; of the text
/// at most 96 characters, with all that would act on a terminal escaped.
///
/// ```
/// use sts_policy_core::value::AccountId;
///
/// let error = AccountId::new("1111-2222-3333").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`1111-2222-3333` is no account ID: it is not 12 digits; write them without anything between, as in `111122223333`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue(String);

impl InvalidValue {
    /// The text is not the thing, for the reason.
    pub(super) fn new(text: &str, thing: &str, reason: impl fmt::Display) -> Self {
        Self(format!("{} is no {thing}: {reason}", quote(text)))
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for InvalidValue {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_short_line_whatever_the_text() {
        let error = InvalidValue::new(&"\u{202e}\n*".repeat(10_000), "name", "it is long").to_string();
        assert_eq!(error.lines().count(), 1);
        assert!(error.starts_with("`\\u{202e}\\u{a}*\\u{202e}"));
        assert!(error.ends_with("…` is no name: it is long"));
        assert!(error.len() < 1_000);
    }
}
