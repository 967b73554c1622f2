use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use sts_policy::Quoted;
use sts_policy::limits::{CHAINED_ROLE_DURATION, FEDERATION_DURATION, ROLE_DURATION, ROOT_DURATION};

use super::InvalidParameter;
use super::invalid::thousands;

const WHAT: &str = "session duration";

/// How long credentials are to live, in whole seconds, for one kind of operation.
///
/// | operations | kind | seconds |
/// | --- | --- | --- |
/// | `GetFederationToken`, `GetSessionToken` | [`ForFederation`] | 900 to 129,600 (service model, `durationSecondsType`) |
/// | the same by the root user of an account | [`ForFederation`], made with [`of_root`](Self::of_root) | 900 to 3,600 |
/// | `AssumeRole…` | [`ForRole`] | 900 to 43,200 (service model, `roleDurationSecondsType`) |
/// | `AssumeRole` with the credentials of a role | [`ForRole`], made with [`chained`](Self::chained) | 900 to 3,600 |
///
/// A role's own maximum may be lower, and STS refuses what is longer. What the root user of an account asks for is shortened to
/// an hour without a word.
///
/// The kind is found from where the duration is used:
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
///     "a session duration of 86,400 s is too long, and STS takes 900 to 43,200 s (15 min to 12 h) for a role; shorten it"
/// );
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
pub struct SessionDuration<K> {
    seconds: u32,
    kind: PhantomData<fn() -> K>,
}

/// Durations of `GetFederationToken` and `GetSessionToken`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForFederation {}

/// Durations of `AssumeRole`, `AssumeRoleWithWebIdentity` and `AssumeRoleWithSAML`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForRole {}

/// A kind of operation, with the durations that it takes.
pub trait DurationKind: sealed::Sealed {
    /// The durations that STS takes.
    const RANGE: RangeInclusive<Duration>;
    /// The same in words.
    #[doc(hidden)]
    const WORDS: &'static str;
}

impl DurationKind for ForFederation {
    const RANGE: RangeInclusive<Duration> = FEDERATION_DURATION;
    const WORDS: &'static str = "(15 min to 36 h) for federated users and session tokens";
}

impl DurationKind for ForRole {
    const RANGE: RangeInclusive<Duration> = ROLE_DURATION;
    const WORDS: &'static str = "(15 min to 12 h) for a role";
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ForFederation {}
    impl Sealed for super::ForRole {}
}

impl<K: DurationKind> SessionDuration<K> {
    /// Takes a duration of whole seconds.
    ///
    /// # Errors
    ///
    /// When it is shorter or longer than STS takes, or has a fraction of a second.
    pub fn new(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::within(duration, *K::RANGE.end(), K::WORDS)
    }

    fn within(duration: Duration, greatest: Duration, words: &str) -> Result<Self, InvalidParameter> {
        let seconds = duration.as_secs();
        if duration.subsec_nanos() != 0 {
            return Err(InvalidParameter::new(
                WHAT,
                format!(
                    "a session duration of {duration:?} has a fraction of a second, and STS takes whole seconds; round it"
                ),
            ));
        }
        let least = *K::RANGE.start();
        let (too, change) = if duration < least {
            ("short", "lengthen")
        } else if duration > greatest {
            ("long", "shorten")
        } else {
            // In the range, so it fits.
            return Ok(Self { seconds: u32::try_from(seconds).unwrap_or(u32::MAX), kind: PhantomData });
        };
        Err(InvalidParameter::new(
            WHAT,
            format!(
                "a session duration of {} s is too {too}, and STS takes {} to {} s {words}; {change} it",
                thousands(seconds),
                thousands(least.as_secs()),
                thousands(greatest.as_secs())
            ),
        ))
    }

    /// In seconds.
    pub fn seconds(self) -> u32 {
        self.seconds
    }

    /// In the form that the SDK takes.
    pub(crate) fn for_sdk(self) -> i32 {
        i32::try_from(self.seconds).unwrap_or(i32::MAX)
    }
}

impl SessionDuration<ForFederation> {
    /// A duration for the root user of an account: at most an hour (API reference, `GetFederationToken` and `GetSessionToken`). STS
    /// takes more, and makes it an hour without a word.
    ///
    /// # Errors
    ///
    /// When it is shorter or longer than that, or has a fraction of a second.
    pub fn of_root(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::within(duration, ROOT_DURATION, "(15 min to 1 h) for the root user")
    }
}

impl SessionDuration<ForRole> {
    /// A duration for a caller who has the credentials of a role, "role chaining": at most an hour (User Guide, "Roles terms and
    /// concepts"). STS refuses more.
    ///
    /// # Errors
    ///
    /// When it is shorter or longer than STS takes, or has a fraction of a second.
    pub fn chained(duration: Duration) -> Result<Self, InvalidParameter> {
        Self::within(duration, CHAINED_ROLE_DURATION, "(15 min to 1 h) from one role to another")
    }
}

impl<K: DurationKind> FromStr for SessionDuration<K> {
    type Err = InvalidParameter;

    /// Reads seconds, `3600`, or hours, minutes and seconds, `1h30m`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = parse(text).ok_or_else(|| {
            InvalidParameter::new(
                WHAT,
                format!(
                    "session duration {} is no duration; write seconds, `3600`, or `36h`, `1h30m`, `900s`",
                    Quoted(text)
                ),
            )
        })?;
        Self::new(Duration::from_secs(seconds))
    }
}

/// Hours, minutes and seconds in this order, each at most once; or a lone number of seconds.
fn parse(text: &str) -> Option<u64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut rest, mut seconds, mut any) = (text, 0u64, false);
    for (unit, worth) in [('h', 3_600), ('m', 60), ('s', 1)] {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        seconds = seconds.checked_add(number.parse::<u64>().ok()?.checked_mul(worth)?)?;
        (rest, any) = (after, true);
    }
    (any && rest.is_empty()).then_some(seconds)
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
    fn federation_takes_a_quarter_of_an_hour_to_a_day_and_a_half() {
        let rule = "and STS takes 900 to 129,600 s (15 min to 36 h) for federated users and session tokens";
        assert_eq!(federation(899), Err(format!("a session duration of 899 s is too short, {rule}; lengthen it")));
        assert_eq!(federation(900), Ok(900));
        assert_eq!(federation(129_600), Ok(129_600));
        assert_eq!(
            federation(129_601),
            Err(format!("a session duration of 129,601 s is too long, {rule}; shorten it"))
        );
        assert!(federation(u64::MAX).is_err());
    }

    #[test]
    fn roles_take_up_to_half_a_day() {
        let rule = "and STS takes 900 to 43,200 s (15 min to 12 h) for a role";
        assert_eq!(role(0), Err(format!("a session duration of 0 s is too short, {rule}; lengthen it")));
        assert_eq!(role(899), Err(format!("a session duration of 899 s is too short, {rule}; lengthen it")));
        assert_eq!(role(900), Ok(900));
        assert_eq!(role(43_200), Ok(43_200));
        assert_eq!(role(43_201), Err(format!("a session duration of 43,201 s is too long, {rule}; shorten it")));
    }

    #[test]
    fn role_chaining_takes_an_hour() {
        assert!(SessionDuration::chained(Duration::from_secs(900)).is_ok());
        assert_eq!(SessionDuration::chained(Duration::from_secs(3_600)).unwrap().seconds(), 3_600);
        assert_eq!(
            SessionDuration::chained(Duration::from_secs(3_601)).unwrap_err().to_string(),
            "a session duration of 3,601 s is too long, and STS takes 900 to 3,600 s (15 min to 1 h) from one role to another; \
             shorten it"
        );
    }

    #[test]
    fn the_root_user_gets_an_hour() {
        let root = |seconds: u64| {
            let duration = SessionDuration::of_root(Duration::from_secs(seconds));
            duration.map(SessionDuration::seconds).map_err(|error| error.to_string())
        };
        let rule = "and STS takes 900 to 3,600 s (15 min to 1 h) for the root user";
        assert_eq!(root(899), Err(format!("a session duration of 899 s is too short, {rule}; lengthen it")));
        assert_eq!(root(900), Ok(900));
        assert_eq!(root(3_600), Ok(3_600));
        assert_eq!(root(3_601), Err(format!("a session duration of 3,601 s is too long, {rule}; shorten it")));
    }

    #[test]
    fn whole_seconds() {
        assert_eq!(
            SessionDuration::<ForRole>::new(Duration::from_millis(1_000_500)).unwrap_err().to_string(),
            "a session duration of 1000.5s has a fraction of a second, and STS takes whole seconds; round it"
        );
    }

    #[test]
    fn texts() {
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
        for text in
            ["", "h", "1d", "1m1h", "1h1h", "+900", "-900", " 900", "1 h", "99999999999999999999", "9999999999999999h"]
        {
            let error = text.parse::<SessionDuration<ForFederation>>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("session duration `{text}` is no duration; write seconds, `3600`, or `36h`, `1h30m`, `900s`")
            );
        }
    }
}
