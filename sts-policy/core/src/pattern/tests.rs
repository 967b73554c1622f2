//! The three questions, asked of a naive oracle too.

use proptest::prelude::*;

use super::*;
use crate::cases::cases;

/// Every text over three letters, up to this many of them.
const LONGEST: usize = 8;
const LETTERS: [char; 3] = ['a', 'b', 'c'];

fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..LONGEST {
        let to = texts.len();
        for index in from..to {
            for letter in LETTERS {
                texts.push(format!("{}{letter}", texts[index]));
            }
        }
        from = to;
    }
    texts
}

/// The definition, word by word: exponential.
fn oracle(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        (['*', rest @ ..], text) => {
            oracle(rest, text) || text.split_first().is_some_and(|(_, text)| oracle(pattern, text))
        }
        ([first, pattern @ ..], [letter, text @ ..]) => (*first == '?' || first == letter) && oracle(pattern, text),
        (_, []) => false,
    }
}

fn naive(pattern: &str, text: &str) -> bool {
    let characters = |text: &str| text.chars().collect::<Vec<_>>();
    oracle(&characters(pattern), &characters(text))
}

fn short_pattern() -> impl Strategy<Value = String> {
    "[ab*?]{0,5}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(20_000)))]

    #[test]
    fn matching_is_as_defined(pattern in "[ab*?é]{0,9}", text in "[abcé]{0,9}") {
        let expected = naive(&pattern, &text);
        prop_assert_eq!(matches(&pattern, &text, Case::Sensitive), expected);
        prop_assert_eq!(Pattern::resource(&pattern).matches(&text), expected);
        prop_assert_eq!(Pattern::action(&pattern.to_ascii_uppercase()).matches(&text), expected);
        prop_assert_eq!(matches(&pattern.to_ascii_uppercase(), &text, Case::Ignored), expected);
    }

    #[test]
    fn a_text_is_a_pattern_without_wildcards(pattern in "[ab*?]{0,9}", text in "[abc]{0,9}") {
        let expected = naive(&pattern, &text);
        prop_assert_eq!(Pattern::resource(&pattern).covers(&Pattern::resource(&text)), expected);
        prop_assert_eq!(Pattern::resource(&pattern).meets(&Pattern::resource(&text)), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// What two patterns of five characters have in common, or one has over the other, shows in a text of at most eight: two stars
    /// that take the four letters of each other. Two letters are in both, one is in neither.
    #[test]
    fn covering_and_meeting_are_as_defined(left in short_pattern(), right in short_pattern()) {
        let (mut covers, mut meets) = (true, false);
        for text in texts() {
            let (in_left, in_right) = (naive(&left, &text), naive(&right, &text));
            covers &= in_left || !in_right;
            meets |= in_left && in_right;
        }
        let (left, right) = (Pattern::resource(&left), Pattern::resource(&right));
        prop_assert_eq!(left.covers(&right), covers);
        prop_assert_eq!(left.meets(&right), meets);
        prop_assert_eq!(right.meets(&left), meets);
    }
}

#[test]
fn variables_are_unknown_but_equal_to_themselves() {
    let pattern = Pattern::resource;
    assert!(pattern("a/${aws:userid}/*").covers(&pattern("a/${aws:userid}/b")));
    assert!(!pattern("a/${aws:userid}/*").covers(&pattern("a/${aws:username}/b")));
    assert!(!pattern("a/${aws:userid}/*").covers(&pattern("a/b/b")));
    assert!(!pattern("a/?*/b").covers(&pattern("a/${aws:userid}/b")));
    assert!(pattern("a/*/b").covers(&pattern("a/${aws:userid}/b")));
    assert!(pattern("a/${aws:userid}/b").meets(&pattern("a/b/b")));
    assert!(pattern("${x}${y}${x}").covers(&pattern("${x}${y}${x}")));
    assert!(!pattern("${x}${y}${x}").covers(&pattern("${y}${x}${y}")));
}

#[test]
fn escapes_are_plain_characters() {
    let pattern = Pattern::resource;
    assert!(pattern("a${*}b").matches("a*b"));
    assert!(!pattern("a${*}b").matches("axb"));
    assert!(pattern("a${$}{b}").matches("a${b}"));
    assert!(pattern("a*").covers(&pattern("a${?}")));
    assert!(!pattern("a${?}").covers(&pattern("a?")));
    assert!(pattern("${open").matches("${open"));
    assert!(!Pattern::action("a${*}").matches("a*"));
}

/// Patterns for which backtracking takes longer than anybody waits.
#[test]
fn many_stars_cost_little() {
    let stars = "a*".repeat(2_000) + "b";
    let text = "a".repeat(4_000);
    assert!(!matches(&stars, &text, Case::Sensitive));
    let (stars, text) = (Pattern::resource(&stars), Pattern::resource(&text));
    assert!(!stars.covers(&text));
    assert!(!stars.meets(&text));
    let (left, right) = ("*a".repeat(1_000), "*a?".repeat(1_000) + "*");
    let (left, right) = (Pattern::resource(&left), Pattern::resource(&right));
    assert!(!left.covers(&right) || !right.covers(&left));
    assert!(left.meets(&right));
}

#[test]
fn values_without_wildcards() {
    let plain = |text| Pattern::value(text, false, Case::Sensitive);
    let pattern = |text| Pattern::value(text, true, Case::Sensitive);
    assert!(pattern("a*").covers(&plain("a*")));
    assert!(!plain("a*").covers(&pattern("a*")));
    assert!(!plain("a*").meets(&plain("ab")));
    assert!(plain("a*").covers(&pattern("a${*}")));
    assert!(plain("a${aws:userid}").meets(&plain("ab")));
    assert!(plain("${a").matches("${a"));
    assert!(Pattern::value("A${x}*", false, Case::Ignored).covers(&Pattern::value("a${x}*", false, Case::Ignored)));
}
