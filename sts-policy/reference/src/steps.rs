//! Counts the work of lookups, for the tests that bound its growth. Without the feature `steps` nothing is counted.

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

/// Returns the steps that this thread has taken so far.
#[cfg(feature = "steps")]
#[doc(hidden)]
pub fn taken() -> u64 {
    TAKEN.with(Cell::get)
}
