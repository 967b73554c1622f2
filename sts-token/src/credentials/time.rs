use std::fmt;
use std::time::SystemTime;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

/// A point in time as ISO 8601 in UTC, `2026-11-21T18:56:40Z`: whole seconds, never later than it is.
pub(crate) struct Shown(pub(crate) SystemTime);

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = DateTime::from_secs(DateTime::from(self.0).secs());
        formatter.write_str(&seconds.fmt(Format::DateTime).map_err(|_| fmt::Error)?)
    }
}

/// Reads ISO 8601, with whatever fraction and offset.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    SystemTime::try_from(DateTime::from_str(text, Format::DateTimeWithOffset).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn read_and_shown() {
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
            assert_eq!(Shown(time).to_string(), "2026-11-21T18:56:40Z");
        }
        for text in ["", "now", "2026-11-21", "1795287400"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
