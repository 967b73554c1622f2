//! The fast and the full mode of the tests.

/// Returns true if `STS_POLICY_TESTS` is `full`, as in the gate.
pub(crate) fn is_full() -> bool {
    std::env::var("STS_POLICY_TESTS").is_ok_and(|mode| mode == "full")
}
