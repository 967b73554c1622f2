//! Hostile values of placeholders (holes): a value is rejected, or matches exactly itself.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "support/cases.rs"]
mod cases;

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cases::{cases, is_full};
use proptest::prelude::*;
use serde_json::Value;
use sts_policy_core::Policy;
use sts_policy_core::hole::{Hole, InAccount, InBucket, InPartition, InRegion, InResource};
use sts_policy_core::limits::is_policy_character;
use sts_policy_core::pattern::Pattern as Reader;
use sts_policy_core::value::{
    AccountId, BucketName, InvalidValue, IpNetwork, KeyPath, Partition, Pattern, Region, RoleName, Segment, Text,
};

/// Texts with a special meaning in IAM, JSON, paths, ARNs or terminals.
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

/// Valid values of the types, which the tests modify.
const VALID_VALUES: [&str; 14] = [
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

/// A change of a text: its place, the number of removed characters, and the inserted fragment.
type Change = (proptest::sample::Index, usize, String);

fn change() -> impl Strategy<Value = Change> {
    (any::<proptest::sample::Index>(), 0..3_usize, prop_oneof![Just(String::new()), fragment()])
}

fn apply(text: &str, (place, removed, fragment): &Change) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = place.index(characters.len() + 1);
    let after = characters.iter().skip(at + removed);
    characters[..at].iter().copied().chain(fragment.chars()).chain(after.copied()).collect()
}

fn text() -> impl Strategy<Value = String> {
    let nearly_valid = (proptest::sample::select(&VALID_VALUES[..]), proptest::option::of(change()));
    prop_oneof![
        hostile(),
        nearly_valid.prop_map(|(text, change)| change.map_or(text.to_owned(), |change| apply(text, &change))),
    ]
}

/// Changes that make texts similar to a value, and other texts.
type Variations = (Vec<Change>, Vec<String>);

fn variations() -> impl Strategy<Value = Variations> {
    (proptest::collection::vec(change(), 6), proptest::collection::vec(text(), 4))
}

/// Returns texts that are compared with a value.
fn candidates(value: &str, (changes, texts): &Variations) -> Vec<String> {
    let similar = changes.iter().map(|change| apply(value, change));
    let valid = VALID_VALUES.iter().map(|&text| text.to_owned());
    similar.chain(texts.iter().cloned()).chain(valid).chain([String::new(), format!("{value}{value}")]).collect()
}

/// The part of the resource before the hole.
const BEFORE: &str = "arn:aws:s3:::bucket/";

/// Returns the two resources of a policy with the text of a hole: one ends with it, the other one continues with `/*`.
fn resources(written: &str) -> (String, String) {
    let json = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":["{BEFORE}{written}","{BEFORE}{written}/*"]}}]}}"#
    );
    // The text of the hole is already in canonical form.
    assert_eq!(Policy::from_json(&json).unwrap().to_json(), json);
    let policy: Value = serde_json::from_str(&json).unwrap();
    let [statement] = policy["Statement"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!(statement.as_object().unwrap().len(), 3, "{json}");
    let [alone, folder] = statement["Resource"].as_array().unwrap().as_slice() else { panic!("{json}") };
    (alone.as_str().unwrap().to_owned(), folder.as_str().unwrap().to_owned())
}

/// Asserts that the text of a hole is short enough and has only accepted characters. Returns the text.
fn assert_within_bounds<H: Hole>(hole: &H) -> String {
    let written = hole.to_policy_text();
    assert!(written.len() <= H::MAX_BYTES, "{written:?} is longer than {}", H::MAX_BYTES);
    assert!(written.chars().all(is_policy_character), "{written:?}");
    written
}

/// Asserts that the hole matches its value only.
fn assert_matches_only_itself<H: Hole>(hole: &H, value: &str, variations: &Variations) {
    let (alone, folder) = resources(&assert_within_bounds(hole));
    let (alone, folder) = (Reader::resource(&alone), Reader::resource(&folder));
    assert!(alone.is_literal(), "{value:?}");
    assert!(alone.matches(&format!("{BEFORE}{value}")), "{value:?}");
    assert!(folder.matches(&format!("{BEFORE}{value}/2026/11.csv")), "{value:?}");
    for other in candidates(value, variations) {
        assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
        let is_inside = other.strip_prefix(value).is_some_and(|rest| rest.starts_with('/'));
        assert_eq!(folder.matches(&format!("{BEFORE}{other}")), is_inside, "{value:?} {other:?}");
    }
}

/// Parses a text. Asserts that a rejection has a short, printable message, and that an accepted value matches only itself.
fn parse_checked<H: Hole + FromStr<Err = InvalidValue> + Display>(
    text: &str,
    variations: &Variations,
) -> Option<String> {
    match text.parse::<H>() {
        Ok(hole) => {
            let value = hole.to_string();
            assert_matches_only_itself(&hole, &value, variations);
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

fn assert_has_none_of(value: Option<String>, characters: &[char]) {
    assert!(!value.as_ref().is_some_and(|value| value.contains(characters)), "{value:?}");
}

fn check_in_bucket<H: InBucket + FromStr<Err = InvalidValue> + Display>(text: &str, variations: &Variations) {
    let value = parse_checked::<H>(text, variations);
    assert!(value.as_ref().is_none_or(|value| value == text && !matches!(text, "." | "..")));
    assert_has_none_of(value, &['/', ':']);
}

fn check_in_resource<H: InResource + FromStr<Err = InvalidValue> + Display>(text: &str, variations: &Variations) {
    let value = parse_checked::<H>(text, variations);
    assert!(value.as_ref().is_none_or(|value| value == text));
    assert!(value.is_none_or(|value| value.split('/').all(|part| !matches!(part, "" | "." | ".."))));
}

/// Checks a value in one of the first five fields of an ARN.
fn check_in_field<H: FromStr<Err = InvalidValue> + Display>(text: &str) {
    assert_has_none_of(text.parse::<H>().ok().map(|value| value.to_string()), &['/', ':', '*', '?', '$', '"', '\\']);
}

fn assert_invariants(text: &str, variations: &Variations) {
    check_in_bucket::<Segment<64>>(text, variations);
    check_in_bucket::<BucketName>(text, variations);
    check_in_bucket::<AccountId>(text, variations);
    check_in_bucket::<Region>(text, variations);
    check_in_bucket::<Partition>(text, variations);
    check_in_bucket::<RoleName>(text, variations);
    check_in_resource::<KeyPath<64>>(text, variations);
    parse_checked::<Text<64>>(text, variations);
    if let Ok(region) = Region::unlisted(text) {
        assert_matches_only_itself(&region, text, variations);
    }
    parse_checked::<IpNetwork>(text, variations);
    fn partition<H: InPartition + FromStr<Err = InvalidValue> + Display>(text: &str) {
        check_in_field::<H>(text);
    }
    fn region<H: InRegion + FromStr<Err = InvalidValue> + Display>(text: &str) {
        check_in_field::<H>(text);
    }
    fn account<H: InAccount + FromStr<Err = InvalidValue> + Display>(text: &str) {
        check_in_field::<H>(text);
    }
    partition::<Partition>(text);
    region::<Region>(text);
    account::<AccountId>(text);
}

/// Matches IAM's wildcards with the set of places in the text that the pattern has reached.
fn naive_matches(pattern: &str, text: &str) -> bool {
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
    #![proptest_config(ProptestConfig::with_cases(cases(4_000)))]

    #[test]
    fn a_text_is_rejected_or_matches_only_itself(text in text(), variations in variations()) {
        assert_invariants(&text, &variations);
    }

    #[test]
    fn two_adjacent_holes_match_both_values_only(
        left in hostile(), between in "[a-z./:-]{0,2}", right in hostile(), variations in variations(),
    ) {
        if let (Ok(left), Ok(right)) = (KeyPath::<64>::new(left), KeyPath::<64>::new(right)) {
            let (alone, _) = resources(&format!("{}{between}{}", left.to_policy_text(), right.to_policy_text()));
            let value = format!("{left}{between}{right}");
            let alone = Reader::resource(&alone);
            assert!(alone.is_literal());
            for other in candidates(&value, &variations).into_iter().chain([value.clone()]) {
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
            }
        }
    }

    #[test]
    fn patterns_match_as_their_wildcards_require(text in text(), variations in variations()) {
        if let Ok(pattern) = Pattern::<64>::new(text.as_str()) {
            let (alone, _) = resources(&assert_within_bounds(&pattern));
            let alone = Reader::resource(&alone);
            let filled = text.replace(['*', '?'], "x");
            for other in candidates(&text, &variations).into_iter().chain(candidates(&filled, &variations)) {
                let expected = naive_matches(&text, &other);
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), expected, "{text:?} {other:?}");
            }
            assert!(naive_matches(&text, &filled) && alone.matches(&format!("{BEFORE}{filled}")));
        }
    }

    #[test]
    fn values_of_other_types_match_only_themselves(
        bits in any::<u128>(), short in any::<u64>(), is_true in any::<bool>(), variations in variations(),
    ) {
        macro_rules! numbers {
            ($($type:ty),+) => { $(assert_matches_only_itself(&(short as $type), &(short as $type).to_string(), &variations);)+ };
        }
        numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);
        assert_matches_only_itself(&is_true, &is_true.to_string(), &variations);
        let (v4, v6) = (Ipv4Addr::from(short as u32), Ipv6Addr::from(bits));
        assert_matches_only_itself(&v4, &v4.to_string(), &variations);
        assert_matches_only_itself(&v6, &v6.to_canonical().to_string(), &variations);
        assert_matches_only_itself(&IpAddr::from(v6), &v6.to_canonical().to_string(), &variations);
        #[cfg(feature = "uuid")]
        assert_matches_only_itself(&uuid::Uuid::from_u128(bits), &uuid::Uuid::from_u128(bits).to_string(), &variations);
    }

    #[test]
    fn networks_have_no_host_bits(bits in any::<u128>(), prefix in 0_u8..140, is_v4 in any::<bool>()) {
        let address = if is_v4 { IpAddr::from(Ipv4Addr::from(bits as u32)) } else { IpAddr::from(Ipv6Addr::from(bits)) };
        let widest = if is_v4 { 32 } else { 128 };
        match IpNetwork::new(address, prefix) {
            Ok(network) => assert_eq!(assert_within_bounds(&network).parse::<IpNetwork>().unwrap(), network),
            // The message suggests the network without host bits.
            Err(error) if prefix <= widest => {
                let message = error.to_string();
                let network: IpNetwork = message.split('`').nth(3).unwrap().parse().unwrap();
                assert_eq!(network.prefix(), prefix);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn texts_of_times_have_the_order_of_the_times(one in any::<i64>(), other in any::<i64>(), shift in 0_u32..40) {
        let at = |seconds: i64| {
            let since = Duration::from_secs((seconds >> shift).unsigned_abs());
            if seconds < 0 { UNIX_EPOCH.checked_sub(since) } else { UNIX_EPOCH.checked_add(since) }
        };
        if let (Some(one), Some(other)) = (at(one), at(other)) {
            let texts = (assert_within_bounds(&one), assert_within_bounds(&other));
            assert!(if one <= other { texts.0 <= texts.1 } else { texts.0 >= texts.1 });
        }
    }
}

#[test]
fn invariants_hold_for_each_fragment_and_its_repetition() {
    let none = (Vec::new(), Vec::new());
    for fragment in FRAGMENTS.iter().chain(&VALID_VALUES) {
        assert_invariants(fragment, &none);
        assert_invariants(&fragment.repeat(4_096), &none);
        if let Ok(segment) = Segment::<16_384>::new(fragment.repeat(1_024)) {
            assert_within_bounds(&segment);
            let (alone, _) = resources(&segment.to_policy_text());
            assert!(Reader::resource(&alone).is_literal());
        }
    }
}

/// Asserts that the text of the hole has the maximum length of its type.
fn assert_has_max_bytes<H: Hole>(hole: H) {
    assert_eq!(hole.to_policy_text().len(), H::MAX_BYTES);
}

#[test]
fn max_bytes_is_tight() {
    assert_has_max_bytes(Segment::<36>::new("*".repeat(36)).unwrap());
    assert_has_max_bytes(KeyPath::<200>::new("?".repeat(200)).unwrap());
    assert_has_max_bytes(Text::<50>::new("$".repeat(50)).unwrap());
    assert_has_max_bytes(Pattern::<100>::new("$".repeat(100)).unwrap());
    assert_has_max_bytes(BucketName::new("b".repeat(63)).unwrap());
    assert_has_max_bytes(RoleName::new("r".repeat(64)).unwrap());
    assert_has_max_bytes(AccountId::new("111122223333").unwrap());
    assert_has_max_bytes(Region::unlisted("us-abcdefghijklmno-1").unwrap());
    assert_has_max_bytes(Partition::AWS_US_GOV);
    assert_has_max_bytes("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128".parse::<IpNetwork>().unwrap());
    assert_has_max_bytes(Ipv4Addr::BROADCAST);
    assert_has_max_bytes(Ipv6Addr::from([0xffff; 8]));
    assert_has_max_bytes(IpAddr::from([0xffff; 8]));
    assert_has_max_bytes(SystemTime::now());
    assert_has_max_bytes(false);
    assert_has_max_bytes(u8::MAX);
    assert_has_max_bytes(u16::MAX);
    assert_has_max_bytes(u32::MAX);
    assert_has_max_bytes(u64::MAX);
    assert_has_max_bytes(usize::MAX);
    assert_has_max_bytes(i8::MIN);
    assert_has_max_bytes(i16::MIN);
    assert_has_max_bytes(i32::MIN);
    assert_has_max_bytes(i64::MIN);
    assert_has_max_bytes(isize::MIN);
    #[cfg(feature = "uuid")]
    assert_has_max_bytes(uuid::Uuid::nil());
    assert_has_max_bytes::<&Partition>(&Partition::AWS_US_GOV);
}

#[test]
fn a_character_takes_at_most_four_times_its_length() {
    let last = if is_full() { char::MAX } else { '\u{3000}' };
    for character in '\0'..=last {
        if let Ok(segment) = Segment::<4>::new(character) {
            assert!(assert_within_bounds(&segment).len() <= 4 * character.len_utf8(), "{character:?}");
        }
    }
}

/// Without the reference, no regions are listed and the format decides.
#[cfg(not(feature = "reference"))]
#[test]
fn accepts_every_well_formed_region_without_the_reference() {
    for text in ["eu-west-1", "us-gov-west-1", "xx-west-99"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert_eq!(Region::new(text).unwrap().to_policy_text(), text);
    }
    for text in ["", "*", "eu-1", "eu-west", "EU-WEST-1", "eu--1", "eu_west-1", "eu-west-1a", "us-abcdefghijklmnop-1"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert!(Region::new(text).is_err(), "{text}");
    }
}
