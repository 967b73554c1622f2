//! Secrets of a request and its answer, and their removal from texts.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

/// What is put in the place of a secret.
const REDACTED: &str = "** redacted **";

/// A server may show only the beginning of what it was sent: from so many bytes on, that is taken for the secret too.
const BEGINNING: usize = 12;

/// The secrets that must not be seen in any error of a request.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Arc<Mutex<Vec<Zeroizing<String>>>>);

impl Secrets {
    pub(crate) fn add(&self, secret: &str) {
        // An empty text is everywhere.
        if !secret.is_empty() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Zeroizing::new(secret.to_owned()));
        }
    }

    /// Adds what stands in an answer that could not be read.
    pub(crate) fn add_answer(&self, body: &str) {
        for name in ["SecretAccessKey", "SessionToken"] {
            for part in body.split(&format!("<{name}>")).skip(1) {
                let secret = part.split('<').next().unwrap_or_default();
                self.add(secret);
                secret.split_ascii_whitespace().for_each(|word| self.add(word));
            }
        }
    }

    /// The text without any of them.
    pub(crate) fn remove<'a>(&self, text: &'a str) -> Cow<'a, str> {
        // All are sought in the text as it came: many begin alike, and what is left of one after another was cut out is not found.
        let mut spans: Vec<Range<usize>> = {
            let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            secrets.iter().flat_map(|secret| shown(text, secret)).collect()
        };
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        spans.sort_by_key(|span| (span.start, span.end));
        let (mut clean, mut end) = (String::with_capacity(text.len()), 0);
        for span in spans {
            if span.start >= end {
                clean.push_str(text.get(end..span.start).unwrap_or_default());
                clean.push_str(REDACTED);
            }
            end = end.max(span.end);
        }
        clean.push_str(text.get(end..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// An error as it is if neither it nor what caused it shows a secret, and otherwise what can be said of it.
    pub(crate) fn clean(&self, error: Box<dyn StdError + Send + Sync>) -> Arc<dyn StdError + Send + Sync> {
        let shows = |text: &str| matches!(self.remove(text), Cow::Owned(_));
        let (mut texts, mut shown) = (Vec::new(), false);
        let mut next: Option<&(dyn StdError + 'static)> = Some(error.as_ref());
        while let Some(error) = next {
            // An error need not show its source, so each is asked.
            shown |= shows(&format!("{error:?}")) || shows(&error.to_string());
            texts.push(error.to_string());
            next = error.source();
        }
        if !shown {
            return Arc::from(error);
        }
        let said = texts.iter().rev().map(|text| self.remove(text).into_owned());
        Arc::new(said.fold(None, |source, text| Some(Cleaned { text, source: source.map(Box::new) })).unwrap_or(
            // The error itself is among the texts.
            Cleaned { text: String::new(), source: None },
        ))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secrets(** redacted **)")
    }
}

/// Where a text shows a secret, or the beginning of it.
fn shown(text: &str, secret: &str) -> Vec<Range<usize>> {
    let beginning = secret.char_indices().nth(BEGINNING).and_then(|(at, _)| secret.get(..at)).unwrap_or(secret);
    let found = text.match_indices(beginning).map(|(start, _)| {
        let texts = text.get(start..).unwrap_or_default().chars().zip(secret.chars());
        let same = texts.take_while(|(shown, secret)| shown == secret);
        start..start + same.map(|(shown, _)| shown.len_utf8()).sum::<usize>()
    });
    found.collect()
}

/// What an error said, without the secrets in it.
struct Cleaned {
    text: String,
    source: Option<Box<Cleaned>>,
}

impl fmt::Display for Cleaned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for Cleaned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.text)?;
        match &self.source {
            Some(source) => write!(formatter, ", caused by {source:?}"),
            None => Ok(()),
        }
    }
}

impl StdError for Cleaned {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer(std::num::ParseIntError, &'static str);

    impl fmt::Display for Outer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "token {}", self.1)
        }
    }

    impl StdError for Outer {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn whole_and_begun_secrets() {
        let secrets = Secrets::default();
        secrets.add("");
        secrets.add("eyJhbGciOiJSUzI1NiJ9.payload");
        secrets.add("123456");
        for (text, clean) in [
            ("nothing", "nothing"),
            ("Value 'eyJhbGciOiJSUzI1NiJ9.payload' at", "Value '** redacted **' at"),
            ("Value 'eyJhbGciOiJSUz...' at", "Value '** redacted **...' at"),
            ("eyJhbGci is less than the beginning", "eyJhbGci is less than the beginning"),
            ("code 123456, code 123456", "code ** redacted **, code ** redacted **"),
        ] {
            assert_eq!(secrets.remove(text), clean);
        }
        assert_eq!(format!("{secrets:?}"), "Secrets(** redacted **)");
    }

    /// Tokens of one issuer do, and so do session tokens.
    #[test]
    fn secrets_that_begin_alike() {
        let (one, two) = ("eyJhbGciOiJSUzI1NiJ9.AAAA.1111", "eyJhbGciOiJSUzI1NiJ9.BBBB.2222");
        for order in [[one, two], [two, one]] {
            let secrets = Secrets::default();
            order.iter().for_each(|secret| secrets.add(secret));
            for (text, clean) in [
                (format!("Value '{one}' at"), "Value '** redacted **' at"),
                (format!("Value '{two}' at"), "Value '** redacted **' at"),
                (format!("{one}{two}"), "** redacted **** redacted **"),
                (format!("{one} {two}"), "** redacted ** ** redacted **"),
            ] {
                assert_eq!(secrets.remove(&text), clean);
            }
        }
    }

    /// One may stand in another.
    #[test]
    fn secrets_that_overlap() {
        let secrets = Secrets::default();
        ["123456", "a 1234567890", "67890 b"].iter().for_each(|secret| secrets.add(secret));
        assert_eq!(secrets.remove("see a 1234567890 b."), "see ** redacted **.");
    }

    #[test]
    fn an_error_is_kept_unless_it_shows_a_secret() {
        let error = || Box::new(Outer("x".parse::<u8>().unwrap_err(), "5ecret-value"));
        let secrets = Secrets::default();
        assert!(secrets.clean(error()).downcast_ref::<Outer>().is_some());
        secrets.add("5ecret-value");
        let clean = secrets.clean(error());
        assert!(clean.downcast_ref::<Outer>().is_none());
        assert_eq!(clean.to_string(), "token ** redacted **");
        assert_eq!(clean.source().unwrap().to_string(), "invalid digit found in string");
        assert!(clean.source().unwrap().source().is_none());
        assert_eq!(format!("{clean:?}"), "\"token ** redacted **\", caused by \"invalid digit found in string\"");
    }

    /// Shows nothing by itself.
    struct Quiet(Loud);

    impl fmt::Display for Quiet {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("quiet")
        }
    }

    impl fmt::Debug for Quiet {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("Quiet")
        }
    }

    impl StdError for Quiet {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    /// Shows a secret in `Debug` alone.
    #[derive(Debug)]
    struct Loud(#[expect(dead_code, reason = "it is there for `Debug`")] &'static str);

    impl fmt::Display for Loud {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("loud")
        }
    }

    impl StdError for Loud {}

    #[test]
    fn a_secret_in_debug_of_a_source_is_seen() {
        let secrets = Secrets::default();
        secrets.add("5ecret-value");
        let clean = secrets.clean(Box::new(Quiet(Loud("5ecret-value"))));
        assert_eq!(clean.to_string(), "quiet");
        assert_eq!(format!("{:?}", clean.source().unwrap()), "\"loud\"");
    }

    #[test]
    fn secrets_of_an_answer() {
        let secrets = Secrets::default();
        secrets.add_answer(
            "<a><SecretAccessKey>key+5ecret</SecretAccessKey><SessionToken>\n one-part\n two-part\n</SessionToken>",
        );
        assert_eq!(secrets.remove("key+5ecret one-part two-part"), "** redacted ** ** redacted ** ** redacted **");
    }
}
