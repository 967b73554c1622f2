//! Redundant items of a list of actions or resources.

use std::cell::OnceCell;

use crate::Code;
use crate::diagnostics::Message;
use crate::document::List;
use crate::grammar::case;
use crate::json::Node;
use crate::pattern::Pattern;
use crate::rules::budget::Budget;
use crate::rules::context::Context;

/// Maximum length of lists whose items are compared pairwise first.
const MAX_SHORT: usize = 12;

/// The rule of one kind of item.
pub(super) struct ItemRule<'a> {
    pub(super) code: Code,
    pub(super) describe: fn(&Redundancy<'_>) -> Message,
    /// Returns false for a text that another rule reports as invalid.
    pub(super) is_valid: fn(&str) -> bool,
    pub(super) parse: fn(&'a str) -> Pattern<'a>,
    pub(super) ignores_case: bool,
}

/// An item that another item of its list covers.
pub(super) struct Redundancy<'a> {
    pub(super) text: &'a str,
    /// The covering item; `None` if both items are equal.
    pub(super) covered_by: Option<&'a str>,
    /// Number of other items with the same covering item.
    pub(super) others: usize,
}

type Item<'a> = (Option<usize>, &'a str);

/// The position of an item in its list, with its text in the case in which it is compared.
type Position<'t> = (usize, &'t str);

/// The position of the covering item, and that of the covered one.
type Pair = (usize, usize);

impl<'a> ItemRule<'a> {
    /// Reports each item that covers others, at the first of those.
    pub(crate) fn check(&self, list: List<'a>, cx: &mut Context<'_, '_>) {
        if list.len() < 2 || self.is_trivially_distinct(list) {
            return;
        }
        let items: Vec<Item<'a>> = list.texts().collect();
        let covered_by = self.find_redundant(&items, &mut cx.check.items);
        let pairs = self.valid_pairs(&items, &covered_by);
        let mut groups: Vec<&[Pair]> = pairs.chunk_by(|(left, _), (right, _)| left == right).collect();
        groups.sort_by_key(|group| group.first().map(|(_, position)| *position));
        for group in groups {
            if cx.must_stop() {
                return;
            }
            self.report(group, &items, cx);
        }
    }

    /// Returns true if a cheap comparison shows that no item covers another, as in most lists.
    fn is_trivially_distinct(&self, list: List<'a>) -> bool {
        if list.len() <= MAX_SHORT { self.is_distinct_short_list(list) } else { is_distinct_long_list(list) }
    }

    fn is_distinct_short_list(&self, list: List<'a>) -> bool {
        let mut items = [("", None); MAX_SHORT];
        for (item, text) in items.iter_mut().zip(list.nodes().iter().filter_map(Node::as_str)) {
            *item = (text, plain_prefix(text));
        }
        let items = items.get(..list.len()).unwrap_or_default();
        let may_cover = |(text, prefix): (&str, Option<&str>), (other, _): (&str, _)| match prefix {
            Some(prefix) if self.ignores_case => case::starts_with(other, prefix),
            Some(prefix) => other.starts_with(prefix),
            None => self.are_equal(text, other),
        };
        items.iter().enumerate().all(|(position, item)| {
            items
                .iter()
                .enumerate()
                .all(|(other_position, other)| position == other_position || !may_cover(*item, *other))
        })
    }

    fn are_equal(&self, text: &str, other: &str) -> bool {
        if self.ignores_case { text.eq_ignore_ascii_case(other) } else { text == other }
    }

    /// Returns the position of a covering item for each item that has one.
    fn find_redundant(&self, items: &[Item<'a>], budget: &mut Budget) -> Vec<Option<usize>> {
        let folded = self.fold_case(items);
        let texts = split_texts(&folded, items);
        let mut sorted: Vec<Position<'_>> = texts.iter().copied().enumerate().collect();
        // The first of equal items comes first.
        sorted.sort_unstable_by(|(left, left_text), (right, right_text)| {
            left_text.cmp(right_text).then_with(|| left.cmp(right))
        });
        let mut covered_by = vec![None; items.len()];
        if folded.bytes().any(is_wildcard) {
            self.find_covered(items, &texts, &sorted, &mut covered_by, budget);
        }
        find_duplicates(&sorted, &mut covered_by);
        covered_by
    }

    /// Joins all texts in one string, so that one allocation and one pass convert their case.
    fn fold_case(&self, items: &[Item<'a>]) -> String {
        let mut folded = items.iter().map(|(_, text)| *text).collect::<String>();
        if self.ignores_case {
            folded.make_ascii_lowercase();
        }
        folded
    }

    /// Finds the items that a pattern of the list covers. The second of two equivalent patterns is covered by the first.
    fn find_covered(
        &self,
        items: &[Item<'a>],
        texts: &[&str],
        sorted: &[Position<'_>],
        covered_by: &mut [Option<usize>],
        budget: &mut Budget,
    ) {
        let patterns = Patterns::new(self.parse, items);
        for (position, text) in texts.iter().enumerate() {
            let Some(prefix) = plain_prefix(text) else { continue };
            // All items that the pattern covers have its prefix, so they are adjacent.
            let first = sorted.partition_point(|(_, other)| *other < prefix);
            let candidates = sorted.iter().skip(first).take_while(|(_, other)| other.starts_with(prefix));
            for (other, _) in candidates {
                if !budget.reserve_pair() {
                    return;
                }
                let Some(by @ None) = covered_by.get_mut(*other) else { continue };
                if *other == position {
                    continue;
                }
                let Some(is_covered) = patterns.covers(position, *other, budget) else { return };
                // The first of two equivalent patterns covers the second.
                if is_covered && (position < *other || patterns.covers(*other, position, budget) == Some(false)) {
                    *by = Some(position);
                }
            }
        }
    }

    /// The pairs of valid items, sorted by the covering item.
    fn valid_pairs(&self, items: &[Item<'a>], covered_by: &[Option<usize>]) -> Vec<Pair> {
        let is_valid = |position: usize| items.get(position).is_some_and(|(_, text)| (self.is_valid)(text));
        let covered = covered_by.iter().enumerate();
        let pairs = covered.filter_map(|(position, by)| Some((last_covering(covered_by, (*by)?), position)));
        let mut pairs: Vec<Pair> = pairs.filter(|(by, position)| is_valid(*by) && is_valid(*position)).collect();
        pairs.sort_unstable();
        pairs
    }

    fn report(&self, pairs: &[Pair], items: &[Item<'a>], cx: &mut Context<'_, '_>) {
        let [(by, position), others @ ..] = pairs else { return };
        let (Some((_, by)), Some((index, text))) = (items.get(*by), items.get(*position)) else { return };
        let covered_by = (!self.are_equal(by, text)).then_some(*by);
        let message = (self.describe)(&Redundancy { text, covered_by, others: others.len() });
        let finding = cx.item(*index).finding(self.code, message);
        cx.report(finding.with_help("remove the redundant items"));
    }
}

/// The patterns of a list. Each is parsed when it is first needed.
struct Patterns<'i, 'a> {
    parse: fn(&'a str) -> Pattern<'a>,
    items: &'i [Item<'a>],
    cells: Vec<OnceCell<Pattern<'a>>>,
}

impl<'i, 'a> Patterns<'i, 'a> {
    fn new(parse: fn(&'a str) -> Pattern<'a>, items: &'i [Item<'a>]) -> Self {
        Self { parse, items, cells: vec![OnceCell::new(); items.len()] }
    }

    fn get(&self, position: usize) -> Option<&Pattern<'a>> {
        let (_, text) = self.items.get(position)?;
        Some(self.cells.get(position)?.get_or_init(|| (self.parse)(text)))
    }

    /// Returns whether one pattern covers the other; `None` if the budget does not suffice.
    fn covers(&self, position: usize, other: usize, budget: &mut Budget) -> Option<bool> {
        match (self.get(position), self.get(other)) {
            (Some(pattern), Some(other)) => budget.covers(pattern, other),
            _ => Some(false),
        }
    }
}

/// Splits joined texts into those of the items. Case folding does not change their lengths.
fn split_texts<'t>(joined: &'t str, items: &[Item<'_>]) -> Vec<&'t str> {
    let mut rest = joined;
    let mut texts = Vec::with_capacity(items.len());
    for (_, item) in items {
        let (text, tail) = rest.split_at_checked(item.len()).unwrap_or((rest, ""));
        texts.push(text);
        rest = tail;
    }
    texts
}

/// Returns true if a list has no wildcard and all hashes of its items differ.
fn is_distinct_long_list(list: List<'_>) -> bool {
    let mut hashes = Vec::with_capacity(list.len());
    for text in list.nodes().iter().filter_map(Node::as_str) {
        let mut hash = text.len() as u64;
        for byte in text.bytes() {
            if is_wildcard(byte) {
                return false;
            }
            hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
        }
        hashes.push(hash);
    }
    hashes.sort_unstable();
    hashes.windows(2).all(|pair| matches!(pair, [left, right] if left != right))
}

/// Finds the items that equal an earlier one.
fn find_duplicates(sorted: &[Position<'_>], covered_by: &mut [Option<usize>]) {
    for equal in sorted.chunk_by(|(_, left), (_, right)| left == right) {
        let [(first, _), others @ ..] = equal else { continue };
        for (other, _) in others {
            if let Some(by @ None) = covered_by.get_mut(*other) {
                *by = Some(*first);
            }
        }
    }
}

fn is_wildcard(byte: u8) -> bool {
    matches!(byte, b'*' | b'?')
}

/// The text of a pattern before its first wildcard or variable; `None` if the text has no wildcard.
fn plain_prefix(text: &str) -> Option<&str> {
    let end = text.bytes().position(|byte| is_wildcard(byte) || byte == b'$')?;
    let (prefix, rest) = text.split_at_checked(end)?;
    rest.bytes().any(is_wildcard).then_some(prefix)
}

/// Follows the chain of covering items to an item that no other one covers.
fn last_covering(covered_by: &[Option<usize>], from: usize) -> usize {
    let next = |position: &usize| covered_by.get(*position).copied().flatten();
    // The chain has no cycle. `take` bounds the loop nevertheless.
    std::iter::successors(Some(from), next).take(covered_by.len()).last().unwrap_or(from)
}
