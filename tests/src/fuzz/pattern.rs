//! Target of the wildcard patterns.

use sts_policy::pattern::Pattern;

use super::input::lines;

/// Maximum length, in characters, of the texts that the exponential definition compares.
const MAX_DEFINED: usize = 10;

/// Compares two patterns and a text, given as three lines.
pub fn pattern(data: &[u8]) {
    let [left, right, text] = lines::<3>(data);
    let has_variables = left.contains('$') || right.contains('$');
    assert_pair(&Pattern::action(&left), &Pattern::action(&right), &text, has_variables);
    assert_pair(&Pattern::resource(&left), &Pattern::resource(&right), &text, has_variables);
    if !has_variables && left.chars().count() <= MAX_DEFINED && text.chars().count() <= MAX_DEFINED {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let expected = matches_by_definition(&characters(&left), &characters(&text));
        assert_eq!(Pattern::resource(&left).matches(&text), expected, "`{left}` on `{text}`");
    }
}

fn assert_pair(left: &Pattern<'_>, right: &Pattern<'_>, text: &str, has_variables: bool) {
    let (covers, meets) = (left.covers(right), left.meets(right));
    let (left_matches, right_matches) = (left.matches(text), right.matches(text));
    assert!(left.covers(left), "a pattern does not cover itself");
    assert_eq!(meets, right.meets(left), "the intersection is not symmetric");
    assert!(meets || !left_matches || !right_matches, "disjoint patterns share `{text}`");
    // A variable may have another value in each of the answers.
    if !has_variables {
        assert!(!covers || meets, "a covered pattern is disjoint");
        assert!(!covers || !right_matches || left_matches, "the covering pattern does not match `{text}`");
    }
}

/// The definition of the wildcards; exponential.
fn matches_by_definition(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        (['*', rest @ ..], text) => {
            matches_by_definition(rest, text)
                || text.split_first().is_some_and(|(_, text)| matches_by_definition(pattern, text))
        }
        ([first, pattern @ ..], [character, text @ ..]) => {
            (*first == '?' || first == character) && matches_by_definition(pattern, text)
        }
        (_, []) => false,
    }
}
