//! The number of cases of a property test.

/// Returns the full number of cases if `STS_POLICY_TESTS` is `full`, as in the gate, and a twentieth of it otherwise.
pub(crate) fn cases(full: u32) -> u32 {
    let is_full = std::env::var("STS_POLICY_TESTS").is_ok_and(|mode| mode == "full");
    if is_full { full } else { full.div_ceil(20) }
}
