//! Quoted texts in messages that core does not split into parts.
//!
//! Remove this module once all rules use `message!`: `push_text` becomes `message.push_str(text)`, and `first_quote` is not needed.

use sts_policy_core::__private::quoted;

use super::quotes::Quotes;

/// Appends words of a message. Texts in backticks are shown as the user wrote them.
pub(super) fn push_text(text: &str, quotes: &Quotes<'_>, message: &mut String) {
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            message.push('`');
        }
        match quotes.as_written(part) {
            Some(written) => message.push_str(quoted(&written).trim_matches('`')),
            None => message.push_str(part),
        }
    }
}

/// Returns the first text in backticks.
pub(super) fn first_quote(message: &str) -> Option<&str> {
    let (_, behind) = message.split_once('`')?;
    behind.split_once('`').map(|(text, _)| text)
}
