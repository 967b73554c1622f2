//! How much work may be done on what is compared with each other.

use crate::steps;

/// Maximum number of pairs of characters that are compared for one policy: a tenth of a second or less, for policies that nobody writes.
/// Findings beyond it are not made.
const MOST_STEPS: usize = 1 << 24;

/// What to look at a pair costs, whatever its texts.
const PAIR: usize = 32;

/// The work that may still be done.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MOST_STEPS)
    }
}

impl Budget {
    /// Spends the maximum cost of comparing two patterns of these lengths; returns false if the budget does not cover it.
    pub(crate) fn take(&mut self, left: usize, right: usize) -> bool {
        let cost = left.saturating_mul(right).saturating_add(PAIR);
        steps::add(PAIR);
        let rest = self.0.checked_sub(cost);
        self.0 = rest.unwrap_or(0);
        rest.is_some()
    }

    /// Whether nothing more is compared, so that there is no use in going on.
    pub(crate) fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
