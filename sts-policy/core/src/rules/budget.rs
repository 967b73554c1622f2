//! A limit for the work of comparing patterns, statements and conditions.

use crate::pattern::Pattern;
use crate::steps;

/// Maximum number of character comparisons per policy and kind of comparison. They take at most a tenth of a second. Findings beyond
/// the limit are not made.
const MAX_COMPARISONS: usize = 1 << 24;

/// Fixed cost of a pair whose maximum cost is taken in advance.
const RESERVED_PAIR: usize = 32;

/// Fixed cost of a pair whose comparisons are counted.
const COUNTED_PAIR: usize = 16;

/// The comparisons that are left.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MAX_COMPARISONS)
    }
}

impl Budget {
    /// Takes the maximum cost of comparing two patterns of these lengths; returns false if the budget does not cover it.
    pub(crate) fn take(&mut self, left: usize, right: usize) -> bool {
        let cost = left.saturating_mul(right).saturating_add(RESERVED_PAIR);
        steps::add(RESERVED_PAIR);
        let rest = self.0.checked_sub(cost);
        self.0 = rest.unwrap_or(0);
        rest.is_some()
    }

    /// Takes the fixed cost of a pair; returns false if nothing is left.
    pub(super) fn take_pair(&mut self) -> bool {
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
        let mut taken = 0;
        let covers = pattern.covers_counted(other, &mut taken);
        self.0 = self.0.saturating_sub(taken);
        Some(covers)
    }

    /// Returns true if nothing is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
