//! Reads records, texts and lists of the table.

use std::borrow::Cow;
use std::ops::Range;

use super::field::{RecordRange, TextOffset};
use super::header::Header;
use super::record::{KeyRecord, NameRecord, Record, ServiceRecord};
use super::section::Section;
use crate::steps;

/// The bytes of the table with its header.
#[derive(Clone)]
pub(crate) struct Table {
    bytes: Cow<'static, [u8]>,
    header: Header,
}

impl Table {
    /// Reads the header. Runs at compile time for the embedded table.
    pub(crate) const fn new(bytes: Cow<'static, [u8]>) -> Self {
        let header = match &bytes {
            Cow::Borrowed(bytes) => Header::read(bytes),
            Cow::Owned(bytes) => Header::read(bytes.as_slice()),
        };
        Self { bytes, header }
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The indexes of all records of a section.
    pub(crate) fn indexes<R: Record>(&self) -> Range<usize> {
        0..usize::from(self.count::<R>())
    }

    /// Number of records of a section; records beyond `u16::MAX` cannot be referred to and are ignored.
    pub(crate) fn count<R: Record>(&self) -> u16 {
        u16::try_from(self.header.span(R::SECTION).count).unwrap_or(u16::MAX)
    }

    #[inline]
    pub(crate) fn record<R: Record>(&self, index: usize) -> R {
        let start = self.header.span(R::SECTION).offset as usize + index * R::WIDTH;
        R::read(self.bytes.get(start..start + R::WIDTH).unwrap_or_default())
    }

    #[inline]
    pub(crate) fn text(&self, text: TextOffset) -> &str {
        std::str::from_utf8(self.bytes(text)).unwrap_or_default()
    }

    /// The bytes of a text, for comparisons.
    #[inline]
    pub(crate) fn bytes(&self, text: TextOffset) -> &[u8] {
        let start = self.header.span(Section::Strings).offset as usize + text.0 as usize;
        let Some((length, rest)) = self.bytes.get(start..).and_then(<[u8]>::split_first) else { return &[] };
        rest.get(..usize::from(*length)).unwrap_or_default()
    }

    /// The units of a list.
    #[inline]
    pub(crate) fn list(&self, list: u16) -> impl ExactSizeIterator<Item = u16> + Clone {
        self.units(list).iter().map(|unit| u16::from_le_bytes(*unit))
    }

    #[inline]
    pub(crate) fn list_contains(&self, list: u16, unit: u16) -> bool {
        let units = self.units(list);
        steps::add(1 + units.len());
        units.contains(&unit.to_le_bytes())
    }

    /// The units of a list in pairs.
    pub(crate) fn pairs(&self, list: u16) -> impl ExactSizeIterator<Item = (u16, u16)> + Clone {
        let (pairs, _) = self.units(list).as_chunks::<2>();
        pairs.iter().map(|[left, right]| (u16::from_le_bytes(*left), u16::from_le_bytes(*right)))
    }

    #[inline]
    fn units(&self, list: u16) -> &[[u8; 2]] {
        let start = self.header.span(Section::Lists).offset as usize + 2 * usize::from(list);
        let Some((length, rest)) = self.bytes.get(start..).and_then(<[u8]>::split_first_chunk::<2>) else { return &[] };
        rest.get(..2 * usize::from(u16::from_le_bytes(*length))).unwrap_or_default().as_chunks::<2>().0
    }

    pub(crate) fn names(&self, names: RecordRange) -> impl ExactSizeIterator<Item = TextOffset> + Clone {
        self.clamped_indexes::<NameRecord>(names).map(|index| self.record::<NameRecord>(index).name)
    }

    /// The indexes of a range. A forged table may state more than the section has.
    #[inline]
    pub(crate) fn clamped_indexes<R: Record>(&self, records: RecordRange) -> Range<usize> {
        let Range { start, end } = records.range();
        start..end.min(usize::from(self.count::<R>())).max(start)
    }

    /// The indexes of a service's condition keys, with and without placeholders.
    pub(crate) fn key_range(&self, service: &ServiceRecord) -> Range<usize> {
        let count = service.keys.count.saturating_add(service.templates);
        self.clamped_indexes::<KeyRecord>(RecordRange { start: service.keys.start, count })
    }
}
