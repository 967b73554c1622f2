//! Points in time in holes.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::grammar::date::to_iso8601;
use crate::hole::{Hole, PolicyText, sealed::Sealed};

/// The last second that has a form.
const LAST: &str = "9999-12-31T23:59:59Z";

impl Sealed for SystemTime {
    fn write(&self, text: &mut PolicyText) {
        // What is before 1970.
        let seconds = self.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let date = i64::try_from(seconds).ok().and_then(to_iso8601);
        text.plain(date.as_deref().unwrap_or(LAST));
    }
}

/// Written as `2026-11-21T20:05:59Z`: in UTC, a part of a second left out. What is before 1970 is written as its first second, and
/// what is after 9999 as its last: no comparison with the clock of a request comes out differently.
impl Hole for SystemTime {
    const MAX_BYTES: usize = LAST.len();
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn whole_seconds_of_four_digit_years() {
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
            (after(253_402_300_799), LAST),
            (after(253_402_300_800), LAST),
            (after(1 << 60), LAST),
        ] {
            assert_eq!(time.to_policy_text(), text);
            assert_eq!(text.len(), SystemTime::MAX_BYTES);
        }
    }
}
