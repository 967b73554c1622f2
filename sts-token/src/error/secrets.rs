//! Secrets of a request and its answer, and their removal from texts.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::{reply, steps};

/// The text put in the place of a secret.
const REDACTED: &str = "** redacted **";

/// Maximum length of a fragment in bytes. A server may show only a part of a secret: that many bytes of it are redacted too.
const MAX_FRAGMENT: usize = 12;

/// Minimum length of a secret in bytes. Shorter texts occur in ordinary messages.
const MIN_SECRET: usize = 4;

/// Maximum number of fragments. A text is redacted as a whole if the secrets have more.
const MAX_FRAGMENTS: usize = 256 * 1_024;

/// Maximum length in bytes of a text that is searched for secrets. The rest of it is cut off first.
const MAX_SEARCHED: usize = 16 * 1_024;

/// The elements of an answer that hold secrets.
const SECRET_ELEMENTS: [&str; 2] = ["SecretAccessKey", "SessionToken"];

/// The secrets of a request and its answer, which must not be shown.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Arc<Mutex<Vec<Zeroizing<String>>>>);

impl Secrets {
    pub(crate) fn add(&self, secret: &str) {
        let mut secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Each attempt adds the caller's session token again.
        if !secrets.iter().any(|known| known.as_str() == secret) {
            secrets.push(Zeroizing::new(secret.to_owned()));
        }
    }

    /// Returns true if a text contains a whole secret of at least [`MAX_FRAGMENT`] bytes.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().any(|secret| secret.len() >= MAX_FRAGMENT && text.contains(secret.as_str()))
    }

    /// Returns a redactor of these secrets and those of an answer.
    pub(crate) fn redactor(&self, answer: &str) -> Redactor {
        let mut redactor = Redactor::default();
        for secret in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            redactor.add(secret);
        }
        redactor.add_answer(answer);
        redactor
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secrets(** redacted **)")
    }
}

/// Removes secrets from texts, in time linear in the lengths of the secrets and of the text.
///
/// A secret is known by the hashes of its fragments: all parts of it that have [`MAX_FRAGMENT`] bytes, or the secret itself if it is
/// shorter.
#[derive(Default)]
pub(crate) struct Redactor {
    hasher: RandomState,
    /// The fragments by their length, which is [`MIN_SECRET`] to [`MAX_FRAGMENT`].
    fragments: BTreeMap<usize, HashSet<u64>>,
    count: usize,
}

impl Redactor {
    pub(crate) fn add(&mut self, secret: &str) {
        let length = secret.len().min(MAX_FRAGMENT);
        if length < MIN_SECRET {
            return;
        }
        let fragments = self.fragments.entry(length).or_default();
        for fragment in secret.as_bytes().windows(length) {
            steps::count(length);
            if self.count > MAX_FRAGMENTS {
                return;
            }
            if fragments.insert(self.hasher.hash_one(fragment)) {
                self.count += 1;
            }
        }
    }

    /// Adds the secrets of an answer, which need not be valid XML.
    fn add_answer(&mut self, body: &str) {
        // The name of the element that is open, and the start of its text.
        let mut open: Option<(&str, usize)> = None;
        let mut start = 0;
        for (index, piece) in body.split('<').enumerate() {
            steps::count(piece.len() + 1);
            let tag = if index == 0 { "" } else { piece.split_once('>').map_or(piece, |(tag, _)| tag) };
            let (tag_end, is_end) = (start + tag.len() + 1, tag.starts_with('/'));
            let name = tag.trim_start_matches('/').split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
            let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
            let closes = is_end && open.is_some_and(|(open, _)| open.eq_ignore_ascii_case(name));
            let opens = !is_end && SECRET_ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
            if (closes || opens)
                && let Some((_, from)) = open.take()
            {
                self.add_element(body.get(from..start.saturating_sub(1)).unwrap_or_default());
            }
            if opens {
                open = Some((name, tag_end));
            }
            start += piece.len() + 1;
        }
        if let Some((_, from)) = open {
            self.add_element(body.get(from..).unwrap_or_default());
        }
    }

    /// Adds the text of an element: as it is, and without markup and entities.
    fn add_element(&mut self, text: &str) {
        let mut plain = Zeroizing::new(String::with_capacity(text.len() + 1));
        for (index, piece) in text.split('<').enumerate() {
            let piece = match piece.strip_prefix("![CDATA[") {
                Some(data) if index > 0 => data,
                _ if index > 0 => piece.split_once('>').map_or("", |(_, text)| text),
                _ => piece,
            };
            if index > 0 {
                plain.push(' ');
            }
            plain.push_str(piece.strip_suffix("]]>").unwrap_or(piece));
        }
        let decoded = Zeroizing::new(reply::decode(&plain));
        self.add_words(text);
        if decoded.as_str() != text {
            self.add_words(&decoded);
        }
    }

    /// Adds the words of a text, and all of them joined: some servers break the lines of long secrets, and callers join them.
    fn add_words(&mut self, text: &str) {
        let mut joined = Zeroizing::new(String::with_capacity(text.len()));
        for word in text.split_ascii_whitespace() {
            self.add(word);
            joined.push_str(word);
        }
        self.add(&joined);
    }

    /// Returns the text without the secrets, and without what follows its first [`MAX_SEARCHED`] bytes.
    pub(crate) fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.count > MAX_FRAGMENTS {
            return Cow::Borrowed(REDACTED);
        }
        let (text, is_cut) = cut(text);
        let mut spans = self.spans(text).peekable();
        if spans.peek().is_none() {
            return Cow::Borrowed(if is_cut { without_end(text) } else { text });
        }
        let (mut clean, mut end) = (String::with_capacity(text.len()), 0);
        for (start, until) in spans {
            if start >= end {
                clean.push_str(text.get(end..start).unwrap_or_default());
                clean.push_str(REDACTED);
            }
            end = end.max(until);
        }
        let rest = text.get(end..).unwrap_or_default();
        clean.push_str(if is_cut { without_end(rest) } else { rest });
        Cow::Owned(clean)
    }

    /// Returns the places of all fragments in order of their starts.
    fn spans(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        (0..text.len()).filter_map(move |start| {
            let found = self.fragments.iter().rev().find(|(length, fragments)| {
                steps::count(**length);
                let fragment = text.as_bytes().get(start..start + **length);
                fragment.is_some_and(|fragment| fragments.contains(&self.hasher.hash_one(fragment)))
            });
            // Fragments are bytes; the text is cut between characters.
            found.map(|(length, _)| (text.floor_char_boundary(start), text.ceil_char_boundary(start + length)))
        })
    }

    /// Returns the error itself if neither it nor its sources show a secret, and otherwise its cleaned texts.
    pub(crate) fn clean_error(&self, error: Box<dyn StdError + Send + Sync>) -> Arc<dyn StdError + Send + Sync> {
        let (mut texts, mut shown) = (Vec::new(), self.count > MAX_FRAGMENTS);
        let mut next: Option<&(dyn StdError + 'static)> = Some(error.as_ref());
        while let Some(error) = next {
            // An error need not show its source, so each is examined.
            let (debug, display) = (bounded(format_args!("{error:?}")), bounded(format_args!("{error}")));
            shown |= debug.len() > MAX_SEARCHED || display.len() > MAX_SEARCHED;
            shown |= self.spans(&debug).next().is_some() || self.spans(&display).next().is_some();
            texts.push(display);
            next = error.source();
        }
        if !shown {
            return Arc::from(error);
        }
        let cleaned = texts.iter().rev().map(|text| self.clean(text).into_owned());
        Arc::new(cleaned.fold(None, |source, text| Some(Cleaned { text, source: source.map(Box::new) })).unwrap_or(
            // The error itself is among the texts.
            Cleaned { text: String::new(), source: None },
        ))
    }
}

/// Returns at most [`MAX_SEARCHED`] bytes of a text, and whether that is less than all.
fn cut(text: &str) -> (&str, bool) {
    if text.len() <= MAX_SEARCHED {
        return (text, false);
    }
    (text.get(..text.floor_char_boundary(MAX_SEARCHED)).unwrap_or_default(), true)
}

/// Returns a text that was cut without its last bytes, which may be the beginning of a secret.
fn without_end(text: &str) -> &str {
    text.get(..text.floor_char_boundary(text.len().saturating_sub(MAX_FRAGMENT))).unwrap_or_default()
}

/// Formats a value, up to a length that [`cut`] cuts.
fn bounded(value: fmt::Arguments<'_>) -> String {
    const MAX: usize = MAX_SEARCHED + char::MAX_LEN_UTF8;

    struct Bounded(String);

    impl fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let fits = text.get(..text.floor_char_boundary(MAX - self.0.len())).unwrap_or_default();
            steps::count(fits.len());
            self.0.push_str(fits);
            if fits.len() < text.len() { Err(fmt::Error) } else { Ok(()) }
        }
    }

    let mut text = Bounded(String::new());
    // The only error is that of the bound.
    let _ = text.write_fmt(value);
    text.0
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
        secrets.add("not");
        secrets.add("eyJhbGciOiJSUzI1NiJ9.payload");
        secrets.add("123456");
        for (text, clean) in [
            ("nothing", "nothing"),
            ("Value 'eyJhbGciOiJSUzI1NiJ9.payload' at", "Value '** redacted **' at"),
            ("Value 'eyJhbGciOiJSUz...' at", "Value '** redacted **...' at"),
            ("eyJhbGci is less than the beginning", "eyJhbGci is less than the beginning"),
            ("code 123456, code 123456", "code ** redacted **, code ** redacted **"),
        ] {
            assert_eq!(secrets.redactor("").clean(text), clean);
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
                assert_eq!(secrets.redactor("").clean(&text), clean);
            }
        }
    }

    /// One may stand in another.
    #[test]
    fn secrets_that_overlap() {
        let secrets = Secrets::default();
        ["123456", "a 1234567890", "67890 b"].iter().for_each(|secret| secrets.add(secret));
        assert_eq!(secrets.redactor("").clean("see a 1234567890 b."), "see ** redacted **.");
    }

    #[test]
    fn an_error_is_kept_unless_it_shows_a_secret() {
        let error = || Box::new(Outer("x".parse::<u8>().unwrap_err(), "5ecret-value"));
        let secrets = Secrets::default();
        assert!(secrets.redactor("").clean_error(error()).downcast_ref::<Outer>().is_some());
        secrets.add("5ecret-value");
        let clean = secrets.redactor("").clean_error(error());
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
        let clean = secrets.redactor("").clean_error(Box::new(Quiet(Loud("5ecret-value"))));
        assert_eq!(clean.to_string(), "quiet");
        assert_eq!(format!("{:?}", clean.source().unwrap()), "\"loud\"");
    }

    #[test]
    fn redacts_the_secrets_of_an_answer() {
        for (answer, text, clean) in [
            (
                "<a><SecretAccessKey>key+5ecret</SecretAccessKey><SessionToken>\n one-part\n two-part\n</SessionToken>",
                "key+5ecret one-part two-part one-parttwo-part a",
                "** redacted ** ** redacted ** ** redacted ** ** redacted ** a",
            ),
            // The element need not end, may have a prefix and attributes, and may hold elements.
            ("<SessionToken>t0ken-without-end", "t0ken-without-end", "** redacted **"),
            ("<x:SessionToken y='z'>t0ken-of-x</x:SessionToken>", "t0ken-of-x", "** redacted **"),
            (
                "<SessionToken><x>t0ken-in-x</x></SessionToken>after-the-token",
                "t0ken-in-x after-the-token",
                "** redacted ** after-the-token",
            ),
            // CDATA, entities and names in other case.
            ("<SessionToken><![CDATA[t0ken]]></SessionToken>", "t0ken", "** redacted **"),
            ("<SessionToken>a-part\n<![CDATA[t0ken<part]]></SessionToken>", "t0ken<part]]", "** redacted **"),
            ("<SessionToken>t0ken&#45;w&#x69;th&amp;x</SessionToken>", "t0ken-with&x", "** redacted **"),
            ("<SessionToken>t0ken&#45;w&#x69;th&amp;x</SessionToken>", "t0ken&#45;w&#x69;th&amp;x", "** redacted **"),
            (
                "<sessionToken>t0ken-of-x</SESSIONTOKEN> after-the-token",
                "t0ken-of-x after-the-token",
                "** redacted ** after-the-token",
            ),
            // Any part of 12 bytes is redacted.
            ("<SessionToken>0123456789abcdefghij", "see 456789abcdef", "see ** redacted **"),
            ("<SessionToken>0123456789abcdefghij", "see 456789abcde", "see 456789abcde"),
        ] {
            assert_eq!(Secrets::default().redactor(answer).clean(text), clean, "{answer}");
        }
    }

    #[test]
    fn redacts_everything_beside_too_many_secrets() {
        let words: String = (0..MAX_FRAGMENTS + 1).map(|number| format!("{number:06} ")).collect();
        let redactor = Secrets::default().redactor(&format!("<SessionToken>{words}</SessionToken>"));
        assert_eq!(redactor.clean("a word"), REDACTED);
        let clean = redactor.clean_error(Box::new(Loud("a word")));
        assert_eq!((clean.to_string(), format!("{clean:?}")), (REDACTED.to_owned(), format!("{REDACTED:?}")));
    }

    #[test]
    fn cuts_long_texts_before_it_searches_them() {
        let secret = "0123456789abcdefghij";
        let redactor = Secrets::default().redactor(&format!("<SessionToken>{secret}"));
        // Neither a secret nor the beginning of one is left where the text is cut.
        for before in MAX_SEARCHED - 2 * secret.len()..=MAX_SEARCHED {
            let text = format!("{}{secret}{}", "é".repeat(before / 2), "y".repeat(MAX_SEARCHED));
            let clean = redactor.clean(&text);
            assert!(clean.len() <= MAX_SEARCHED + REDACTED.len() && !clean.contains("01"), "{before}");
        }
        let clean = redactor.clean_error(Box::new(Long(100 * MAX_SEARCHED)));
        assert!(clean.to_string().len() <= MAX_SEARCHED);
    }

    /// Shows a long text.
    #[derive(Debug)]
    struct Long(usize);

    impl fmt::Display for Long {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(&"x".repeat(self.0))
        }
    }

    impl StdError for Long {}
}
