use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::redacted_error::RedactedError;
use super::{steps, xml};

/// The replacement of a secret.
pub(super) const REDACTED: &str = "** redacted **";

/// Maximum length of a fragment in bytes. A server may repeat only a part of a secret: a part of this length is redacted too.
pub(super) const MAX_FRAGMENT: usize = 12;

/// Minimum length of a secret in bytes. Shorter texts occur in ordinary messages.
const MIN_SECRET: usize = 4;

/// Maximum number of fragments. If the secrets have more, texts are redacted as a whole.
pub(super) const MAX_FRAGMENTS: usize = 256 * 1_024;

/// Maximum length in bytes of a text that is searched for secrets. Longer texts are cut first.
pub(super) const MAX_SEARCHED: usize = 16 * 1_024;

/// The elements of a response that contain secrets.
const SECRET_ELEMENTS: [&str; 2] = ["SecretAccessKey", "SessionToken"];

/// Removes secrets from texts, in time linear in the lengths of the secrets and of the text.
///
/// A secret is stored as the hashes of its fragments: all its substrings of [`MAX_FRAGMENT`] bytes, or the secret itself if it is
/// shorter.
#[derive(Default)]
pub(crate) struct Redactor {
    hasher: RandomState,
    /// The fragments by their length, which is [`MIN_SECRET`] to [`MAX_FRAGMENT`].
    fragments: BTreeMap<usize, HashSet<u64>>,
    count: usize,
}

impl Redactor {
    pub(super) fn add(&mut self, secret: &str) {
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

    /// Adds the secrets of a response, which need not be valid XML.
    pub(super) fn add_response(&mut self, body: &str) {
        // The name of the open secret element, and the start of its text.
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

    /// Adds the text of an element, both as it is and without markup and entities.
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
        let decoded = Zeroizing::new(xml::decode(&plain));
        self.add_words(text);
        if decoded.as_str() != text {
            self.add_words(&decoded);
        }
    }

    /// Adds the words of a text, and all of them joined. Some servers break the lines of long secrets, and clients join them.
    fn add_words(&mut self, text: &str) {
        let mut joined = Zeroizing::new(String::with_capacity(text.len()));
        for word in text.split_ascii_whitespace() {
            self.add(word);
            joined.push_str(word);
        }
        self.add(&joined);
    }

    /// Returns at most the first [`MAX_SEARCHED`] bytes of a text, without the secrets.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.count > MAX_FRAGMENTS {
            return Cow::Borrowed(REDACTED);
        }
        let (text, is_truncated) = truncate(text);
        let mut spans = self.spans(text).peekable();
        if spans.peek().is_none() {
            return Cow::Borrowed(if is_truncated { without_last_fragment(text) } else { text });
        }
        let (mut redacted, mut end) = (String::with_capacity(text.len()), 0);
        for (start, until) in spans {
            if start >= end {
                redacted.push_str(text.get(end..start).unwrap_or_default());
                redacted.push_str(REDACTED);
            }
            end = end.max(until);
        }
        let rest = text.get(end..).unwrap_or_default();
        redacted.push_str(if is_truncated { without_last_fragment(rest) } else { rest });
        Cow::Owned(redacted)
    }

    /// Returns the positions of all fragments in order of their starts.
    fn spans(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        (0..text.len()).filter_map(move |start| {
            let found = self.fragments.iter().rev().find(|(length, fragments)| {
                steps::count(**length);
                let fragment = text.as_bytes().get(start..start + **length);
                fragment.is_some_and(|fragment| fragments.contains(&self.hasher.hash_one(fragment)))
            });
            // Fragments are bytes, but the text is cut between characters.
            found.map(|(length, _)| (text.floor_char_boundary(start), text.ceil_char_boundary(start + length)))
        })
    }

    /// Returns the error itself if neither it nor its sources contain a secret. Otherwise returns an error with the redacted texts.
    pub(crate) fn redact_error(&self, error: Box<dyn StdError + Send + Sync>) -> Arc<dyn StdError + Send + Sync> {
        let (mut texts, mut has_secret) = (Vec::new(), self.count > MAX_FRAGMENTS);
        let mut next: Option<&(dyn StdError + 'static)> = Some(error.as_ref());
        while let Some(error) = next {
            // The text of an error need not contain that of its source.
            let (debug, display) = (bounded(format_args!("{error:?}")), bounded(format_args!("{error}")));
            has_secret |= debug.len() > MAX_SEARCHED || display.len() > MAX_SEARCHED;
            has_secret |= self.spans(&debug).next().is_some() || self.spans(&display).next().is_some();
            texts.push(display);
            next = error.source();
        }
        if !has_secret {
            return Arc::from(error);
        }
        Arc::new(RedactedError::from_texts(texts.iter().map(|text| self.redact(text).into_owned())))
    }
}

/// Returns at most [`MAX_SEARCHED`] bytes of a text, and whether the text was truncated.
fn truncate(text: &str) -> (&str, bool) {
    if text.len() <= MAX_SEARCHED {
        return (text, false);
    }
    (text.get(..text.floor_char_boundary(MAX_SEARCHED)).unwrap_or_default(), true)
}

/// Returns a truncated text without its last bytes, which may be the beginning of a secret.
fn without_last_fragment(text: &str) -> &str {
    text.get(..text.floor_char_boundary(text.len().saturating_sub(MAX_FRAGMENT))).unwrap_or_default()
}

/// Formats a value. The result has at most the bytes of one character more than [`truncate`] keeps.
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
    // An error means that the bound was reached.
    let _ = text.write_fmt(value);
    text.0
}
