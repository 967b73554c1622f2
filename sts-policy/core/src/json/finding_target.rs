//! The part of an element that a finding is about.

use std::ops::Range;

/// The part of an element with the problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum FindingTarget {
    /// The value of the element.
    Value,
    /// The key of the element.
    Key,
    /// Bytes of the text that was checked, which may not be JSON.
    Text(Range<usize>),
}
