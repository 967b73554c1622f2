//! Dates as date operators accept them: the W3C profile of ISO 8601, or seconds since 1970.
//!
//! Sources: User Guide, "IAM JSON policy elements: Condition operators", date condition operators;
//! <https://www.w3.org/TR/NOTE-datetime>.

/// Minimum number of digits of seconds since 1970, for times since 1973.
pub(crate) const MIN_EPOCH_DIGITS: usize = 9;

/// Returns true if the text is a date of the W3C profile: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a day with a time and a time zone.
pub(crate) fn is_iso8601(text: &str) -> bool {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut fields = day.split('-');
    let year = fields.next().and_then(|field| digits(field, 4));
    let month = fields.next().map(|field| digits(field, 2));
    let day_of_month = fields.next().map(|field| digits(field, 2));
    let (Some(year), None) = (year, fields.next()) else { return false };
    match (month, day_of_month, time) {
        (None, None, None) => true,
        (Some(Some(month)), None, None) => (1..=12).contains(&month),
        (Some(Some(month)), Some(Some(day)), time) => {
            (1..=days_in(year, month)).contains(&day) && time.is_none_or(is_time)
        }
        _ => false,
    }
}

/// Checks a time: `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s`, with `Z`, `+hh:mm` or `-hh:mm`.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']).and_then(|at| text.split_at_checked(at)) {
        Some(parts) => parts,
        None => return false,
    };
    is_zone(zone) && is_clock(clock)
}

fn is_zone(text: &str) -> bool {
    text == "Z"
        || text.strip_prefix(['+', '-']).is_some_and(|offset| {
            let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2)).unwrap_or_default();
            digits(hours, 2).is_some_and(|hours| hours <= 23) && digits(minutes, 2).is_some_and(|minutes| minutes <= 59)
        })
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let mut fields = whole.split(':').map(|field| digits(field, 2));
    let (Some(Some(0..=23)), Some(Some(0..=59))) = (fields.next(), fields.next()) else { return false };
    match (fields.next(), fields.next(), fraction) {
        (None, None, None) => true,
        // Second 60 is a leap second.
        (Some(Some(0..=60)), None, fraction) => {
            fraction.is_none_or(|fraction| !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit()))
        }
        _ => false,
    }
}

/// Parses a whole number of seconds since 1970. A text of four characters is a year.
pub(crate) fn parse_epoch_seconds(text: &str) -> Option<i64> {
    if text.len() == 4 { None } else { text.parse().ok() }
}

/// Returns the seconds since 1970 of a date in either format. A day without a time means 00:00 UTC. Returns `None` for months, years and
/// fractions of a second.
pub(crate) fn to_epoch_seconds(text: &str) -> Option<i64> {
    if !is_iso8601(text) {
        // A number with fewer digits may be a date in another format.
        return parse_epoch_seconds(text).filter(|_| text.len() >= MIN_EPOCH_DIGITS);
    }
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00Z"));
    let mut fields = day.split('-').map(|field| field.parse::<i64>().ok());
    let (year, month, day) = (fields.next()??, fields.next()??, fields.next()??);
    let (clock, zone) = time.find(['Z', '+', '-']).and_then(|at| time.split_at_checked(at))?;
    let mut fields = clock.split(':').map(|field| field.parse::<i64>().ok());
    let (hour, minute) = (fields.next()??, fields.next()??);
    let second = fields.next().unwrap_or(Some(0))?;
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let offset: i64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let offset = (offset / 100 * 60 + offset % 100) * if zone.starts_with('-') { -60 } else { 60 };
    Some(((days_since_1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second - offset)
}

/// Returns the days since 1970-01-01, the inverse of the computation in [`to_iso8601`].
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let march_month = if month <= 2 { month + 9 } else { month - 3 };
    let era = march_year.div_euclid(400);
    let year_of_era = march_year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + day_of_era - 719_468
}

/// Formats seconds since 1970 as an ISO 8601 date; returns `None` outside of the years 1 to 9999.
pub(crate) fn to_iso8601(epoch_seconds: i64) -> Option<String> {
    let days = epoch_seconds.div_euclid(86_400);
    let second = epoch_seconds.rem_euclid(86_400);
    // Years of 365.2425 days counted from 1 March of year 0, so that the leap day comes last (proleptic Gregorian).
    let since_march = days.checked_add(719_468)?;
    let era = since_march.div_euclid(146_097);
    let day_of_era = since_march.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    (1..=9_999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// Parses a field that has exactly this number of digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_iso8601_dates() {
        for date in [
            "2026",
            "2026-11",
            "2026-11-21",
            "2024-02-29",
            "2026-11-21T20:05Z",
            "2026-11-21T20:05:59Z",
            "2026-11-21T20:05:59.123Z",
            "2026-11-21T20:05:59+01:00",
            "2026-11-21T20:05:59-0330",
        ] {
            assert!(is_iso8601(date), "{date}");
        }
        for date in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2026-11-31",
            "2025-02-29",
            "2026-11-21T",
            "2026-11-21T20Z",
            "2026-11-21T20:05",
            "2026-11-21T24:00Z",
            "2026-11-21T20:05:59.Z",
            "2026-11-21 20:05Z",
            "2026-11-21T20:05:59+1:00",
            "2026-1-2",
            "2026-11T20:05Z",
            "tomorrow",
            "2026-11-21T20:05Z+01:00",
            "2026-11-21-01",
        ] {
            assert!(!is_iso8601(date), "{date}");
        }
    }

    #[test]
    fn formats_epoch_seconds() {
        assert_eq!(to_iso8601(0).unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(to_iso8601(951_827_696).unwrap(), "2000-02-29T12:34:56Z");
        assert_eq!(to_iso8601(-1).unwrap(), "1969-12-31T23:59:59Z");
        assert_eq!(to_iso8601(1_796_083_199).unwrap(), "2026-11-30T23:59:59Z");
        assert_eq!(to_iso8601(i64::MAX), None);
        assert_eq!(to_iso8601(i64::MIN), None);
        assert_eq!(parse_epoch_seconds("2026"), None);
        assert_eq!(parse_epoch_seconds("1796083199"), Some(1_796_083_199));
    }

    proptest::proptest! {
        #[test]
        fn epoch_seconds_round_trip_through_text(seconds in -62_135_596_800_i64..253_402_300_800) {
            let date = to_iso8601(seconds).unwrap();
            proptest::prop_assert!(is_iso8601(&date));
            proptest::prop_assert_eq!(to_epoch_seconds(&date), Some(seconds));
        }
    }

    #[test]
    fn converts_dates_to_epoch_seconds() {
        for (text, expected) in [
            ("1970-01-02", Some(86_400)),
            ("1970-01-01T00:01Z", Some(60)),
            ("1970-01-01T01:00:05+01:00", Some(5)),
            ("1969-12-31T20:30:00-0330", Some(0)),
            ("1893456000", Some(1_893_456_000)),
            ("20301231", None),
            ("2030", None),
            ("2030-12", None),
            ("1970-01-01T00:00:00.5Z", None),
            ("tomorrow", None),
        ] {
            assert_eq!(to_epoch_seconds(text), expected, "{text}");
        }
    }
}
