//! Counts the work of the macros, for the test that bounds its growth. Outside of tests nothing is counted.

#[cfg(test)]
thread_local! {
    static TAKEN: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Adds steps to the count of this thread.
#[inline(always)]
pub(crate) fn add(steps: usize) {
    #[cfg(test)]
    TAKEN.with(|taken| taken.set(taken.get() + steps as u64));
    #[cfg(not(test))]
    let _ = steps;
}

/// Returns the steps that this thread has taken so far.
#[cfg(test)]
pub(crate) fn taken() -> u64 {
    TAKEN.with(std::cell::Cell::get)
}
