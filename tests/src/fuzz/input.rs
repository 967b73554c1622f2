//! Choices made by the bytes of a fuzzer.

/// The bytes that are not used yet. After the last byte, every choice is the first alternative.
pub(super) struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    /// Returns a number below `limit`.
    pub(super) fn below(&mut self, limit: u8) -> u8 {
        self.byte().checked_rem(limit).unwrap_or_default()
    }

    pub(super) fn pick<'t>(&mut self, items: &[&'t str]) -> &'t str {
        let index = usize::from(self.byte()).checked_rem(items.len()).unwrap_or_default();
        items.get(index).copied().unwrap_or_default()
    }

    /// Returns a short text of arbitrary characters.
    pub(super) fn text(&mut self) -> String {
        let length = usize::from(self.below(24)).min(self.0.len());
        let (text, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }
}

/// Splits the bytes at line feeds into `N` texts; missing texts are empty.
pub(super) fn lines<const N: usize>(bytes: &[u8]) -> [String; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == b'\n');
    std::array::from_fn(|_| String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned())
}
