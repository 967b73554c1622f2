//! The comparisons of patterns, checked against a naive oracle.

use proptest::prelude::*;

use super::*;
use crate::cases::cases;

/// Maximum length of the texts of [`all_texts`].
const MAX_LETTERS: usize = 8;
const LETTERS: [char; 3] = ['a', 'b', 'c'];

/// Returns every text over the letters, up to the maximum length.
fn all_texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..MAX_LETTERS {
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

/// Follows the definition of wildcards literally, in exponential time.
fn naive_matches(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        (['*', rest @ ..], text) => {
            naive_matches(rest, text) || text.split_first().is_some_and(|(_, text)| naive_matches(pattern, text))
        }
        ([first, pattern @ ..], [letter, text @ ..]) => {
            (*first == '?' || first == letter) && naive_matches(pattern, text)
        }
        (_, []) => false,
    }
}

fn naive(pattern: &str, text: &str) -> bool {
    let characters = |text: &str| text.chars().collect::<Vec<_>>();
    naive_matches(&characters(pattern), &characters(text))
}

fn short_pattern() -> impl Strategy<Value = String> {
    "[ab*?]{0,5}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(20_000)))]

    #[test]
    fn matches_agrees_with_the_oracle(pattern in "[ab*?é]{0,9}", text in "[abcé]{0,9}") {
        let expected = naive(&pattern, &text);
        prop_assert_eq!(matches(&pattern, &text, Case::Sensitive), expected);
        prop_assert_eq!(Pattern::resource(&pattern).matches(&text), expected);
        prop_assert_eq!(Pattern::action(&pattern.to_ascii_uppercase()).matches(&text), expected);
        prop_assert_eq!(matches(&pattern.to_ascii_uppercase(), &text, Case::Ignored), expected);
    }

    #[test]
    fn covers_and_intersects_agree_with_the_oracle_on_texts(pattern in "[ab*?]{0,9}", text in "[abc]{0,9}") {
        let expected = naive(&pattern, &text);
        prop_assert_eq!(Pattern::resource(&pattern).covers(&Pattern::resource(&text)), expected);
        prop_assert_eq!(Pattern::resource(&pattern).intersects(&Pattern::resource(&text)), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(2_000)))]

    /// Eight letters are enough to tell two patterns of five characters apart: two stars that match the four letters of the other
    /// pattern. The third letter occurs in neither pattern.
    #[test]
    fn covers_and_intersects_agree_with_the_oracle_on_patterns(left in short_pattern(), right in short_pattern()) {
        let (mut covers, mut intersects) = (true, false);
        for text in all_texts() {
            let (in_left, in_right) = (naive(&left, &text), naive(&right, &text));
            covers &= in_left || !in_right;
            intersects |= in_left && in_right;
        }
        let (left, right) = (Pattern::resource(&left), Pattern::resource(&right));
        prop_assert_eq!(left.covers(&right), covers);
        prop_assert_eq!(left.intersects(&right), intersects);
        prop_assert_eq!(right.intersects(&left), intersects);
    }
}

#[test]
fn a_variable_equals_only_itself() {
    let pattern = Pattern::resource;
    assert!(pattern("a/${aws:userid}/*").covers(&pattern("a/${aws:userid}/b")));
    assert!(!pattern("a/${aws:userid}/*").covers(&pattern("a/${aws:username}/b")));
    assert!(!pattern("a/${aws:userid}/*").covers(&pattern("a/b/b")));
    assert!(!pattern("a/?*/b").covers(&pattern("a/${aws:userid}/b")));
    assert!(pattern("a/*/b").covers(&pattern("a/${aws:userid}/b")));
    assert!(pattern("a/${aws:userid}/b").intersects(&pattern("a/b/b")));
    assert!(pattern("${x}${y}${x}").covers(&pattern("${x}${y}${x}")));
    assert!(!pattern("${x}${y}${x}").covers(&pattern("${y}${x}${y}")));
}

#[test]
fn escapes_match_the_character_only() {
    let pattern = Pattern::resource;
    assert!(pattern("a${*}b").matches("a*b"));
    assert!(!pattern("a${*}b").matches("axb"));
    assert!(pattern("a${$}{b}").matches("a${b}"));
    assert!(pattern("a*").covers(&pattern("a${?}")));
    assert!(!pattern("a${?}").covers(&pattern("a?")));
    assert!(pattern("${open").matches("${open"));
    assert!(!Pattern::action("a${*}").matches("a*"));
}

/// Backtracking takes exponential time for these patterns.
#[test]
fn many_stars_take_polynomial_time() {
    let stars = "a*".repeat(2_000) + "b";
    let text = "a".repeat(4_000);
    assert!(!matches(&stars, &text, Case::Sensitive));
    let (stars, text) = (Pattern::resource(&stars), Pattern::resource(&text));
    assert!(!stars.covers(&text));
    assert!(!stars.intersects(&text));
    let (left, right) = ("*a".repeat(1_000), "*a?".repeat(1_000) + "*");
    let (left, right) = (Pattern::resource(&left), Pattern::resource(&right));
    assert!(!left.covers(&right) || !right.covers(&left));
    assert!(left.intersects(&right));
}

#[test]
fn a_value_without_wildcards_matches_itself_only() {
    let plain = |text| Pattern::value(text, false, Case::Sensitive);
    let pattern = |text| Pattern::value(text, true, Case::Sensitive);
    assert!(pattern("a*").covers(&plain("a*")));
    assert!(!plain("a*").covers(&pattern("a*")));
    assert!(!plain("a*").intersects(&plain("ab")));
    assert!(plain("a*").covers(&pattern("a${*}")));
    assert!(plain("a${aws:userid}").intersects(&plain("ab")));
    assert!(plain("${a").matches("${a"));
    assert!(Pattern::value("A${x}*", false, Case::Ignored).covers(&Pattern::value("a${x}*", false, Case::Ignored)));
}
