//! The size of the tests: full in the gate, smaller by default.

/// Returns true if `STS_POLICY_TESTS` is `full`, as in the gate.
pub(crate) fn is_full() -> bool {
    std::env::var("STS_POLICY_TESTS").is_ok_and(|mode| mode == "full")
}

/// Number of cases of a property test: all in full mode, a hundredth otherwise.
pub(crate) fn cases(full: u32) -> u32 {
    if is_full() { full } else { full.div_ceil(100) }
}
