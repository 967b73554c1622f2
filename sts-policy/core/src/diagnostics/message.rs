//! Texts of findings, in which the text of the policy stays apart from the words around it.

use std::fmt::Write as _;
use std::ops::Range;

use super::quote::Quoted;

/// The message or the help of a finding.
///
/// A message remembers which of its parts quote the policy. The macros show a quoted text as the user wrote it, with the names of
/// placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    text: String,
    quotes: Vec<Quote>,
}

/// A quoted part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quote {
    /// The bytes of the message, with the backticks.
    range: Range<usize>,
    /// The text of the policy, neither cut nor escaped.
    text: String,
}

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessagePart<'a> {
    /// Words of the message.
    Text(&'a str),
    /// A text of the policy.
    Quote {
        /// The text as the message shows it: in backticks, cut and escaped.
        shown: &'a str,
        /// The whole text.
        text: &'a str,
    },
}

/// A value that takes the place of `{}` in a template.
#[derive(Debug)]
pub(crate) enum Argument<'a> {
    Text(String),
    Quote(&'a str),
    /// Quoted texts, with commas between them.
    List(Vec<String>),
}

impl Message {
    /// Fills a template. Each `{}` in it is replaced by the argument at its position.
    pub(crate) fn new(template: &str, arguments: &[Argument<'_>]) -> Self {
        let mut message = Message { text: String::with_capacity(template.len() + 32), quotes: Vec::new() };
        let mut arguments = arguments.iter();
        let mut parts = template.split("{}");
        message.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            if let Some(argument) = arguments.next() {
                message.push(argument);
            }
            message.text.push_str(part);
        }
        message
    }

    fn push(&mut self, argument: &Argument<'_>) {
        match argument {
            Argument::Text(text) => self.text.push_str(text),
            Argument::Quote(text) => self.push_quote(text),
            Argument::List(texts) => {
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        self.text.push_str(", ");
                    }
                    self.push_quote(text);
                }
            }
        }
    }

    fn push_quote(&mut self, text: &str) {
        let start = self.text.len();
        // Writing to a string does not fail.
        let _ = write!(self.text, "{}", Quoted(text));
        self.quotes.push(Quote { range: start..self.text.len(), text: text.to_owned() });
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The words and the quoted texts, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = MessagePart<'_>> {
        let ends = self.quotes.iter().map(|quote| quote.range.start).chain([self.text.len()]);
        let starts = [0].into_iter().chain(self.quotes.iter().map(|quote| quote.range.end));
        let texts =
            starts.zip(ends).map(|(start, end)| MessagePart::Text(self.text.get(start..end).unwrap_or_default()));
        let quotes = self.quotes.iter().map(|quote| {
            Some(MessagePart::Quote {
                shown: self.text.get(quote.range.clone()).unwrap_or_default(),
                text: &quote.text,
            })
        });
        texts.zip(quotes.chain([None])).flat_map(|(text, quote)| [Some(text), quote]).flatten()
    }

    /// Memory of the texts, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.quotes.iter().map(|quote| quote.text.len()).sum::<usize>()
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Message { text: text.to_owned(), quotes: Vec::new() }
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Message { text, quotes: Vec::new() }
    }
}

impl<'a> From<Quoted<'a>> for Argument<'a> {
    fn from(quoted: Quoted<'a>) -> Self {
        Argument::Quote(quoted.0)
    }
}

impl From<Vec<String>> for Argument<'_> {
    fn from(texts: Vec<String>) -> Self {
        Argument::List(texts)
    }
}

impl From<&str> for Argument<'_> {
    fn from(text: &str) -> Self {
        Argument::Text(text.to_owned())
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Argument::Text(text)
    }
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Argument::Text(number.to_string())
    }
}

/// Fills a template: `message!("duplicate action {}", quote(text))`.
///
/// The template is a whole sentence, so that it can be read and searched. Each `{}` takes a quoted text of the policy
/// ([`quote`](crate::diagnostics::quote)), a list of texts to quote, a text or a number. Other braces stand for themselves.
macro_rules! message {
    ($template:literal $(, $argument:expr)* $(,)?) => {
        crate::diagnostics::Message::new($template, &[$(crate::diagnostics::Argument::from($argument)),*])
    };
}

pub(crate) use message;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::quote;

    #[test]
    fn a_template_keeps_quoted_texts_apart() {
        let long = "x".repeat(200);
        let message = message!(
            "{} of {} has {} items: {} in `${*}`",
            quote(&long),
            "a list",
            2,
            vec!["a\u{7}".to_owned(), "b".to_owned()]
        );
        assert_eq!(
            message.as_str(),
            format!("`{}…` of a list has 2 items: `a\\u{{7}}`, `b` in `${{*}}`", "x".repeat(96))
        );
        let quotes: Vec<_> = message
            .parts()
            .filter_map(|part| match part {
                MessagePart::Quote { text, .. } => Some(text),
                MessagePart::Text(_) => None,
            })
            .collect();
        assert_eq!(quotes, [&long, "a\u{7}", "b"]);
        let shown: String = message
            .parts()
            .map(|part| match part {
                MessagePart::Quote { shown, .. } => shown,
                MessagePart::Text(text) => text,
            })
            .collect();
        assert_eq!(shown, message.as_str());
    }
}
