//! The head of the table: what it is, and where its sections lie.

use super::record::*;

/// With what the table starts.
pub(crate) const MAGIC: [u8; 8] = *b"iam-ref\0";
/// The version of the layout.
pub(crate) const VERSION: u32 = 1;
/// Where the checksum ends, and what it covers starts.
pub(crate) const CHECKED_FROM: usize = 24;
/// The length of the head, in bytes.
pub(crate) const HEADER: usize = CHECKED_FROM + 8 * SECTIONS;
/// How many sections there are.
pub(crate) const SECTIONS: usize = 14;

/// The sections, in the order in which the head lists them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    About,
    Services,
    Actions,
    ResourceTypes,
    Formats,
    ArnServices,
    Keys,
    GlobalKeys,
    Partitions,
    Operators,
    Removed,
    Names,
    /// Units of two bytes.
    Lists,
    /// Single bytes.
    Strings,
}

/// The bytes of one record of each section.
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

/// Where a section lies.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    /// In bytes, from the start of the table.
    pub(crate) offset: u32,
    /// In records.
    pub(crate) count: u32,
}

/// Where the sections lie.
#[derive(Clone, Copy)]
pub(crate) struct Table([Span; SECTIONS]);

impl Table {
    /// Reads the head; what is missing is 0. It runs at compile time, for the table that is compiled in.
    pub(crate) const fn read(bytes: &[u8]) -> Self {
        let mut spans = [Span { offset: 0, count: 0 }; SECTIONS];
        let mut rest: &mut [Span] = &mut spans;
        let mut at = CHECKED_FROM;
        while let Some((span, others)) = rest.split_first_mut() {
            span.offset = number(bytes, at);
            span.count = number(bytes, at + 4);
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

/// The four bytes at the offset as a number; 0 where they are missing.
pub(crate) const fn number(bytes: &[u8], at: usize) -> u32 {
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
