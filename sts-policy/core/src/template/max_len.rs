//! Maximum length of a policy with holes.

use super::length::{HoleLength, max_policy_bytes};
use super::too_long::TooLong;
use crate::model::PolicyKind;

/// Returns the maximum length of a policy, in bytes: the length of its own text plus the maximum lengths of its holes.
///
/// For constants only.
///
/// # Panics
///
/// Panics if the length exceeds the limit for this kind of policy. In a constant, the panic is a compiler error, and the user sees its
/// message.
#[track_caller]
#[expect(clippy::panic, reason = "it is only called in constants, where a panic is a compiler error")]
pub const fn max_len(kind: PolicyKind, literal: usize, holes: &[HoleLength<'_>]) -> usize {
    let mut length = literal;
    let mut rest = holes;
    while let [(_, uses, max_bytes), tail @ ..] = rest {
        length = length.saturating_add(uses.saturating_mul(*max_bytes));
        rest = tail;
    }
    if length <= max_policy_bytes(kind) {
        return length;
    }
    panic!("{}", TooLong::new(kind, literal, holes, length).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::SESSION_POLICY_BYTES;

    #[test]
    fn max_len_is_the_sum_of_text_and_holes() {
        let holes = [("tenant", 3, 144), ("bucket", 1, 63)];
        assert_eq!(max_len(PolicyKind::Session, 100, &holes), 100 + 3 * 144 + 63);
        assert_eq!(max_len(PolicyKind::Session, SESSION_POLICY_BYTES, &[]), SESSION_POLICY_BYTES);
    }
}
