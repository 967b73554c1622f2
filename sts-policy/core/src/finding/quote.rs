//! A user's text inside a message.

use std::fmt;

/// Text longer than this, in characters, is cut in a message: a finding says where the whole is.
const LONGEST: usize = 96;

/// Shows text between backticks: cut when it is long, and with an escape for each character that would act on a terminal,
/// change the direction of the line or be invisible.
pub(crate) fn quote(text: &str) -> Quoted<'_> {
    Quoted(text)
}

/// See [`quote`].
pub(crate) struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`")?;
        for (index, character) in self.0.chars().enumerate() {
            if index == LONGEST {
                formatter.write_str("…")?;
                break;
            }
            if acts(character) {
                write!(formatter, "\\u{{{:x}}}", u32::from(character))?;
            } else {
                write!(formatter, "{character}")?;
            }
        }
        formatter.write_str("`")
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
    }
}
