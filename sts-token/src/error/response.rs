use std::borrow::Cow;
use std::fmt;

use sts_policy::__private::Printable;

/// Maximum number of characters that are kept of a server's message.
const MAX_MESSAGE: usize = 4_096;

/// The error response of STS.
///
/// ```
/// use sts_token::Error;
///
/// fn is_role_chaining_limit(error: &Error) -> bool {
///     let message = error.response().and_then(|response| response.message());
///     message.is_some_and(|message| message.contains("role chaining"))
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct StsResponse {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) status: Option<u16>,
}

impl StsResponse {
    /// Returns the error code, such as `PackedPolicyTooLarge`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns the message. Secrets that the server repeated are redacted.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns true if the message contains a text, in any case.
    pub(crate) fn message_contains(&self, text: &str) -> bool {
        self.message().is_some_and(|message| message.to_ascii_lowercase().contains(&text.to_ascii_lowercase()))
    }
}

/// Displays `: DETAIL` after the text of an error: its detail, or the message, code or status of the response. Empty without these.
pub(super) struct Suffix<'a> {
    pub(super) detail: Option<&'a str>,
    pub(super) response: Option<&'a StsResponse>,
}

impl fmt::Display for Suffix<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { detail, response } = *self;
        let message = detail.or(response.and_then(StsResponse::message));
        match (message, response.and_then(StsResponse::code), response.and_then(StsResponse::status)) {
            (Some(message), ..) if !message.trim().is_empty() => {
                write!(formatter, ": {}", Printable(on_one_line(message).trim_end_matches('.')))
            }
            (_, Some(code), _) => write!(formatter, ": {}", Printable(code)),
            (_, None, Some(status)) => write!(formatter, ": HTTP status {status} without an error code"),
            (_, None, None) => Ok(()),
        }
    }
}

/// Joins the lines of a message.
fn on_one_line(message: &str) -> Cow<'_, str> {
    let message = message.trim();
    if !message.contains(['\n', '\r']) {
        return Cow::Borrowed(message);
    }
    let mut text = String::with_capacity(message.len());
    for line in message.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match text.chars().next_back() {
            None => {}
            Some(':' | ';' | ',' | '.') => text.push(' '),
            Some(_) => text.push_str("; "),
        }
        text.push_str(line);
    }
    Cow::Owned(text)
}

/// Returns the first [`MAX_MESSAGE`] characters of a text.
pub(crate) fn truncated(text: &str) -> String {
    text.chars().take(MAX_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffix_is_the_message_the_code_or_the_status() {
        let suffix = |message: &str, code: Option<&str>| {
            let (code, message) = (code.map(str::to_owned), Some(message.to_owned()));
            let response = StsResponse { code, message, status: Some(500) };
            Suffix { detail: None, response: Some(&response) }.to_string()
        };
        assert_eq!(suffix("Rate\u{1b} exceeded.", None), ": Rate\\u{1b} exceeded");
        assert_eq!(
            suffix("None found. Attempted:\n  Environment: no\r\n\n  Profile: no.\n", None),
            ": None found. Attempted: Environment: no; Profile: no"
        );
        assert_eq!(suffix("", Some("AccessDenied")), ": AccessDenied");
        assert_eq!(suffix("", None), ": HTTP status 500 without an error code");
        assert_eq!(Suffix { detail: None, response: None }.to_string(), "");
    }
}
