//! Why something is no reference.

use std::borrow::Cow;
use std::fmt;

/// Why bytes or JSON are no reference. Its text says what is wrong, and what to do.
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
