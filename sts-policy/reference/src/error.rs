//! The error for an invalid reference.

use std::borrow::Cow;
use std::fmt;

/// The bytes or the JSON text are not a valid reference. The message states the problem and the requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidReference(Cow<'static, str>);

impl InvalidReference {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for InvalidReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for InvalidReference {}
