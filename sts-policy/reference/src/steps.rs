//! Counts the work of lookups, for tests that limit it. Without the feature `steps`, counting is a no-op.

#[cfg(feature = "steps")]
use std::cell::Cell;

#[cfg(feature = "steps")]
thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// Adds steps to the count of this thread.
#[inline(always)]
pub(crate) fn add(steps: usize) {
    #[cfg(feature = "steps")]
    TAKEN.with(|taken| taken.set(taken.get() + steps as u64));
    #[cfg(not(feature = "steps"))]
    let _ = steps;
}

/// Returns the number of steps that this thread has counted.
#[cfg(feature = "steps")]
#[doc(hidden)]
pub fn taken() -> u64 {
    TAKEN.with(Cell::get)
}
