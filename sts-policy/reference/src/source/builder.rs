//! Builds the table from records, strings and lists.

use std::collections::HashMap;
use std::hash::Hash;

use crate::error::InvalidReference;
use crate::reference::Reference;
use crate::table::{CHECKED_FROM, HEADER_LEN, MAGIC, Record, Section, TextOffset, VERSION, WIDTHS, checksum};

pub(super) type Result<T> = std::result::Result<T, InvalidReference>;

/// A table under construction, which stores equal strings and equal lists once.
pub(super) struct Builder {
    sections: [Vec<u8>; WIDTHS.len()],
    strings: HashMap<String, TextOffset>,
    lists: HashMap<Vec<u16>, u16>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut builder = Self { sections: Default::default(), strings: HashMap::new(), lists: HashMap::new() };
        // Offset 0 and list 0 are empty.
        builder.section(Section::Strings).push(0);
        builder.section(Section::Lists).extend([0, 0]);
        builder
    }

    #[expect(clippy::indexing_slicing, reason = "the array has one item per section")]
    fn section(&mut self, section: Section) -> &mut Vec<u8> {
        &mut self.sections[section as usize]
    }

    pub(super) fn text(&mut self, text: &str) -> Result<TextOffset> {
        if text.is_empty() {
            return Ok(TextOffset(0));
        }
        if let Some(known) = self.strings.get(text) {
            return Ok(*known);
        }
        let length = u8::try_from(text.len())
            .map_err(|_| too_many(text.len(), &format!("bytes in the name `{text}`"), u8::MAX.into()))?;
        let strings = self.section(Section::Strings);
        let start = strings.len();
        if start >= 1 << 24 {
            return Err(too_many(start, "bytes of names", 1 << 24));
        }
        strings.push(length);
        strings.extend(text.bytes());
        // `start` is below 2^24.
        let known = TextOffset(u32::try_from(start).unwrap_or_default());
        self.strings.insert(text.to_owned(), known);
        Ok(known)
    }

    pub(super) fn list(&mut self, units: Vec<u16>) -> Result<u16> {
        if units.is_empty() {
            return Ok(0);
        }
        if let Some(known) = self.lists.get(&units) {
            return Ok(*known);
        }
        let length = to_u16(units.len(), "units in a list")?;
        let lists = self.section(Section::Lists);
        let start = to_u16(lists.len() / 2, "units of lists before the last list")?;
        for unit in [length].iter().chain(&units) {
            lists.extend(unit.to_le_bytes());
        }
        self.lists.insert(units, start);
        Ok(start)
    }

    /// Number of records of this kind so far.
    pub(super) fn count<R: Record>(&mut self) -> usize {
        self.section(R::SECTION).len() / R::WIDTH
    }

    /// Index of the next record of this kind.
    pub(super) fn next_index<R: Record>(&mut self) -> Result<u16> {
        to_u16(self.count::<R>(), &format!("records of {:?}", R::SECTION))
    }

    pub(super) fn push<R: Record>(&mut self, record: R) {
        record.write(self.section(R::SECTION));
    }

    pub(super) fn finish(self) -> Result<Reference> {
        let length = self.sections.iter().map(Vec::len).sum::<usize>() + HEADER_LEN;
        let length = u32::try_from(length).map_err(|_| too_many(length, "bytes", u32::MAX as usize))?;
        let mut checked = Vec::new();
        let mut offset = HEADER_LEN;
        for (section, width) in self.sections.iter().zip(WIDTHS) {
            // Both are below `length`.
            for number in [offset, section.len() / width] {
                checked.extend(u32::try_from(number).unwrap_or_default().to_le_bytes());
            }
            offset += section.len();
        }
        checked.extend(self.sections.iter().flatten());
        let mut bytes = Vec::with_capacity(CHECKED_FROM + checked.len());
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend(checksum(&checked).to_le_bytes());
        bytes.extend(checked);
        Reference::from_bytes(bytes)
    }
}

/// Converts a count to a field of two bytes.
pub(super) fn to_u16(count: usize, what: &str) -> Result<u16> {
    u16::try_from(count).map_err(|_| too_many(count, what, u16::MAX.into()))
}

fn too_many(count: usize, what: &str, max: usize) -> InvalidReference {
    InvalidReference::new(format!("the reference has {count} {what}: must be at most {max}"))
}

/// Positions of names.
pub(super) struct Positions<K>(HashMap<K, u16>);

impl<K: Hash + Eq> Positions<K> {
    pub(super) fn new() -> Self {
        Self(HashMap::new())
    }

    pub(super) fn insert(&mut self, name: K, position: u16) {
        self.0.insert(name, position);
    }

    pub(super) fn get(&self, name: &K) -> Option<u16> {
        self.0.get(name).copied()
    }
}
