//! Text of a user inside a message.

use std::fmt::{self, Write};

/// Maximum number of characters of a quoted text. The pointer of a finding leads to the whole text.
const MAX_CHARACTERS: usize = 96;

/// Quotes a text in a message.
pub(crate) fn quote(text: &str) -> Quoted<'_> {
    Quoted(text)
}

/// Displays a text as messages do: in backticks, escaped as by [`Printable`], and cut after 96 characters.
///
/// ```
/// use sts_policy_core::__private::Quoted;
///
/// assert_eq!(Quoted("tenant\u{1b}[2J").to_string(), "`tenant\\u{1b}[2J`");
/// assert_eq!(Quoted(&"x".repeat(1_000)).to_string().chars().count(), 99);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cut = self.0.char_indices().nth(MAX_CHARACTERS).map(|(at, _)| at);
        let shown = cut.and_then(|at| self.0.get(..at)).unwrap_or(self.0);
        write!(formatter, "`{}{}`", Printable(shown), if cut.is_some() { "…" } else { "" })
    }
}

/// Displays a text that is safe to print: characters that control a terminal, change the direction of the text or are invisible appear
/// as `\u{…}`.
///
/// ```
/// use sts_policy_core::__private::Printable;
///
/// assert_eq!(Printable("tenant\u{1b}[2J").to_string(), "tenant\\u{1b}[2J");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_control(character) {
                write!(formatter, "\\u{{{:x}}}", u32::from(character))?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Returns true for control characters, and for characters that set the direction or have no width.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_control_characters() {
        assert_eq!(quote("a\u{1b}[31m\n\u{202e}é租").to_string(), "`a\\u{1b}[31m\\u{a}\\u{202e}é租`");
    }

    #[test]
    fn cuts_long_text() {
        let text = "é".repeat(1000);
        assert_eq!(quote(&text).to_string().chars().count(), MAX_CHARACTERS + 3);
        assert_eq!(quote(&"é".repeat(97)).to_string(), format!("`{}…`", "é".repeat(96)));
    }
}
