//! Counter for the work of reading and checking, for the tests that bound its growth. It exists only in tests and with the feature
//! `steps`.

#[cfg(any(test, feature = "steps"))]
use std::cell::Cell;

#[cfg(any(test, feature = "steps"))]
thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// Adds steps to the count of this thread.
#[inline(always)]
pub fn add(steps: usize) {
    #[cfg(any(test, feature = "steps"))]
    TAKEN.with(|taken| taken.set(taken.get() + steps as u64));
    #[cfg(not(any(test, feature = "steps")))]
    let _ = steps;
}

/// Returns the steps that this thread has taken so far, without lookups in the service reference.
#[cfg(any(test, feature = "steps"))]
pub(crate) fn counted() -> u64 {
    TAKEN.with(Cell::get)
}

/// Returns the steps that this thread has taken so far, lookups in the service reference included.
#[cfg(feature = "steps")]
pub fn taken() -> u64 {
    #[cfg(feature = "reference")]
    let lookups = sts_policy_reference::steps::taken();
    #[cfg(not(feature = "reference"))]
    let lookups = 0;
    counted() + lookups
}
