//! The fields of records.

/// A number of fixed width in a record.
pub(crate) trait Field: Sized {
    /// Width in bytes.
    const WIDTH: usize;

    /// Reads the field and removes it from the bytes; 0 if the bytes are too short.
    fn read(bytes: &mut &[u8]) -> Self;

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>);
}

impl Field for u8 {
    const WIDTH: usize = 1;

    #[inline]
    fn read(bytes: &mut &[u8]) -> Self {
        let [byte] = array(bytes);
        byte
    }

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.push(self);
    }
}

impl Field for u16 {
    const WIDTH: usize = 2;

    #[inline]
    fn read(bytes: &mut &[u8]) -> Self {
        u16::from_le_bytes(array(bytes))
    }

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
}

/// Offset of a string in the section of strings; below 2^24.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextOffset(pub(crate) u32);

impl Field for TextOffset {
    const WIDTH: usize = 3;

    #[inline]
    fn read(bytes: &mut &[u8]) -> Self {
        let [low, middle, high] = array(bytes);
        Self(u32::from_le_bytes([low, middle, high, 0]))
    }

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>) {
        let [low, middle, high, _] = self.0.to_le_bytes();
        bytes.extend([low, middle, high]);
    }
}

/// Consecutive records of another section.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RecordRange {
    pub(crate) start: u16,
    pub(crate) count: u16,
}

impl RecordRange {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        let start = usize::from(self.start);
        start..start + usize::from(self.count)
    }
}

impl Field for RecordRange {
    const WIDTH: usize = 4;

    #[inline]
    fn read(bytes: &mut &[u8]) -> Self {
        Self { start: u16::read(bytes), count: u16::read(bytes) }
    }

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>) {
        self.start.write(bytes);
        self.count.write(bytes);
    }
}

#[inline]
fn array<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    match bytes.split_first_chunk::<N>() {
        Some((head, rest)) => {
            *bytes = rest;
            *head
        }
        None => {
            *bytes = &[];
            [0; N]
        }
    }
}
