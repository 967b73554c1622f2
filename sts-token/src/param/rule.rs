//! The rule of a text: its length, and the characters that it may hold.

use std::ops::RangeInclusive;

use sts_policy::Quoted;

use super::invalid::{InvalidParameter, counted, thousands};

/// What STS takes as the text of a parameter.
pub(super) struct TextRule {
    /// The name of the parameter, in words.
    pub(super) what: &'static str,
    /// The length, in characters.
    pub(super) length: RangeInclusive<usize>,
    /// The characters that it may hold.
    pub(super) takes: fn(char) -> bool,
    /// Those characters in words.
    pub(super) characters: &'static str,
    /// What else there is to do about a text that breaks the rule.
    pub(super) or: &'static str,
    /// Whether the text must not be shown.
    pub(super) secret: bool,
}

impl TextRule {
    pub(super) fn check(&self, text: &str) -> Result<(), InvalidParameter> {
        let subject = if self.secret { self.what.to_owned() } else { format!("{} {}", self.what, Quoted(text)) };
        if let Some((index, character)) = text.chars().enumerate().find(|(_, character)| !(self.takes)(*character)) {
            // One character of a secret is still a part of it.
            let holds = if self.secret {
                "a character".to_owned()
            } else {
                Quoted(character.encode_utf8(&mut [0; 4])).to_string()
            };
            return Err(self.refuse(format!(
                "{subject} holds {holds} at character {}, and STS takes only {}; leave it out{}",
                thousands(index as u64 + 1),
                self.characters,
                self.or
            )));
        }
        let length = text.chars().count();
        if self.length.contains(&length) {
            return Ok(());
        }
        let (least, greatest) = (*self.length.start(), *self.length.end());
        let range = if least == greatest {
            format!("exactly {least}")
        } else {
            format!("{} to {}", thousands(least as u64), thousands(greatest as u64))
        };
        let change = if length < least { "lengthen it" } else { "shorten it" };
        let characters = counted(length, "character");
        Err(self.refuse(format!("{subject} has {characters}, and STS takes {range}; {change}{}", self.or)))
    }

    fn refuse(&self, message: String) -> InvalidParameter {
        InvalidParameter::new(self.what, message)
    }
}

/// `[\w+=,.@-]`, where `\w` is ASCII.
pub(super) const fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '+' | '=' | ',' | '.' | '@' | '-')
}

/// `[\w+=,.@:/-]`.
pub(super) const fn is_id_character(character: char) -> bool {
    is_name_character(character) || matches!(character, ':' | '/')
}

/// `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]`.
pub(super) const fn is_arn_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// Any character.
pub(super) const fn is_any(_: char) -> bool {
    true
}

/// A parameter that is a text which may be shown.
macro_rules! text_parameter {
    ($(#[$documentation:meta])* $name:ident, $rule:expr) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            ///
            /// # Errors
            ///
            /// When STS would refuse it; the message says the rule.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::param::InvalidParameter> {
                let text = text.into();
                $rule.check(&text)?;
                Ok(Self(text))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::param::rule::text_conversions!($name);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

/// A parameter that is a secret: erased from memory when dropped, and never shown.
macro_rules! secret_parameter {
    ($(#[$documentation:meta])* $name:ident, $rule:expr) => {
        $(#[$documentation])*
        #[derive(Clone)]
        pub struct $name(::zeroize::Zeroizing<String>);

        impl $name {
            /// Takes the text as it is.
            ///
            /// # Errors
            ///
            /// When STS would refuse it; the message says the rule, and does not show the text.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::param::InvalidParameter> {
                let text = ::zeroize::Zeroizing::new(text.into());
                $rule.check(&text)?;
                Ok(Self(text))
            }

            /// The secret itself.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        $crate::param::rule::text_conversions!($name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(** redacted **)"))
            }
        }
    };
}

macro_rules! text_conversions {
    ($name:ident) => {
        impl ::std::str::FromStr for $name {
            type Err = $crate::param::InvalidParameter;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::param::InvalidParameter;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::param::InvalidParameter;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }
    };
}

pub(crate) use {secret_parameter, text_conversions, text_parameter};

/// Holds a check equal to the pattern that AWS publishes: the rule over every single character, and what is made by it over the first
/// of them and the lengths at the edges.
#[cfg(test)]
pub(super) fn assert_is(rule: &TextRule, takes: impl Fn(&str) -> bool, class: &str, length: RangeInclusive<usize>) {
    let class = regex::Regex::new(&format!("^{class}$")).unwrap();
    // A parameter that needs several characters is asked about good ones with the one in question among them.
    let good = if (rule.takes)('x') { "x" } else { "0" };
    let around = good.repeat(length.start().saturating_sub(1));
    for character in '\0'..=char::MAX {
        let mut single = [0; 4];
        let single = character.encode_utf8(&mut single);
        let published = class.is_match(single);
        assert_eq!((rule.takes)(character), published, "U+{:04X}", u32::from(character));
        if character < '\u{3000}' {
            assert_eq!(takes(&format!("{around}{single}")), published, "U+{:04X}", u32::from(character));
        }
    }
    for count in [0, length.start().saturating_sub(1), *length.start(), *length.end(), length.end() + 1] {
        assert_eq!(takes(&good.repeat(count)), length.contains(&count), "{count} characters");
    }
}
