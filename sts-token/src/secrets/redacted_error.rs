//! Errors whose texts were redacted.

use std::error::Error as StdError;
use std::fmt;

/// An error that has the redacted text of another error.
pub(super) struct RedactedError {
    text: String,
    source: Option<Box<RedactedError>>,
}

impl RedactedError {
    /// Returns an error with sources from their redacted texts, outermost first.
    pub(super) fn from_texts(texts: impl DoubleEndedIterator<Item = String>) -> Self {
        let redacted = texts.rev().fold(None, |source, text| Some(Self { text, source: source.map(Box::new) }));
        redacted.unwrap_or(Self { text: String::new(), source: None })
    }
}

impl fmt::Display for RedactedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for RedactedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.text)?;
        match &self.source {
            Some(source) => write!(formatter, ", caused by {source:?}"),
            None => Ok(()),
        }
    }
}

impl StdError for RedactedError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
