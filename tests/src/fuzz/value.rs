//! Target of the run-time values.

use std::fmt::Display;
use std::str::FromStr;

use sts_policy::value::{
    AccountId, BucketName, IpNetwork, KeyPath, Partition, Pattern, Region, RoleName, Segment, Text,
};

/// Parses the text as each type of value.
pub fn values(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    assert_round_trip::<AccountId>(text);
    assert_round_trip::<BucketName>(text);
    assert_round_trip::<IpNetwork>(text);
    assert_round_trip::<KeyPath<64>>(text);
    assert_round_trip::<Partition>(text);
    assert_round_trip::<Pattern<64>>(text);
    assert_round_trip::<Region>(text);
    assert_round_trip::<RoleName>(text);
    assert_round_trip::<Segment<64>>(text);
    assert_round_trip::<Text<64>>(text);
}

/// A value that is accepted has a text that is accepted as the same value.
fn assert_round_trip<T>(text: &str)
where
    T: FromStr + Display,
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(value) => {
            let shown = value.to_string();
            let again = shown.parse::<T>().ok().map(|value| value.to_string());
            assert_eq!(again.as_ref(), Some(&shown), "the text of the value is not stable");
        }
        Err(error) => assert!(!error.to_string().is_empty(), "an error has no message"),
    }
}
