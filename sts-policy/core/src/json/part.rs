//! The part of an element that a finding is about.

use std::ops::Range;

/// What of an element a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// Its value.
    Value,
    /// The key that leads to it.
    Key,
    /// These bytes of the text that was judged, which may be no JSON at all.
    Text(Range<usize>),
}
