//! Points in time.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Hole;
use super::policy_text::{PolicyText, WritePolicyText};
use crate::grammar::date::to_iso8601;

/// The last second of the year 9999.
const LAST_SECOND: &str = "9999-12-31T23:59:59Z";

impl WritePolicyText for SystemTime {
    fn write(&self, text: &mut PolicyText) {
        // The duration is an error for a time before 1970.
        let seconds = self.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let date = i64::try_from(seconds).ok().and_then(to_iso8601);
        text.push_unescaped(date.as_deref().unwrap_or(LAST_SECOND));
    }
}

/// Written in UTC, as in `2026-11-21T20:05:59Z`, without fractions of a second.
///
/// A time before 1970 is written as the first second of 1970, and a time after 9999 as the last second of 9999. Comparisons with the
/// time of a request have the same result.
impl Hole for SystemTime {
    const MAX_BYTES: usize = LAST_SECOND.len();
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_written_in_seconds_of_1970_to_9999() {
        let after = |seconds: u64| UNIX_EPOCH + Duration::from_secs(seconds);
        for (time, text) in [
            (UNIX_EPOCH, "1970-01-01T00:00:00Z"),
            (after(951_782_399), "2000-02-28T23:59:59Z"),
            (after(951_782_400), "2000-02-29T00:00:00Z"),
            (after(951_827_696) + Duration::from_nanos(999_999_999), "2000-02-29T12:34:56Z"),
            (after(951_868_800), "2000-03-01T00:00:00Z"),
            (after(4_107_542_399), "2100-02-28T23:59:59Z"),
            (after(4_107_542_400), "2100-03-01T00:00:00Z"),
            (UNIX_EPOCH - Duration::from_nanos(1), "1970-01-01T00:00:00Z"),
            (UNIX_EPOCH - Duration::from_secs(100_000_000_000), "1970-01-01T00:00:00Z"),
            (after(253_402_300_799), LAST_SECOND),
            (after(253_402_300_800), LAST_SECOND),
            (after(1 << 60), LAST_SECOND),
        ] {
            assert_eq!(time.to_policy_text(), text);
            assert_eq!(text.len(), SystemTime::MAX_BYTES);
        }
    }
}
