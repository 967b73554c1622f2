//! The header of the table: identification, checksum, and the place of each section.

use super::record::{
    AboutRecord, ActionRecord, ArnServiceRecord, FormatRecord, GlobalKeyRecord, KeyRecord, NameRecord, OperatorRecord,
    PartitionRecord, Record, RemovedRecord, ResourceTypeRecord, ServiceRecord,
};
use super::section::{SECTIONS, Section};

/// First bytes of every table.
pub(crate) const MAGIC: [u8; 8] = *b"iam-ref\0";
/// Version of the layout.
pub(crate) const VERSION: u32 = 1;
/// Offset of the version.
pub(crate) const VERSION_AT: usize = 8;
/// Offset of the stated length.
pub(crate) const LENGTH_AT: usize = 12;
/// Offset of the checksum.
pub(crate) const CHECKSUM_AT: usize = 16;
/// Offset of the first byte that the checksum covers.
pub(crate) const CHECKED_FROM: usize = 24;
/// Length of the header, in bytes.
pub(crate) const HEADER_LEN: usize = CHECKED_FROM + 8 * SECTIONS;

/// Width in bytes of one record of each section.
pub(crate) const WIDTHS: [usize; SECTIONS] = [
    AboutRecord::WIDTH,
    ServiceRecord::WIDTH,
    ActionRecord::WIDTH,
    ResourceTypeRecord::WIDTH,
    FormatRecord::WIDTH,
    ArnServiceRecord::WIDTH,
    KeyRecord::WIDTH,
    GlobalKeyRecord::WIDTH,
    PartitionRecord::WIDTH,
    OperatorRecord::WIDTH,
    RemovedRecord::WIDTH,
    NameRecord::WIDTH,
    2,
    1,
];

/// The place of a section.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    /// In bytes, from the start of the table.
    pub(crate) offset: u32,
    /// In records.
    pub(crate) count: u32,
}

/// The places of all sections.
#[derive(Clone, Copy)]
pub(crate) struct Header([Span; SECTIONS]);

impl Header {
    /// Reads the header; missing bytes are read as 0. Runs at compile time for the embedded table.
    pub(crate) const fn read(bytes: &[u8]) -> Self {
        let mut spans = [Span { offset: 0, count: 0 }; SECTIONS];
        let mut rest: &mut [Span] = &mut spans;
        let mut at = CHECKED_FROM;
        while let Some((span, others)) = rest.split_first_mut() {
            span.offset = read_u32(bytes, at);
            span.count = read_u32(bytes, at + 4);
            at += 8;
            rest = others;
        }
        Self(spans)
    }

    #[inline]
    pub(crate) fn span(&self, section: Section) -> Span {
        self.0.get(section as usize).copied().unwrap_or_default()
    }

    pub(crate) fn spans(&self) -> [Span; SECTIONS] {
        self.0
    }
}

/// The four bytes at the offset as a number; 0 if they are missing.
pub(crate) const fn read_u32(bytes: &[u8], at: usize) -> u32 {
    if let Some((_, rest)) = bytes.split_at_checked(at)
        && let Some(four) = rest.first_chunk::<4>()
    {
        u32::from_le_bytes(*four)
    } else {
        0
    }
}

/// FNV-1a, 64 bits.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
