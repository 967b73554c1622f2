//! A user's text inside a message.

use std::fmt::{self, Write};

/// Text longer than this, in characters, is cut in a message: a finding says where the whole is.
const LONGEST: usize = 96;

/// Shows text between backticks: cut when it is long, and safe to print.
pub(crate) fn quote(text: &str) -> Quoted<'_> {
    Quoted(text)
}

/// Shows the text of others as messages do: between backticks, as [`Printable`], and cut behind 96 characters.
///
/// ```
/// use sts_policy_core::Quoted;
///
/// assert_eq!(Quoted("tenant\u{1b}[2J").to_string(), "`tenant\\u{1b}[2J`");
/// assert_eq!(Quoted(&"x".repeat(1_000)).to_string().chars().count(), 99);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cut = self.0.char_indices().nth(LONGEST).map(|(at, _)| at);
        let shown = cut.and_then(|at| self.0.get(..at)).unwrap_or(self.0);
        write!(formatter, "`{}{}`", Printable(shown), if cut.is_some() { "…" } else { "" })
    }
}

/// Shows the text of others so that it cannot act on whoever reads it: each character that would move the cursor, change colours
/// or the direction of the line, or be invisible, as `\u{…}`.
///
/// ```
/// use sts_policy_core::Printable;
///
/// assert_eq!(Printable("tenant\u{1b}[2J").to_string(), "tenant\\u{1b}[2J");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if acts(character) {
                write!(formatter, "\\u{{{:x}}}", u32::from(character))?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Whether a character does something other than being seen: controls, and the marks and overrides of direction and width.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_as_an_escape() {
        assert_eq!(quote("a\u{1b}[31m\n\u{202e}é租").to_string(), "`a\\u{1b}[31m\\u{a}\\u{202e}é租`");
    }

    #[test]
    fn long_text_is_cut() {
        let text = "é".repeat(1000);
        assert_eq!(quote(&text).to_string().chars().count(), LONGEST + 3);
        assert_eq!(quote(&"é".repeat(97)).to_string(), format!("`{}…`", "é".repeat(96)));
    }
}
