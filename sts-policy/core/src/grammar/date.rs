//! Moments as date conditions take them: the W3C profile of ISO 8601, or seconds since 1970.
//!
//! Sources: User Guide, "IAM JSON policy elements: Condition operators", date condition operators;
//! <https://www.w3.org/TR/NOTE-datetime>.

/// Seconds since 1970 have had so many digits since 1973.
pub(crate) const LEAST_EPOCH_DIGITS: usize = 9;

/// Whether the text is a date of the W3C profile: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a day with a time and its zone.
pub(crate) fn is_iso8601(text: &str) -> bool {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut fields = day.split('-');
    let year = fields.next().and_then(|field| digits(field, 4));
    let month = fields.next().map(|field| digits(field, 2));
    let of_month = fields.next().map(|field| digits(field, 2));
    let (Some(year), None) = (year, fields.next()) else { return false };
    match (month, of_month, time) {
        (None, None, None) => true,
        (Some(Some(month)), None, None) => (1..=12).contains(&month),
        (Some(Some(month)), Some(Some(day)), time) => {
            (1..=days_in(year, month)).contains(&day) && time.is_none_or(is_time)
        }
        _ => false,
    }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s`, with `Z`, `+hh:mm` or `-hh:mm`.
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
        // A second may be a leap second.
        (Some(Some(0..=60)), None, fraction) => {
            fraction.is_none_or(|fraction| !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit()))
        }
        _ => false,
    }
}

/// The seconds since 1970 that a text gives, if it is a whole number and not a year.
pub(crate) fn epoch_seconds(text: &str) -> Option<i64> {
    if text.len() == 4 { None } else { text.parse().ok() }
}

/// The second since 1970 that a text gives, if it is clear which: a day is taken for its first moment, as UTC has it, but a month, a
/// year and a part of a second are not.
pub(crate) fn second(text: &str) -> Option<i64> {
    if !is_iso8601(text) {
        // Of fewer digits it may be a date of another form.
        return epoch_seconds(text).filter(|_| text.len() >= LEAST_EPOCH_DIGITS);
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

/// The inverse of what [`iso8601_of`] does with days.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let march_month = if month <= 2 { month + 9 } else { month - 3 };
    let era = march_year.div_euclid(400);
    let year_of_era = march_year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + day_of_era - 719_468
}

/// The ISO 8601 form of seconds since 1970, for the years 1 to 9999.
pub(crate) fn iso8601_of(epoch_seconds: i64) -> Option<String> {
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

/// The value of a field of exactly this many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
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
    fn epoch_seconds_as_a_date() {
        assert_eq!(iso8601_of(0).unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(iso8601_of(951_827_696).unwrap(), "2000-02-29T12:34:56Z");
        assert_eq!(iso8601_of(-1).unwrap(), "1969-12-31T23:59:59Z");
        assert_eq!(iso8601_of(1_796_083_199).unwrap(), "2026-11-30T23:59:59Z");
        assert_eq!(iso8601_of(i64::MAX), None);
        assert_eq!(iso8601_of(i64::MIN), None);
        assert_eq!(epoch_seconds("2026"), None);
        assert_eq!(epoch_seconds("1796083199"), Some(1_796_083_199));
    }

    proptest::proptest! {
        #[test]
        fn every_epoch_second_is_a_date(seconds in -62_135_596_800_i64..253_402_300_800) {
            let date = iso8601_of(seconds).unwrap();
            proptest::prop_assert!(is_iso8601(&date));
            proptest::prop_assert_eq!(second(&date), Some(seconds));
        }
    }

    #[test]
    fn seconds_of_dates() {
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
            assert_eq!(second(text), expected, "{text}");
        }
    }
}
