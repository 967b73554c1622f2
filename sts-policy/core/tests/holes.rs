//! Holes under attack: what fills one is refused, or means exactly itself.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use serde_json::Value;
use sts_policy_core::Policy;
use sts_policy_core::limits::is_policy_character;
use sts_policy_core::pattern::Pattern as Reader;
use sts_policy_core::value::{
    AccountId, BucketName, Hole, InAccount, InBucket, InPartition, InRegion, InResource, InvalidValue, IpNetwork,
    KeyPath, Partition, Pattern, Region, RoleName, Segment, Text,
};

/// What is of meaning somewhere on the way: to IAM, to JSON, to paths, to ARNs, to terminals.
const FRAGMENTS: [&str; 40] = [
    "*",
    "?",
    "$",
    "{",
    "}",
    "${",
    "${*}",
    "${$}",
    "${aws:username}",
    "\"",
    "\\",
    "\\u002a",
    "\",\"Resource\":\"*",
    "\"]},{\"Effect\":\"Allow\"",
    "/",
    "//",
    "../",
    "..",
    ".",
    ":",
    "arn:aws:s3:::",
    "\0",
    "\n",
    "\r",
    "\t",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "é",
    "\u{202e}",
    "\u{feff}",
    "租",
    "\u{1f600}",
    "\u{10ffff}",
    "%2F",
    " ",
    "tenant-a",
    "-",
    "1",
];

/// What each type takes, to be changed a little.
const RIGHT: [&str; 14] = [
    "tenant-a",
    "tenant-b",
    "reports/2026/11.csv",
    "a*b?c",
    "reports-111122223333",
    "my.bucket",
    "111122223333",
    "eu-west-1",
    "us-gov-west-1",
    "aws",
    "aws-cn",
    "Reader_+=,.@-",
    "203.0.113.0/24",
    "2001:db8::/32",
];

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(&FRAGMENTS[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(fragment(), 0..8).prop_map(|fragments| fragments.concat())
}

/// A change of a text: at a place, this many characters out, and a fragment in.
type Change = (proptest::sample::Index, usize, String);

fn change() -> impl Strategy<Value = Change> {
    (any::<proptest::sample::Index>(), 0..3_usize, prop_oneof![Just(String::new()), fragment()])
}

fn changed(text: &str, (place, out, fragment): &Change) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = place.index(characters.len() + 1);
    let behind = characters.iter().skip(at + out);
    characters[..at].iter().copied().chain(fragment.chars()).chain(behind.copied()).collect()
}

fn text() -> impl Strategy<Value = String> {
    let nearly_right = (proptest::sample::select(&RIGHT[..]), proptest::option::of(change()));
    prop_oneof![
        hostile(),
        nearly_right.prop_map(|(text, change)| change.map_or(text.to_owned(), |change| changed(text, &change))),
    ]
}

/// Texts that are near a value, and others.
fn others() -> impl Strategy<Value = (Vec<Change>, Vec<String>)> {
    (proptest::collection::vec(change(), 6), proptest::collection::vec(text(), 4))
}

fn candidates(value: &str, (changes, texts): &(Vec<Change>, Vec<String>)) -> Vec<String> {
    let near = changes.iter().map(|change| changed(value, change));
    let right = RIGHT.iter().map(|&text| text.to_owned());
    near.chain(texts.iter().cloned()).chain(right).chain([String::new(), format!("{value}{value}")]).collect()
}

const BEFORE: &str = "arn:aws:s3:::bucket/";

/// The resources of a policy whose JSON has the hole's text in two places: alone, and with a folder's content behind it.
fn resources(written: &str) -> (String, String) {
    let json = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":["{BEFORE}{written}","{BEFORE}{written}/*"]}}]}}"#
    );
    // The way in which it is written is that of the canonical form.
    assert_eq!(Policy::from_json(&json).unwrap().to_json(), json);
    let policy: Value = serde_json::from_str(&json).unwrap();
    let [statement] = policy["Statement"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!(statement.as_object().unwrap().len(), 3, "{json}");
    let [alone, folder] = statement["Resource"].as_array().unwrap().as_slice() else { panic!("{json}") };
    (alone.as_str().unwrap().to_owned(), folder.as_str().unwrap().to_owned())
}

fn is_within_bounds<H: Hole>(hole: &H) -> String {
    let written = hole.to_policy_text();
    assert!(written.len() <= H::MAX_BYTES, "{written:?} is longer than {}", H::MAX_BYTES);
    assert!(written.chars().all(is_policy_character), "{written:?}");
    written
}

/// The hole stands for its value, and for nothing else.
fn means_itself<H: Hole>(hole: &H, value: &str, others: &(Vec<Change>, Vec<String>)) {
    let (alone, folder) = resources(&is_within_bounds(hole));
    let (alone, folder) = (Reader::resource(&alone), Reader::resource(&folder));
    assert!(!alone.is_open(), "{value:?}");
    assert!(alone.matches(&format!("{BEFORE}{value}")), "{value:?}");
    assert!(folder.matches(&format!("{BEFORE}{value}/2026/11.csv")), "{value:?}");
    for other in candidates(value, others) {
        assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
        let is_inside = other.strip_prefix(value).is_some_and(|rest| rest.starts_with('/'));
        assert_eq!(folder.matches(&format!("{BEFORE}{other}")), is_inside, "{value:?} {other:?}");
    }
}

/// What the text is as a value of the type: refused in one plain line, or itself.
fn taken<H: Hole + FromStr<Err = InvalidValue> + Display>(
    text: &str,
    others: &(Vec<Change>, Vec<String>),
) -> Option<String> {
    match text.parse::<H>() {
        Ok(hole) => {
            let value = hole.to_string();
            means_itself(&hole, &value, others);
            Some(value)
        }
        Err(error) => {
            let message = error.to_string();
            assert!(
                !message.contains(|character: char| character.is_control() || character == '\u{202e}'),
                "{message}"
            );
            assert!(message.len() < 2_000, "{message}");
            None
        }
    }
}

/// What no value of a place has.
fn without(value: Option<String>, characters: &[char]) {
    assert!(!value.as_ref().is_some_and(|value| value.contains(characters)), "{value:?}");
}

fn in_bucket<H: InBucket + FromStr<Err = InvalidValue> + Display>(text: &str, others: &(Vec<Change>, Vec<String>)) {
    let value = taken::<H>(text, others);
    assert!(value.as_ref().is_none_or(|value| value == text && !matches!(text, "." | "..")));
    without(value, &['/', ':']);
}

fn in_resource<H: InResource + FromStr<Err = InvalidValue> + Display>(text: &str, others: &(Vec<Change>, Vec<String>)) {
    let value = taken::<H>(text, others);
    assert!(value.as_ref().is_none_or(|value| value == text));
    assert!(value.is_none_or(|value| value.split('/').all(|part| !matches!(part, "" | "." | ".."))));
}

/// What stands in the first five fields of an ARN.
fn in_field<H: FromStr<Err = InvalidValue> + Display>(text: &str) {
    without(text.parse::<H>().ok().map(|value| value.to_string()), &['/', ':', '*', '?', '$', '"', '\\']);
}

fn hold(text: &str, others: &(Vec<Change>, Vec<String>)) {
    in_bucket::<Segment<64>>(text, others);
    in_bucket::<BucketName>(text, others);
    in_bucket::<AccountId>(text, others);
    in_bucket::<Region>(text, others);
    in_bucket::<Partition>(text, others);
    in_bucket::<RoleName>(text, others);
    in_resource::<KeyPath<64>>(text, others);
    taken::<Text<64>>(text, others);
    if let Ok(region) = Region::unlisted(text) {
        means_itself(&region, text, others);
    }
    taken::<IpNetwork>(text, others);
    fn partition<H: InPartition + FromStr<Err = InvalidValue> + Display>(text: &str) {
        in_field::<H>(text);
    }
    fn region<H: InRegion + FromStr<Err = InvalidValue> + Display>(text: &str) {
        in_field::<H>(text);
    }
    fn account<H: InAccount + FromStr<Err = InvalidValue> + Display>(text: &str) {
        in_field::<H>(text);
    }
    partition::<Partition>(text);
    region::<Region>(text);
    account::<AccountId>(text);
}

/// IAM's wildcards: the places in the text that are reached by the pattern so far.
fn wildcards(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let start: Vec<bool> = (0..=text.len()).map(|at| at == 0).collect();
    let reached = pattern.chars().fold(start, |reached, character| {
        let step = |at: usize| match character {
            '*' => reached[..=at].contains(&true),
            '?' => at > 0 && reached[at - 1],
            character => at > 0 && reached[at - 1] && text[at - 1] == character,
        };
        (0..=text.len()).map(step).collect()
    });
    reached[text.len()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn text_is_refused_or_means_itself(text in text(), others in others()) {
        hold(&text, &others);
    }

    #[test]
    fn two_holes_side_by_side_mean_both(
        left in hostile(), between in "[a-z./:-]{0,2}", right in hostile(), others in others(),
    ) {
        if let (Ok(left), Ok(right)) = (KeyPath::<64>::new(left), KeyPath::<64>::new(right)) {
            let (alone, _) = resources(&format!("{}{between}{}", left.to_policy_text(), right.to_policy_text()));
            let value = format!("{left}{between}{right}");
            let alone = Reader::resource(&alone);
            assert!(!alone.is_open());
            for other in candidates(&value, &others).into_iter().chain([value.clone()]) {
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
            }
        }
    }

    #[test]
    fn patterns_mean_their_wildcards_and_nothing_else(text in text(), others in others()) {
        if let Ok(pattern) = Pattern::<64>::new(text.as_str()) {
            let (alone, _) = resources(&is_within_bounds(&pattern));
            let alone = Reader::resource(&alone);
            let filled = text.replace(['*', '?'], "x");
            for other in candidates(&text, &others).into_iter().chain(candidates(&filled, &others)) {
                let expected = wildcards(&text, &other);
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), expected, "{text:?} {other:?}");
            }
            assert!(wildcards(&text, &filled) && alone.matches(&format!("{BEFORE}{filled}")));
        }
    }

    #[test]
    fn what_is_no_text_means_itself(
        bits in any::<u128>(), short in any::<u64>(), is_true in any::<bool>(), others in others(),
    ) {
        macro_rules! numbers {
            ($($type:ty),+) => { $(means_itself(&(short as $type), &(short as $type).to_string(), &others);)+ };
        }
        numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);
        means_itself(&is_true, &is_true.to_string(), &others);
        let (v4, v6) = (Ipv4Addr::from(short as u32), Ipv6Addr::from(bits));
        means_itself(&v4, &v4.to_string(), &others);
        means_itself(&v6, &v6.to_canonical().to_string(), &others);
        means_itself(&IpAddr::from(v6), &v6.to_canonical().to_string(), &others);
        #[cfg(feature = "uuid")]
        means_itself(&uuid::Uuid::from_u128(bits), &uuid::Uuid::from_u128(bits).to_string(), &others);
    }

    #[test]
    fn networks_are_ranges_without_host_bits(bits in any::<u128>(), prefix in 0_u8..140, is_v4 in any::<bool>()) {
        let address = if is_v4 { IpAddr::from(Ipv4Addr::from(bits as u32)) } else { IpAddr::from(Ipv6Addr::from(bits)) };
        let widest = if is_v4 { 32 } else { 128 };
        match IpNetwork::new(address, prefix) {
            Ok(network) => assert_eq!(is_within_bounds(&network).parse::<IpNetwork>().unwrap(), network),
            // The message says what to write.
            Err(error) if prefix <= widest => {
                let message = error.to_string();
                let network: IpNetwork = message.split('`').nth(3).unwrap().parse().unwrap();
                assert_eq!(network.prefix(), prefix);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn later_points_in_time_are_written_later(one in any::<i64>(), other in any::<i64>(), shift in 0_u32..40) {
        let at = |seconds: i64| {
            let since = Duration::from_secs((seconds >> shift).unsigned_abs());
            if seconds < 0 { UNIX_EPOCH.checked_sub(since) } else { UNIX_EPOCH.checked_add(since) }
        };
        if let (Some(one), Some(other)) = (at(one), at(other)) {
            let texts = (is_within_bounds(&one), is_within_bounds(&other));
            assert!(if one <= other { texts.0 <= texts.1 } else { texts.0 >= texts.1 });
        }
    }
}

#[test]
fn each_piece_alone_and_much_of_it() {
    let none = (Vec::new(), Vec::new());
    for fragment in FRAGMENTS.iter().chain(&RIGHT) {
        hold(fragment, &none);
        hold(&fragment.repeat(4_096), &none);
        if let Ok(segment) = Segment::<16_384>::new(fragment.repeat(1_024)) {
            is_within_bounds(&segment);
            let (alone, _) = resources(&segment.to_policy_text());
            assert!(!Reader::resource(&alone).is_open());
        }
    }
}

/// A hole whose value takes all the room that it may.
fn fills<H: Hole>(hole: H) {
    assert_eq!(hole.to_policy_text().len(), H::MAX_BYTES);
}

#[test]
fn each_greatest_length_is_reached() {
    fills(Segment::<36>::new("*".repeat(36)).unwrap());
    fills(KeyPath::<200>::new("?".repeat(200)).unwrap());
    fills(Text::<50>::new("$".repeat(50)).unwrap());
    fills(Pattern::<100>::new("$".repeat(100)).unwrap());
    fills(BucketName::new("b".repeat(63)).unwrap());
    fills(RoleName::new("r".repeat(64)).unwrap());
    fills(AccountId::new("111122223333").unwrap());
    fills(Region::unlisted("us-abcdefghijklmno-1").unwrap());
    fills(Partition::AwsUsGov);
    fills("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128".parse::<IpNetwork>().unwrap());
    fills(Ipv4Addr::BROADCAST);
    fills(Ipv6Addr::from([0xffff; 8]));
    fills(IpAddr::from([0xffff; 8]));
    fills(SystemTime::now());
    fills(false);
    fills(u8::MAX);
    fills(u16::MAX);
    fills(u32::MAX);
    fills(u64::MAX);
    fills(usize::MAX);
    fills(i8::MIN);
    fills(i16::MIN);
    fills(i32::MIN);
    fills(i64::MIN);
    fills(isize::MIN);
    #[cfg(feature = "uuid")]
    fills(uuid::Uuid::nil());
    fills::<&Partition>(&Partition::AwsUsGov);
}

/// One byte of text never takes more room than four.
#[test]
fn no_character_takes_more_than_four_bytes_for_one() {
    for character in '\0'..=char::MAX {
        if let Ok(segment) = Segment::<4>::new(character) {
            assert!(is_within_bounds(&segment).len() <= 4 * character.len_utf8(), "{character:?}");
        }
    }
}

/// Without the reference nothing is listed, and the form decides.
#[cfg(not(feature = "reference"))]
#[test]
fn regions_without_the_reference() {
    for text in ["eu-west-1", "us-gov-west-1", "xx-west-99"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert_eq!(Region::new(text).unwrap().to_policy_text(), text);
    }
    for text in ["", "*", "eu-1", "eu-west", "EU-WEST-1", "eu--1", "eu_west-1", "eu-west-1a", "us-abcdefghijklmnop-1"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert!(Region::new(text).is_err(), "{text}");
    }
}
