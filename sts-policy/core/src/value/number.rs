//! Integers and truth values of Rust in holes.

use crate::hole::{Hole, PolicyText, sealed::Sealed};

/// How many decimal digits a number has.
const fn digits(number: u64) -> usize {
    match number.checked_ilog10() {
        Some(power) => power as usize + 1,
        None => 1,
    }
}

macro_rules! written_as_shown {
    ($($type:ty: $max:expr;)+) => {
        $(
            impl Sealed for $type {
                fn write(&self, text: &mut PolicyText) {
                    text.plain(self);
                }
            }

            impl Hole for $type {
                const MAX_BYTES: usize = $max;
            }
        )+
    };
}

written_as_shown! {
    u8: digits(u8::MAX as u64);
    u16: digits(u16::MAX as u64);
    u32: digits(u32::MAX as u64);
    u64: digits(u64::MAX);
    usize: digits(usize::MAX as u64);
    // With the sign.
    i8: 1 + digits(i8::MIN.unsigned_abs() as u64);
    i16: 1 + digits(i16::MIN.unsigned_abs() as u64);
    i32: 1 + digits(i32::MIN.unsigned_abs() as u64);
    i64: 1 + digits(i64::MIN.unsigned_abs());
    isize: 1 + digits(isize::MIN.unsigned_abs() as u64);
    bool: "false".len();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest() {
        macro_rules! hold {
            ($($type:ty: $longest:expr),+) => {
                $(
                    let text = <$type as Hole>::to_policy_text(&$longest);
                    assert_eq!(text, $longest.to_string());
                    assert_eq!(text.len(), <$type as Hole>::MAX_BYTES);
                )+
            };
        }
        hold!(u8: u8::MAX, u16: u16::MAX, u32: u32::MAX, u64: u64::MAX, usize: usize::MAX);
        hold!(i8: i8::MIN, i16: i16::MIN, i32: i32::MIN, i64: i64::MIN, isize: isize::MIN, bool: false);
        assert_eq!((<u64 as Hole>::MAX_BYTES, <i64 as Hole>::MAX_BYTES, <u8 as Hole>::MAX_BYTES), (20, 20, 3));
    }

    #[test]
    fn others() {
        assert_eq!(
            (0_u8.to_policy_text(), (-1_i64).to_policy_text(), true.to_policy_text()),
            ("0".into(), "-1".into(), "true".into())
        );
    }
}
