use std::borrow::Cow;
use std::fmt;

use sts_policy::request::InvalidSessionTags;

/// The error of a parameter that STS would reject.
///
/// ```
/// use sts_token::FederatedName;
///
/// let error = FederatedName::new("B").unwrap_err();
/// assert_eq!(error.parameter(), "federated name");
/// assert_eq!(
///     error.to_string(),
///     "invalid federated name `B`: must be 2 to 32 characters long, but is 1; use `sanitized` to derive a valid name from any text"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvalidParameter {
    parameter: &'static str,
    message: Cow<'static, str>,
}

impl InvalidParameter {
    pub(crate) fn new(parameter: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter, message: message.into() }
    }

    /// Returns the name of the parameter, such as `federated name` or `session tags`.
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

impl From<InvalidSessionTags> for InvalidParameter {
    fn from(error: InvalidSessionTags) -> Self {
        Self::new(error.parameter(), error.to_string())
    }
}
