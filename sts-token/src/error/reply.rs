use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use sts_policy::Printable;

use super::steps;

/// A message of a server is kept up to this length, in characters.
const LONGEST: usize = 4_096;

/// What STS answered to a request that failed.
#[derive(Debug, Clone, Default)]
pub struct Reply(Box<Parts>);

#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) cause: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Reply {
    /// The code, such as `PackedPolicyTooLarge`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The message, without the secrets of the request if it repeated any.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The HTTP status.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The ID of the request, by which AWS finds it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    pub(crate) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }

    /// Whether the message holds a text, in any case.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.message().is_some_and(|message| message.to_ascii_lowercase().contains(&text.to_ascii_lowercase()))
    }
}

impl From<Parts> for Reply {
    fn from(parts: Parts) -> Self {
        Self(Box::new(parts))
    }
}

impl fmt::Display for Reply {
    /// `: MESSAGE`, or what there is instead of one, to end a message of ours.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.message(), self.code(), self.status()) {
            (Some(message), ..) if !message.trim().is_empty() => {
                write!(formatter, ": {}", Printable(on_one_line(message).trim_end_matches('.')))
            }
            (_, Some(code), _) => write!(formatter, ": {}", Printable(code)),
            (_, None, Some(status)) => write!(formatter, ": HTTP status {status} without an error of STS"),
            (_, None, None) => Ok(()),
        }
    }
}

/// The lines of a message, one after the other.
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

/// The text of the first element of a name, in whatever dialect: with `ErrorResponse` around it, or bare.
pub(super) fn element(body: &str, name: &str) -> Option<String> {
    steps::count(body.len());
    let (_, after) = body.split_once(&format!("<{name}>"))?;
    let (text, _) = after.split_once(&format!("</{name}>"))?;
    let text = text.trim();
    if text.is_empty() || text.contains('<') {
        return None;
    }
    Some(decode(text))
}

/// Returns the text with its entities decoded. Unknown ones are kept.
pub(super) fn decode(text: &str) -> String {
    // It does not grow, so no copy of a secret is left behind.
    let mut decoded = String::with_capacity(text.len());
    for (index, piece) in text.split('&').enumerate() {
        steps::count(piece.len() + 1);
        let entity = piece.split_once(';').filter(|_| index > 0);
        match entity.and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => {
                decoded.push(character);
                decoded.push_str(rest);
            }
            None => {
                if index > 0 {
                    decoded.push('&');
                }
                decoded.push_str(piece);
            }
        }
    }
    decoded
}

/// Returns the character of an entity, such as `amp` or `#x41`.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "amp" => '&',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects() {
        for (body, code, message) in [
            (
                "<ErrorResponse xmlns=\"x\"><Error><Code>Throttling</Code><Message>Rate &lt;exceeded&gt;</Message></Error></ErrorResponse>",
                Some("Throttling"),
                Some("Rate <exceeded>"),
            ),
            ("<Error><Code>AccessDenied</Code><Message></Message></Error>", Some("AccessDenied"), None),
            ("<html><Code>5</Code", None, None),
            ("", None, None),
        ] {
            assert_eq!(element(body, "Code").as_deref(), code, "{body}");
            assert_eq!(element(body, "Message").as_deref(), message, "{body}");
        }
    }

    #[test]
    fn decodes_entities_once() {
        for (text, decoded) in [
            ("a &lt;&gt;&quot;&apos;&amp;&#39;&#x41;&#X41; b", "a <>\"'&'AA b"),
            ("&amp;lt; & &; &bad; &#xd800; &#; &#x; a;b", "&lt; & &; &bad; &#xd800; &#; &#x; a;b"),
        ] {
            assert_eq!(decode(text), decoded);
        }
    }

    #[test]
    fn shown_after_a_message() {
        let reply = |message: &str, code: Option<&str>| {
            let (code, message) = (code.map(str::to_owned), Some(message.to_owned()));
            Reply::from(Parts { code, message, status: Some(500), ..Parts::default() })
        };
        assert_eq!(reply("Rate\u{1b} exceeded.", None).to_string(), ": Rate\\u{1b} exceeded");
        assert_eq!(
            reply("None found. Attempted:\n  Environment: no\r\n\n  Profile: no.\n", None).to_string(),
            ": None found. Attempted: Environment: no; Profile: no"
        );
        assert_eq!(reply("", Some("AccessDenied")).to_string(), ": AccessDenied");
        assert_eq!(reply("", None).to_string(), ": HTTP status 500 without an error of STS");
        assert_eq!(Reply::default().to_string(), "");
    }
}
