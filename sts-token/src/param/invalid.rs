use std::borrow::Cow;
use std::fmt;

/// A part of a request that STS would refuse; nothing was sent.
///
/// ```
/// use sts_token::FederatedName;
///
/// let error = FederatedName::new("B").unwrap_err();
/// assert_eq!(error.parameter(), "federated name");
/// assert_eq!(
///     error.to_string(),
///     "federated name `B` has 1 character, and STS takes 2 to 32; lengthen it, or make a valid name of any text with `sanitized`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidParameter {
    parameter: &'static str,
    message: Cow<'static, str>,
}

impl InvalidParameter {
    pub(crate) fn new(parameter: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter, message: message.into() }
    }

    /// What was invalid, in words, such as `federated name` or `session tags`.
    pub fn parameter(&self) -> &'static str {
        self.parameter
    }
}

impl fmt::Display for InvalidParameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for InvalidParameter {}

/// `1 character`, `20,000 characters`.
pub(crate) fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", thousands(count as u64), if count == 1 { "" } else { "s" })
}

/// `129,600`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (129_600, "129,600"), (1_234_567, "1,234,567")]
        {
            assert_eq!(thousands(number), text);
        }
    }
}
