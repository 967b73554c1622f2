use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use sts_policy::__private::Quoted;

use super::InvalidParameter;
use crate::limits::{FEDERATION_DURATION, MAX_CHAINED_ROLE_DURATION, MAX_ROOT_DURATION, ROLE_DURATION};
use crate::text::thousands;

/// The name of the parameter in messages.
const PARAMETER: &str = "session duration";

/// The lifetime of credentials in whole seconds, for one kind of operation.
///
/// | operations | kind | seconds |
/// | --- | --- | --- |
/// | `GetFederationToken`, `GetSessionToken` | [`ForFederation`] | 900 to 129,600 (service model, `durationSecondsType`) |
/// | the same by the root user of an account | [`ForFederation`], created by [`for_root`](Self::for_root) | 900 to 3,600 |
/// | `AssumeRole…` | [`ForRole`] | 900 to 43,200 (service model, `roleDurationSecondsType`) |
/// | `AssumeRole` with the credentials of a role | [`ForRole`], created by [`chained`](Self::chained) | 900 to 3,600 |
///
/// The maximum of a role may be lower, and STS rejects longer durations. For the root user of an account, STS shortens longer durations
/// to 1 hour without an error.
///
/// The kind is inferred from the request:
///
/// ```
/// use std::time::Duration;
///
/// use sts_token::{ForFederation, ForRole, SessionDuration};
///
/// let day: SessionDuration<ForFederation> = SessionDuration::new(Duration::from_secs(86_400))?;
/// assert_eq!(day.seconds(), 86_400);
/// assert_eq!("1h30m".parse::<SessionDuration<ForRole>>()?.seconds(), 5_400);
/// assert_eq!(
///     SessionDuration::<ForRole>::new(Duration::from_secs(86_400)).unwrap_err().to_string(),
///     "invalid session duration of 86,400 s: must be 900 to 43,200 s (15 min to 12 h) for a role"
/// );
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
pub struct SessionDuration<K> {
    seconds: u32,
    kind: PhantomData<fn() -> K>,
}

/// The kind of durations of `GetFederationToken` and `GetSessionToken`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForFederation {}

/// The kind of durations of `AssumeRole`, `AssumeRoleWithWebIdentity` and `AssumeRoleWithSAML`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForRole {}

/// A kind of durations: [`ForFederation`] or [`ForRole`].
///
/// ```
/// use std::time::Duration;
///
/// use sts_token::{DurationKind, ForRole};
///
/// assert_eq!(*ForRole::RANGE.end(), Duration::from_secs(12 * 3_600));
/// ```
pub trait DurationKind: sealed::Sealed {
    /// The durations that STS accepts.
    const RANGE: RangeInclusive<Duration>;
}

impl DurationKind for ForFederation {
    const RANGE: RangeInclusive<Duration> = FEDERATION_DURATION;
}

impl DurationKind for ForRole {
    const RANGE: RangeInclusive<Duration> = ROLE_DURATION;
}

mod sealed {
    pub trait Sealed {
        /// The range in messages.
        const RANGE_TEXT: &'static str;
    }

    impl Sealed for super::ForFederation {
        const RANGE_TEXT: &'static str = "(15 min to 36 h) for federated users and session tokens";
    }

    impl Sealed for super::ForRole {
        const RANGE_TEXT: &'static str = "(15 min to 12 h) for a role";
    }
}

impl<K: DurationKind> SessionDuration<K> {
    /// Checks a duration.
    ///
    /// # Errors
    ///
    /// Fails if the duration is outside of the [range](DurationKind::RANGE), or has a fraction of a second.
    pub fn new(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::at_most(duration, *K::RANGE.end(), K::RANGE_TEXT)
    }

    fn at_most(duration: Duration, max: Duration, range_text: &str) -> Result<Self, InvalidParameter> {
        if duration.subsec_nanos() != 0 {
            return Err(InvalidParameter::new(
                PARAMETER,
                format!("invalid session duration of {duration:?}: must be whole seconds"),
            ));
        }
        let min = *K::RANGE.start();
        match u32::try_from(duration.as_secs()) {
            Ok(seconds) if (min..=max).contains(&duration) => Ok(Self { seconds, kind: PhantomData }),
            _ => {
                let [seconds, min, max] = [duration, min, max].map(|duration| thousands(duration.as_secs()));
                Err(InvalidParameter::new(
                    PARAMETER,
                    format!("invalid session duration of {seconds} s: must be {min} to {max} s {range_text}"),
                ))
            }
        }
    }

    /// Returns the duration in seconds.
    pub fn seconds(self) -> u32 {
        self.seconds
    }

    /// Returns the seconds for the SDK.
    pub(crate) fn for_sdk(self) -> i32 {
        i32::try_from(self.seconds).unwrap_or(i32::MAX)
    }
}

impl SessionDuration<ForFederation> {
    /// Checks a duration for the root user of an account: at most 1 hour (API reference, `GetFederationToken` and `GetSessionToken`).
    /// STS would shorten longer durations to 1 hour without an error.
    ///
    /// # Errors
    ///
    /// Fails if the duration is shorter than 15 minutes or longer than 1 hour, or has a fraction of a second.
    pub fn for_root(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::at_most(duration, MAX_ROOT_DURATION, "(15 min to 1 h) for the root user")
    }
}

impl SessionDuration<ForRole> {
    /// Checks a duration for a caller with the credentials of a role ("role chaining"): at most 1 hour (User Guide, "Roles terms and
    /// concepts"). STS rejects longer durations.
    ///
    /// # Errors
    ///
    /// Fails if the duration is shorter than 15 minutes or longer than 1 hour, or has a fraction of a second.
    pub fn chained(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::at_most(duration, MAX_CHAINED_ROLE_DURATION, "(15 min to 1 h) for role chaining")
    }
}

impl<K: DurationKind> FromStr for SessionDuration<K> {
    type Err = InvalidParameter;

    /// Parses seconds, such as `3600`, or hours, minutes and seconds, such as `1h30m`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = parse(text).ok_or_else(|| {
            InvalidParameter::new(
                PARAMETER,
                format!(
                    "invalid session duration {}: must be a number of seconds, or hours, minutes and seconds such as `1h30m`",
                    Quoted(text)
                ),
            )
        })?;
        Self::new(Duration::from_secs(seconds))
    }
}

/// Parses a number of seconds, or hours, minutes and seconds in this order, each at most once.
fn parse(text: &str) -> Option<u64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut rest, mut seconds, mut has_unit) = (text, 0u64, false);
    for (unit, unit_seconds) in [('h', 3_600), ('m', 60), ('s', 1)] {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        seconds = seconds.checked_add(number.parse::<u64>().ok()?.checked_mul(unit_seconds)?)?;
        (rest, has_unit) = (after, true);
    }
    (has_unit && rest.is_empty()).then_some(seconds)
}

impl<K: DurationKind> TryFrom<Duration> for SessionDuration<K> {
    type Error = InvalidParameter;

    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        Self::new(duration)
    }
}

impl<K> From<SessionDuration<K>> for Duration {
    fn from(duration: SessionDuration<K>) -> Self {
        Duration::from_secs(duration.seconds.into())
    }
}

// The kind has no values, so these do not require traits of it.

impl<K> Clone for SessionDuration<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for SessionDuration<K> {}

impl<K> PartialEq for SessionDuration<K> {
    fn eq(&self, other: &Self) -> bool {
        self.seconds == other.seconds
    }
}

impl<K> Eq for SessionDuration<K> {}

impl<K> PartialOrd for SessionDuration<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for SessionDuration<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.seconds.cmp(&other.seconds)
    }
}

impl<K> Hash for SessionDuration<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.seconds.hash(state);
    }
}

impl<K> fmt::Debug for SessionDuration<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SessionDuration({} s)", self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn federation(seconds: u64) -> Result<u32, String> {
        let duration = SessionDuration::<ForFederation>::new(Duration::from_secs(seconds));
        duration.map(SessionDuration::seconds).map_err(|error| error.to_string())
    }

    fn role(seconds: u64) -> Result<u32, String> {
        let duration = SessionDuration::<ForRole>::new(Duration::from_secs(seconds));
        duration.map(SessionDuration::seconds).map_err(|error| error.to_string())
    }

    #[test]
    fn federation_accepts_15_minutes_to_36_hours() {
        let rule = "must be 900 to 129,600 s (15 min to 36 h) for federated users and session tokens";
        assert_eq!(federation(899), Err(format!("invalid session duration of 899 s: {rule}")));
        assert_eq!(federation(900), Ok(900));
        assert_eq!(federation(129_600), Ok(129_600));
        assert_eq!(federation(129_601), Err(format!("invalid session duration of 129,601 s: {rule}")));
        assert!(federation(u64::MAX).is_err());
    }

    #[test]
    fn roles_accept_15_minutes_to_12_hours() {
        let rule = "must be 900 to 43,200 s (15 min to 12 h) for a role";
        assert_eq!(role(0), Err(format!("invalid session duration of 0 s: {rule}")));
        assert_eq!(role(899), Err(format!("invalid session duration of 899 s: {rule}")));
        assert_eq!(role(900), Ok(900));
        assert_eq!(role(43_200), Ok(43_200));
        assert_eq!(role(43_201), Err(format!("invalid session duration of 43,201 s: {rule}")));
    }

    #[test]
    fn role_chaining_accepts_15_minutes_to_1_hour() {
        assert!(SessionDuration::chained(Duration::from_secs(900)).is_ok());
        assert_eq!(SessionDuration::chained(Duration::from_secs(3_600)).unwrap().seconds(), 3_600);
        assert_eq!(
            SessionDuration::chained(Duration::from_secs(3_601)).unwrap_err().to_string(),
            "invalid session duration of 3,601 s: must be 900 to 3,600 s (15 min to 1 h) for role chaining"
        );
    }

    #[test]
    fn the_root_user_accepts_15_minutes_to_1_hour() {
        let root = |seconds: u64| {
            let duration = SessionDuration::for_root(Duration::from_secs(seconds));
            duration.map(SessionDuration::seconds).map_err(|error| error.to_string())
        };
        let rule = "must be 900 to 3,600 s (15 min to 1 h) for the root user";
        assert_eq!(root(899), Err(format!("invalid session duration of 899 s: {rule}")));
        assert_eq!(root(900), Ok(900));
        assert_eq!(root(3_600), Ok(3_600));
        assert_eq!(root(3_601), Err(format!("invalid session duration of 3,601 s: {rule}")));
    }

    #[test]
    fn rejects_fractions_of_a_second() {
        assert_eq!(
            SessionDuration::<ForRole>::new(Duration::from_millis(1_000_500)).unwrap_err().to_string(),
            "invalid session duration of 1000.5s: must be whole seconds"
        );
    }

    #[test]
    fn parses_seconds_and_units() {
        for (text, seconds) in [
            ("900", 900),
            ("900s", 900),
            ("15m", 900),
            ("1h", 3_600),
            ("1h30m", 5_400),
            ("1h0m1s", 3_601),
            ("36h", 129_600),
        ] {
            assert_eq!(text.parse::<SessionDuration<ForFederation>>().unwrap().seconds(), seconds, "{text}");
        }
    }

    #[test]
    fn rejects_texts_that_are_not_durations() {
        for text in
            ["", "h", "1d", "1m1h", "1h1h", "+900", "-900", " 900", "1 h", "99999999999999999999", "9999999999999999h"]
        {
            let error = text.parse::<SessionDuration<ForFederation>>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "invalid session duration `{text}`: must be a number of seconds, or hours, minutes and seconds such as `1h30m`"
                )
            );
        }
    }
}
