//! Integers and `bool`.

use super::Hole;
use super::policy_text::{PolicyText, WritePolicyText};

/// Returns the number of decimal digits.
const fn digits(number: u64) -> usize {
    match number.checked_ilog10() {
        Some(power) => power as usize + 1,
        None => 1,
    }
}

/// Implements `Hole` for types that are written as `Display` shows them.
macro_rules! holes_by_display {
    ($($type:ty: $max:expr;)+) => {
        $(
            impl WritePolicyText for $type {
                fn write(&self, text: &mut PolicyText) {
                    text.push_unescaped(self);
                }
            }

            impl Hole for $type {
                const MAX_BYTES: usize = $max;
            }
        )+
    };
}

holes_by_display! {
    u8: digits(u8::MAX as u64);
    u16: digits(u16::MAX as u64);
    u32: digits(u32::MAX as u64);
    u64: digits(u64::MAX);
    usize: digits(usize::MAX as u64);
    // One byte for the sign.
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
    fn max_bytes_is_tight() {
        macro_rules! assert_tight {
            ($($type:ty: $value:expr),+) => {
                $(
                    let text = <$type as Hole>::to_policy_text(&$value);
                    assert_eq!(text, $value.to_string());
                    assert_eq!(text.len(), <$type as Hole>::MAX_BYTES);
                )+
            };
        }
        assert_tight!(u8: u8::MAX, u16: u16::MAX, u32: u32::MAX, u64: u64::MAX, usize: usize::MAX);
        assert_tight!(i8: i8::MIN, i16: i16::MIN, i32: i32::MIN, i64: i64::MIN, isize: isize::MIN, bool: false);
        assert_eq!((<u64 as Hole>::MAX_BYTES, <i64 as Hole>::MAX_BYTES, <u8 as Hole>::MAX_BYTES), (20, 20, 3));
    }

    #[test]
    fn values_are_written_as_displayed() {
        assert_eq!(
            (0_u8.to_policy_text(), (-1_i64).to_policy_text(), true.to_policy_text()),
            ("0".into(), "-1".into(), "true".into())
        );
    }
}
