//! Counts the steps of work on responses. Tests compare the counts for short and long responses.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts steps. Does nothing outside of unit tests.
#[cfg(test)]
pub(crate) fn count(steps: usize) {
    STEPS.with(|counted| counted.set(counted.get() + steps));
}

/// Counts steps. Does nothing outside of unit tests.
#[cfg(not(test))]
pub(crate) fn count(_: usize) {}

/// Returns the number of steps of a function on this thread.
#[cfg(test)]
pub(crate) fn measure(function: impl FnOnce()) -> usize {
    STEPS.with(|counted| counted.set(0));
    function();
    STEPS.with(std::cell::Cell::get)
}
