//! A limit for the work of comparing patterns, statements and conditions.

use crate::pattern::Pattern;
use crate::steps;

/// Maximum number of character comparisons per policy and kind of comparison. They take at most a tenth of a second. Findings beyond
/// the limit are not made.
const MAX_COMPARISONS: usize = 1 << 24;

/// Fixed cost of a pair whose maximum cost is reserved in advance.
const RESERVED_PAIR: usize = 32;

/// Fixed cost of a pair whose comparisons are counted.
const COUNTED_PAIR: usize = 16;

/// Remaining comparisons.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MAX_COMPARISONS)
    }
}

impl Budget {
    /// Reserves the maximum cost of comparing two patterns of these lengths; returns false if the budget does not cover it.
    pub(crate) fn reserve(&mut self, left: usize, right: usize) -> bool {
        let cost = left.saturating_mul(right).saturating_add(RESERVED_PAIR);
        steps::add(RESERVED_PAIR);
        let remaining = self.0.checked_sub(cost);
        self.0 = remaining.unwrap_or(0);
        remaining.is_some()
    }

    /// Reserves the fixed cost of a pair; returns false if the budget is exhausted.
    pub(super) fn reserve_pair(&mut self) -> bool {
        steps::add(1);
        self.0 = self.0.saturating_sub(COUNTED_PAIR);
        self.0 > 0
    }

    /// Returns whether one pattern covers the other; `None`, with an empty budget, if the comparison may exceed the budget.
    pub(super) fn covers(&mut self, pattern: &Pattern<'_>, other: &Pattern<'_>) -> Option<bool> {
        if pattern.max_comparisons(other) > self.0 {
            self.0 = 0;
            return None;
        }
        let mut comparisons = 0;
        let covers = pattern.covers_counted(other, &mut comparisons);
        self.0 = self.0.saturating_sub(comparisons);
        Some(covers)
    }

    /// Returns true if no comparisons remain.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.0 == 0
    }
}
