use std::fmt;
use std::time::SystemTime;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

/// The first and the last second of the years 1 to 9999.
const FOUR_DIGIT_YEARS: (i64, i64) = (-62_135_596_800, 253_402_300_799);

/// Displays a time in ISO 8601 and UTC, such as `2026-11-21T18:56:40Z`, rounded down to whole seconds. Times outside of the years 1 to
/// 9999 are displayed as the first or the last second of these years.
pub(super) struct Iso8601(pub(super) SystemTime);

impl fmt::Display for Iso8601 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = FOUR_DIGIT_YEARS;
        let seconds = DateTime::from_secs(DateTime::from(self.0).secs().clamp(first, last));
        formatter.write_str(&seconds.fmt(Format::DateTime).map_err(|_| fmt::Error)?)
    }
}

/// Parses ISO 8601 with any fraction and offset.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    SystemTime::try_from(DateTime::from_str(text, Format::DateTimeWithOffset).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn parses_and_displays_whole_seconds() {
        for (text, nanoseconds) in [
            ("2026-11-21T18:56:40Z", 0),
            ("2026-11-21T18:56:40.611Z", 611_000_000),
            ("2026-11-21T18:56:40.123456Z", 123_456_000),
            ("2026-11-21T18:56:40.123456789Z", 123_456_789),
            ("2026-11-21T19:56:40+01:00", 0),
        ] {
            let time = parse(text).unwrap();
            let expected = SystemTime::UNIX_EPOCH + Duration::new(1_795_287_400, nanoseconds);
            assert_eq!(time, expected, "{text}");
            assert_eq!(Iso8601(time).to_string(), "2026-11-21T18:56:40Z");
        }
        for (seconds, text) in [
            (FOUR_DIGIT_YEARS.1.unsigned_abs(), "9999-12-31T23:59:59Z"),
            (FOUR_DIGIT_YEARS.1.unsigned_abs() + 1, "9999-12-31T23:59:59Z"),
            (1 << 60, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Iso8601(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).to_string(), text);
        }
        for seconds in [FOUR_DIGIT_YEARS.0.unsigned_abs(), FOUR_DIGIT_YEARS.0.unsigned_abs() + 1] {
            let time = SystemTime::UNIX_EPOCH - Duration::from_secs(seconds);
            assert_eq!(Iso8601(time).to_string(), "0001-01-01T00:00:00Z");
        }
        // With an offset, the year 10000 can be parsed.
        assert_eq!(Iso8601(parse("9999-12-31T23:59:59-01:00").unwrap()).to_string(), "9999-12-31T23:59:59Z");
        for text in ["", "now", "2026-11-21", "1795287400"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
