//! Values of holes under attack: text is rejected, or means exactly itself.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use proptest::prelude::*;
use serde_json::Value;
use sts_policy_core::Policy;
use sts_policy_core::limits::is_policy_character;
use sts_policy_core::pattern::Pattern as Reader;
use sts_policy_core::value::{
    AccountId, BucketName, Hole, InAccount, InBucket, InPartition, InRegion, InResource, InvalidValue, IpNetwork,
    KeyPath, Partition, Pattern, Region, RoleName, Segment, Text,
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

/// Valid values of the types, which are then changed slightly.
const VALID: [&str; 14] = [
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

/// Change of a text: a position, the number of characters to remove there, and a fragment to insert.
type Change = (proptest::sample::Index, usize, String);

fn change() -> impl Strategy<Value = Change> {
    (any::<proptest::sample::Index>(), 0..3_usize, prop_oneof![Just(String::new()), fragment()])
}

fn changed(text: &str, (position, removed, fragment): &Change) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = position.index(characters.len() + 1);
    let tail = characters.iter().skip(at + removed);
    characters[..at].iter().copied().chain(fragment.chars()).chain(tail.copied()).collect()
}

fn text() -> impl Strategy<Value = String> {
    let nearly_valid = (proptest::sample::select(&VALID[..]), proptest::option::of(change()));
    prop_oneof![
        hostile(),
        nearly_valid.prop_map(|(text, change)| change.map_or(text.to_owned(), |change| changed(text, &change))),
    ]
}

/// Generates changes for texts that are similar to a value, and other texts.
fn changes_and_texts() -> impl Strategy<Value = (Vec<Change>, Vec<String>)> {
    (proptest::collection::vec(change(), 6), proptest::collection::vec(text(), 4))
}

fn candidates(value: &str, (changes, texts): &(Vec<Change>, Vec<String>)) -> Vec<String> {
    let similar = changes.iter().map(|change| changed(value, change));
    let valid = VALID.iter().map(|&text| text.to_owned());
    similar.chain(texts.iter().cloned()).chain(valid).chain([String::new(), format!("{value}{value}")]).collect()
}

const BEFORE: &str = "arn:aws:s3:::bucket/";

/// Returns the resources of a policy that has the text of a hole in two places: alone, and with `/*` after it.
fn resources(written: &str) -> (String, String) {
    let json = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":["{BEFORE}{written}","{BEFORE}{written}/*"]}}]}}"#
    );
    // The text is written as in the canonical form.
    assert_eq!(Policy::from_json(&json).unwrap().to_json(), json);
    let policy: Value = serde_json::from_str(&json).unwrap();
    let [statement] = policy["Statement"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!(statement.as_object().unwrap().len(), 3, "{json}");
    let [alone, folder] = statement["Resource"].as_array().unwrap().as_slice() else { panic!("{json}") };
    (alone.as_str().unwrap().to_owned(), folder.as_str().unwrap().to_owned())
}

fn assert_within_bounds<H: Hole>(hole: &H) -> String {
    let written = hole.to_policy_text();
    assert!(written.len() <= H::MAX_BYTES, "{written:?} is longer than {}", H::MAX_BYTES);
    assert!(written.chars().all(is_policy_character), "{written:?}");
    written
}

/// Checks that the hole matches its value, and nothing else.
fn assert_is_literal<H: Hole>(hole: &H, value: &str, others: &(Vec<Change>, Vec<String>)) {
    let (alone, folder) = resources(&assert_within_bounds(hole));
    let (alone, folder) = (Reader::resource(&alone), Reader::resource(&folder));
    assert!(alone.is_literal(), "{value:?}");
    assert!(alone.matches(&format!("{BEFORE}{value}")), "{value:?}");
    assert!(folder.matches(&format!("{BEFORE}{value}/2026/11.csv")), "{value:?}");
    for other in candidates(value, others) {
        assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
        let is_inside = other.strip_prefix(value).is_some_and(|rest| rest.starts_with('/'));
        assert_eq!(folder.matches(&format!("{BEFORE}{other}")), is_inside, "{value:?} {other:?}");
    }
}

/// Parses a text as a value of the type. Checks that a value means itself, and that an error has a printable message.
fn parsed<H: Hole + FromStr<Err = InvalidValue> + Display>(
    text: &str,
    others: &(Vec<Change>, Vec<String>),
) -> Option<String> {
    match text.parse::<H>() {
        Ok(hole) => {
            let value = hole.to_string();
            assert_is_literal(&hole, &value, others);
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

/// Checks that a value has none of the characters.
fn assert_without(value: Option<String>, characters: &[char]) {
    assert!(!value.as_ref().is_some_and(|value| value.contains(characters)), "{value:?}");
}

fn in_bucket<H: InBucket + FromStr<Err = InvalidValue> + Display>(text: &str, others: &(Vec<Change>, Vec<String>)) {
    let value = parsed::<H>(text, others);
    assert!(value.as_ref().is_none_or(|value| value == text && !matches!(text, "." | "..")));
    assert_without(value, &['/', ':']);
}

fn in_resource<H: InResource + FromStr<Err = InvalidValue> + Display>(text: &str, others: &(Vec<Change>, Vec<String>)) {
    let value = parsed::<H>(text, others);
    assert!(value.as_ref().is_none_or(|value| value == text));
    assert!(value.is_none_or(|value| value.split('/').all(|part| !matches!(part, "" | "." | ".."))));
}

/// Checks a type for the first five fields of an ARN.
fn in_field<H: FromStr<Err = InvalidValue> + Display>(text: &str) {
    assert_without(text.parse::<H>().ok().map(|value| value.to_string()), &['/', ':', '*', '?', '$', '"', '\\']);
}

fn assert_invariants(text: &str, others: &(Vec<Change>, Vec<String>)) {
    in_bucket::<Segment<64>>(text, others);
    in_bucket::<BucketName>(text, others);
    in_bucket::<AccountId>(text, others);
    in_bucket::<Region>(text, others);
    in_bucket::<Partition>(text, others);
    in_bucket::<RoleName>(text, others);
    in_resource::<KeyPath<64>>(text, others);
    parsed::<Text<64>>(text, others);
    if let Ok(region) = Region::unlisted(text) {
        assert_is_literal(&region, text, others);
    }
    parsed::<IpNetwork>(text, others);
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

/// Matches a text with IAM's wildcards, by the set of positions that each prefix of the pattern reaches.
fn matches_wildcards(pattern: &str, text: &str) -> bool {
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
    #![proptest_config(ProptestConfig::with_cases(cases(20_000)))]

    #[test]
    fn text_is_rejected_or_literal(text in text(), others in changes_and_texts()) {
        assert_invariants(&text, &others);
    }

    #[test]
    fn adjacent_holes_match_only_their_values(
        left in hostile(), between in "[a-z./:-]{0,2}", right in hostile(), others in changes_and_texts(),
    ) {
        if let (Ok(left), Ok(right)) = (KeyPath::<64>::new(left), KeyPath::<64>::new(right)) {
            let (alone, _) = resources(&format!("{}{between}{}", left.to_policy_text(), right.to_policy_text()));
            let value = format!("{left}{between}{right}");
            let alone = Reader::resource(&alone);
            assert!(alone.is_literal());
            for other in candidates(&value, &others).into_iter().chain([value.clone()]) {
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), other == value, "{value:?} {other:?}");
            }
        }
    }

    #[test]
    fn patterns_match_what_their_wildcards_match(text in text(), others in changes_and_texts()) {
        if let Ok(pattern) = Pattern::<64>::new(text.as_str()) {
            let (alone, _) = resources(&assert_within_bounds(&pattern));
            let alone = Reader::resource(&alone);
            let filled = text.replace(['*', '?'], "x");
            for other in candidates(&text, &others).into_iter().chain(candidates(&filled, &others)) {
                let expected = matches_wildcards(&text, &other);
                assert_eq!(alone.matches(&format!("{BEFORE}{other}")), expected, "{text:?} {other:?}");
            }
            assert!(matches_wildcards(&text, &filled) && alone.matches(&format!("{BEFORE}{filled}")));
        }
    }

    #[test]
    fn numbers_addresses_and_uuids_are_literal(
        bits in any::<u128>(), short in any::<u64>(), is_true in any::<bool>(), others in changes_and_texts(),
    ) {
        macro_rules! numbers {
            ($($type:ty),+) => { $(assert_is_literal(&(short as $type), &(short as $type).to_string(), &others);)+ };
        }
        numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);
        assert_is_literal(&is_true, &is_true.to_string(), &others);
        let (v4, v6) = (Ipv4Addr::from(short as u32), Ipv6Addr::from(bits));
        assert_is_literal(&v4, &v4.to_string(), &others);
        assert_is_literal(&v6, &v6.to_canonical().to_string(), &others);
        assert_is_literal(&IpAddr::from(v6), &v6.to_canonical().to_string(), &others);
        #[cfg(feature = "uuid")]
        assert_is_literal(&uuid::Uuid::from_u128(bits), &uuid::Uuid::from_u128(bits).to_string(), &others);
    }

    #[test]
    fn networks_are_ranges_without_host_bits(bits in any::<u128>(), prefix in 0_u8..140, is_v4 in any::<bool>()) {
        let address = if is_v4 { IpAddr::from(Ipv4Addr::from(bits as u32)) } else { IpAddr::from(Ipv6Addr::from(bits)) };
        let max_prefix = if is_v4 { 32 } else { 128 };
        match IpNetwork::new(address, prefix) {
            Ok(network) => assert_eq!(assert_within_bounds(&network).parse::<IpNetwork>().unwrap(), network),
            // The message has the corrected network.
            Err(error) if prefix <= max_prefix => {
                let message = error.to_string();
                let network: IpNetwork = message.split('`').nth(3).unwrap().parse().unwrap();
                assert_eq!(network.prefix(), prefix);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn later_times_sort_after_earlier_ones(one in any::<i64>(), other in any::<i64>(), shift in 0_u32..40) {
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
fn fragments_are_rejected_or_literal_at_any_length() {
    let none = (Vec::new(), Vec::new());
    for fragment in FRAGMENTS.iter().chain(&VALID) {
        assert_invariants(fragment, &none);
        assert_invariants(&fragment.repeat(4_096), &none);
        if let Ok(segment) = Segment::<16_384>::new(fragment.repeat(1_024)) {
            assert_within_bounds(&segment);
            let (alone, _) = resources(&segment.to_policy_text());
            assert!(Reader::resource(&alone).is_literal());
        }
    }
}

/// Checks that the value has the maximum length of its type.
fn assert_max_bytes<H: Hole>(hole: H) {
    assert_eq!(hole.to_policy_text().len(), H::MAX_BYTES);
}

#[test]
fn max_bytes_is_tight_for_every_type() {
    assert_max_bytes(Segment::<36>::new("*".repeat(36)).unwrap());
    assert_max_bytes(KeyPath::<200>::new("?".repeat(200)).unwrap());
    assert_max_bytes(Text::<50>::new("$".repeat(50)).unwrap());
    assert_max_bytes(Pattern::<100>::new("$".repeat(100)).unwrap());
    assert_max_bytes(BucketName::new("b".repeat(63)).unwrap());
    assert_max_bytes(RoleName::new("r".repeat(64)).unwrap());
    assert_max_bytes(AccountId::new("111122223333").unwrap());
    assert_max_bytes(Region::unlisted("us-abcdefghijklmno-1").unwrap());
    assert_max_bytes(Partition::AwsUsGov);
    assert_max_bytes("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128".parse::<IpNetwork>().unwrap());
    assert_max_bytes(Ipv4Addr::BROADCAST);
    assert_max_bytes(Ipv6Addr::from([0xffff; 8]));
    assert_max_bytes(IpAddr::from([0xffff; 8]));
    assert_max_bytes(SystemTime::now());
    assert_max_bytes(false);
    assert_max_bytes(u8::MAX);
    assert_max_bytes(u16::MAX);
    assert_max_bytes(u32::MAX);
    assert_max_bytes(u64::MAX);
    assert_max_bytes(usize::MAX);
    assert_max_bytes(i8::MIN);
    assert_max_bytes(i16::MIN);
    assert_max_bytes(i32::MIN);
    assert_max_bytes(i64::MIN);
    assert_max_bytes(isize::MIN);
    #[cfg(feature = "uuid")]
    assert_max_bytes(uuid::Uuid::nil());
    assert_max_bytes::<&Partition>(&Partition::AwsUsGov);
}

#[test]
fn a_byte_of_text_takes_at_most_four_bytes() {
    for character in '\0'..=char::MAX {
        if let Ok(segment) = Segment::<4>::new(character) {
            assert!(assert_within_bounds(&segment).len() <= 4 * character.len_utf8(), "{character:?}");
        }
    }
}

#[cfg(not(feature = "reference"))]
#[test]
fn regions_are_checked_by_form_without_the_reference() {
    for text in ["eu-west-1", "us-gov-west-1", "xx-west-99"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert_eq!(Region::new(text).unwrap().to_policy_text(), text);
    }
    for text in ["", "*", "eu-1", "eu-west", "EU-WEST-1", "eu--1", "eu_west-1", "eu-west-1a", "us-abcdefghijklmnop-1"] {
        assert_eq!(Region::new(text), Region::unlisted(text));
        assert!(Region::new(text).is_err(), "{text}");
    }
}
