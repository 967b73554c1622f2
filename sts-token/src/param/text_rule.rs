//! The rules of text parameters: the length and the accepted characters.

use std::ops::RangeInclusive;

use sts_policy::__private::Quoted;

use super::InvalidParameter;
use crate::text::thousands;

/// The rule of a text parameter.
pub(super) struct TextRule {
    /// The name of the parameter in messages.
    pub(super) parameter: &'static str,
    /// The length in characters.
    pub(super) length: RangeInclusive<usize>,
    /// Returns true for accepted characters.
    pub(super) accepts: fn(char) -> bool,
    /// The accepted characters in words.
    pub(super) characters: &'static str,
    /// Help that is appended to messages.
    pub(super) help: Option<&'static str>,
    /// True if messages must not contain the text.
    pub(super) is_secret: bool,
}

impl TextRule {
    pub(super) fn check(&self, text: &str) -> Result<(), InvalidParameter> {
        self.check_characters(text)?;
        self.check_length(text)
    }

    fn check_characters(&self, text: &str) -> Result<(), InvalidParameter> {
        let unaccepted = text.chars().enumerate().find(|(_, character)| !(self.accepts)(*character));
        let Some((index, character)) = unaccepted else { return Ok(()) };
        let (characters, position) = (self.characters, thousands(index as u64 + 1));
        // Quoting the character would reveal part of the secret.
        Err(self.invalid(
            text,
            &if self.is_secret {
                format!("must contain only {characters}, but character {position} is not one of them")
            } else {
                let character = character.encode_utf8(&mut [0; 4]).to_owned();
                format!("must contain only {characters}, but character {position} is {}", Quoted(&character))
            },
        ))
    }

    fn check_length(&self, text: &str) -> Result<(), InvalidParameter> {
        let length = text.chars().count();
        if self.length.contains(&length) {
            return Ok(());
        }
        let [min, max, length] =
            [*self.length.start(), *self.length.end(), length].map(|count| thousands(count as u64));
        Err(self.invalid(
            text,
            &if min == max {
                format!("must be {min} characters long, but is {length}")
            } else {
                format!("must be {min} to {max} characters long, but is {length}")
            },
        ))
    }

    fn invalid(&self, text: &str, requirement: &str) -> InvalidParameter {
        let parameter = self.parameter;
        let help = self.help.map(|help| format!("; {help}")).unwrap_or_default();
        let message = if self.is_secret {
            format!("invalid {parameter}: {requirement}{help}")
        } else {
            format!("invalid {parameter} {}: {requirement}{help}", Quoted(text))
        };
        InvalidParameter::new(parameter, message)
    }
}

/// `[\w+=,.@-]`, where `\w` is ASCII.
pub(super) const fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '+' | '=' | ',' | '.' | '@' | '-')
}

/// `[\w+=,.@:/-]`, where `\w` is ASCII.
pub(super) const fn is_id_character(character: char) -> bool {
    is_name_character(character) || matches!(character, ':' | '/')
}

/// `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]`.
pub(super) const fn is_arn_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns true.
pub(super) const fn any_character(_: char) -> bool {
    true
}

/// Asserts that a rule and a constructor accept exactly what AWS's published pattern accepts: characters of one class, with a length in
/// a range. The rule is checked for every character, the constructor for the first characters and for lengths at the bounds.
#[cfg(test)]
pub(super) fn assert_matches_pattern(
    rule: &TextRule,
    accepts: impl Fn(&str) -> bool,
    class: &str,
    length: RangeInclusive<usize>,
) {
    let class = regex::Regex::new(&format!("^{class}$")).unwrap();
    let accepted = if (rule.accepts)('x') { "x" } else { "0" };
    // With the character in question, the text has the minimum length.
    let padding = accepted.repeat(length.start().saturating_sub(1));
    for character in '\0'..=char::MAX {
        let mut single = [0; 4];
        let single = character.encode_utf8(&mut single);
        let published = class.is_match(single);
        assert_eq!((rule.accepts)(character), published, "U+{:04X}", u32::from(character));
        if character < '\u{3000}' {
            assert_eq!(accepts(&format!("{padding}{single}")), published, "U+{:04X}", u32::from(character));
        }
    }
    for count in [0, length.start().saturating_sub(1), *length.start(), *length.end(), length.end() + 1] {
        assert_eq!(accepts(&accepted.repeat(count)), length.contains(&count), "{count} characters");
    }
}
