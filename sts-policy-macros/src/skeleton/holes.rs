//! The uses of holes, and the characters that mark them in the JSON.

use std::collections::HashMap;

use proc_macro2::Span;
use sts_policy_core::__private::{FIRST_HOLE, count_steps};

use crate::errors::Errors;
use crate::parse::literal::{Piece, pieces};

/// The first marker character.
const FIRST_MARKER: u32 = FIRST_HOLE as u32;

/// The holes of a policy.
#[derive(Debug, Default)]
pub(crate) struct Holes {
    /// One entry for each use of a hole, in the order of the markers.
    pub(crate) uses: Vec<HoleUse>,
    /// The names, each once, in the order of their first uses.
    pub(crate) names: Vec<String>,
    /// The index of each name.
    indexes: HashMap<String, usize>,
}

/// One hole in one literal.
#[derive(Debug, Clone)]
pub(crate) struct HoleUse {
    /// Index of its name in the names.
    pub(crate) name: usize,
    pub(crate) span: Span,
    /// The start of messages: the path and line in a file, empty for a literal.
    pub(crate) location: String,
    /// True if the marker stands for a whole text that was reported. Further errors in that text are not reported.
    pub(crate) is_reported: bool,
}

impl Holes {
    /// Replaces the holes of a literal by markers. An invalid literal is reported and becomes one marker.
    pub(crate) fn mark(&mut self, literal: &str, span: Span, location: &str, errors: &mut Errors) -> String {
        report_private_use(literal, span, location, errors);
        let pieces = match pieces(literal) {
            Ok(pieces) => pieces,
            Err(invalid) => {
                errors.push(span, format!("{location}{}", invalid.message), Some(&invalid.help));
                let marker = self.add(String::new(), span, location);
                self.uses.last_mut().into_iter().for_each(|used| used.is_reported = true);
                return marker.into_iter().collect();
            }
        };
        let mut text = String::with_capacity(literal.len());
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(&part),
                Piece::Hole(name) => text.extend(self.add(name, span, location)),
            }
        }
        text
    }

    /// Adds a use of a hole and returns its marker, or `None` if Unicode has no further character.
    fn add(&mut self, name: String, span: Span, location: &str) -> Option<char> {
        let marker = marker(self.uses.len())?;
        let next = self.names.len();
        let name = *self.indexes.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        });
        self.uses.push(HoleUse { name, span, location: location.to_owned(), is_reported: false });
        Some(marker)
    }

    /// Returns the index of the use that a character marks.
    pub(crate) fn use_index(&self, character: char) -> Option<usize> {
        let index = usize::try_from(u32::from(character).checked_sub(FIRST_MARKER)?).ok()?;
        (index < self.uses.len()).then_some(index)
    }

    /// Returns the name of a use.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.names.get(self.name_index(index)).map_or("", String::as_str)
    }

    /// Returns the index of a use's name.
    pub(crate) fn name_index(&self, index: usize) -> usize {
        self.uses.get(index).map_or(0, |used| used.name)
    }

    /// Returns the indexes of the uses in a text.
    pub(crate) fn within<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        count_steps(text.len());
        let text = if text.is_ascii() { "" } else { text };
        text.chars().filter_map(|character| self.use_index(character))
    }

    /// Replaces each marker in a text. `replacement` takes the index of the use.
    pub(crate) fn replace(&self, text: &str, mut replacement: impl FnMut(usize) -> String) -> String {
        let mut replaced = String::with_capacity(text.len());
        count_steps(text.len());
        for character in text.chars() {
            match self.use_index(character) {
                Some(index) => replaced.push_str(&replacement(index)),
                None => replaced.push(character),
            }
        }
        replaced
    }
}

/// Returns the marker of an index, or `None` behind the last character of Unicode.
pub(crate) fn marker(index: usize) -> Option<char> {
    char::from_u32(FIRST_MARKER.checked_add(u32::try_from(index).ok()?)?)
}

/// Reports the first character of a text that could be confused with a marker.
pub(super) fn report_private_use(text: &str, span: Span, location: &str, errors: &mut Errors) {
    if let Some(code) = text.chars().map(u32::from).find(|code| *code >= FIRST_MARKER) {
        let message = format!("{location}invalid character U+{code:04X}: must not be for private use");
        errors.push(span, message, Some("remove the character"));
    }
}
