//! redundant_items.

use std::cell::OnceCell;

use crate::diagnostics::quote;
use crate::document::List;
use crate::grammar::case;
use crate::json::Node;
use crate::pattern::Pattern;
use crate::rules::context::Context;
use crate::{Code, steps};

/// Maximum number of comparisons for the patterns of one policy: a tenth of a second or less, for policies that nobody writes.
/// Redundancy beyond it is not found.
const MAX_COMPARISONS: usize = 1 << 24;

/// Fixed cost of a pair of patterns, in comparisons.
const PAIR: usize = 16;

/// The comparisons that the patterns of a policy may still take.
#[derive(Debug)]
pub(crate) struct ItemBudget(usize);

impl Default for ItemBudget {
    fn default() -> Self {
        Self(MAX_COMPARISONS)
    }
}

impl ItemBudget {
    /// Returns whether one pattern covers the other; `None`, with an empty budget, if the comparison may exceed it.
    fn covers(&mut self, pattern: &Pattern<'_>, other: &Pattern<'_>) -> Option<bool> {
        if pattern.max_comparisons(other) > self.0 {
            self.0 = 0;
            return None;
        }
        let mut taken = 0;
        let covers = pattern.covers_counted(other, &mut taken);
        self.0 = self.0.saturating_sub(taken);
        Some(covers)
    }

    /// Takes the fixed cost of a pair; returns false if nothing is left.
    fn take_pair(&mut self) -> bool {
        steps::add(1);
        self.0 = self.0.saturating_sub(PAIR);
        self.0 > 0
    }
}

/// Lists up to this length are looked at pair by pair first.
const SHORT: usize = 12;

/// What differs between actions and resources.
pub(super) struct Family<'a> {
    pub(super) what: &'static str,
    pub(super) code: Code,
    /// Whether a text is one at all: of what is not, something else was reported.
    pub(super) fits: fn(&str) -> bool,
    pub(super) read: fn(&'a str) -> Pattern<'a>,
    pub(super) ignores_case: bool,
}

type Item<'a> = (Option<usize>, &'a str);

impl<'a> Family<'a> {
    /// One finding for each item that covers others.
    pub(crate) fn check(&self, list: List<'a>, cx: &mut Context<'_, '_>) {
        if list.len() < 2 || if list.len() <= SHORT { self.is_plain(list) } else { is_plain_and_long(list) } {
            return;
        }
        let items: Vec<Item<'a>> = list.texts().collect();
        let mut covered_by = vec![None; items.len()];
        // All texts in one, so that they are put into lower case at once, and compared as they are.
        let mut folded = items.iter().map(|(_, text)| *text).collect::<String>();
        if self.ignores_case {
            folded.make_ascii_lowercase();
        }
        let mut rest = folded.as_str();
        let mut sorted: Vec<(usize, &str)> = Vec::with_capacity(items.len());
        for (position, (_, text)) in items.iter().enumerate() {
            let (text, behind) = rest.split_at_checked(text.len()).unwrap_or((rest, ""));
            sorted.push((position, text));
            rest = behind;
        }
        let texts: Vec<&str> = sorted.iter().map(|(_, text)| *text).collect();
        // Of equal items the first comes first.
        sorted.sort_unstable_by(|(left, left_text), (right, right_text)| {
            left_text.cmp(right_text).then_with(|| left.cmp(right))
        });
        if folded.bytes().any(is_wildcard) {
            self.find_covered(&items, &texts, &sorted, &mut covered_by, &mut cx.check.items);
        }
        find_repeated(&sorted, &mut covered_by);
        // Whoever covers is not covered in turn.
        let mut covered: Vec<(usize, usize)> = covered_by
            .iter()
            .enumerate()
            .filter_map(|(position, by)| Some((last_of(&covered_by, (*by)?), position)))
            .filter(|(by, position)| {
                [by, position].into_iter().all(|at| items.get(*at).is_some_and(|(_, text)| (self.fits)(text)))
            })
            .collect();
        covered.sort_unstable();
        let mut groups: Vec<&[(usize, usize)]> = covered.chunk_by(|(left, _), (right, _)| left == right).collect();
        groups.sort_by_key(|group| group.first().map(|(_, position)| *position));
        for group in groups {
            if cx.must_stop() {
                return;
            }
            let [(by, position), others @ ..] = group else { continue };
            let (Some((_, by)), Some((index, text))) = (items.get(*by), items.get(*position)) else { continue };
            let mut message = if self.are_equal(by, text) {
                format!("{} {} stands in the list already", self.what, quote(text))
            } else {
                format!("{} {} is covered by {} in the same list", self.what, quote(text), quote(by))
            };
            match others.len() {
                0 => {}
                1 => message.push_str(", as is one other"),
                count => message.push_str(&format!(", as are {count} others")),
            }
            let finding = cx.item(*index).finding(self.code, message);
            cx.report(finding.with_help("remove what is redundant"));
        }
    }

    fn are_equal(&self, text: &str, other: &str) -> bool {
        if self.ignores_case { text.eq_ignore_ascii_case(other) } else { text == other }
    }

    /// Whether it is seen at a glance that no item covers another: so it is with nearly all lists.
    fn is_plain(&self, list: List<'a>) -> bool {
        let mut items = [("", None); SHORT];
        for (item, text) in items.iter_mut().zip(list.nodes().iter().filter_map(Node::as_str)) {
            *item = (text, plain_start(text));
        }
        let items = items.get(..list.len()).unwrap_or_default();
        let covers = |(text, start): (&str, Option<&str>), (other, _): (&str, _)| match start {
            Some(start) if self.ignores_case => case::starts_with(other, start),
            Some(start) => other.starts_with(start),
            None => self.are_equal(text, other),
        };
        items.iter().enumerate().all(|(at, item)| {
            items.iter().enumerate().all(|(other_at, other)| at == other_at || !covers(*item, *other))
        })
    }

    /// Items that a pattern of the list covers. Of two patterns that mean the same, the second is covered.
    /// `texts` are those of the items as they are compared, `sorted` the same with their positions.
    fn find_covered(
        &self,
        items: &[Item<'a>],
        texts: &[&str],
        sorted: &[(usize, &str)],
        covered_by: &mut [Option<usize>],
        budget: &mut ItemBudget,
    ) {
        let read: Vec<OnceCell<Pattern<'a>>> = vec![OnceCell::new(); items.len()];
        let pattern = |position: usize| {
            let (Some(cell), Some((_, text))) = (read.get(position), items.get(position)) else { return None };
            Some(cell.get_or_init(|| (self.read)(text)))
        };
        let covers = |position: usize, other: usize, budget: &mut ItemBudget| {
            let (Some(pattern), Some(other)) = (pattern(position), pattern(other)) else { return Some(false) };
            budget.covers(pattern, other)
        };
        for (position, text) in texts.iter().enumerate() {
            let Some(start) = plain_start(text) else { continue };
            // What it covers begins as it does, and so stands together.
            let first = sorted.partition_point(|(_, other)| *other < start);
            let candidates = sorted.iter().skip(first).take_while(|(_, other)| other.starts_with(start));
            for (other, _) in candidates {
                if !budget.take_pair() {
                    return;
                }
                let Some(by @ None) = covered_by.get_mut(*other) else { continue };
                if *other == position {
                    continue;
                }
                let Some(is_covered) = covers(position, *other, budget) else { return };
                // Of two equal patterns the first covers the second.
                if is_covered && (position < *other || covers(*other, position, budget) == Some(false)) {
                    *by = Some(position);
                }
            }
        }
    }
}

/// The same for long lists: there is no pattern, and no two items look alike.
fn is_plain_and_long(list: List<'_>) -> bool {
    let mut looks = Vec::with_capacity(list.len());
    for text in list.nodes().iter().filter_map(Node::as_str) {
        let mut look = text.len() as u64;
        for byte in text.bytes() {
            if is_wildcard(byte) {
                return false;
            }
            look = (look ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
        }
        looks.push(look);
    }
    looks.sort_unstable();
    looks.windows(2).all(|pair| matches!(pair, [left, right] if left != right))
}

/// Items that stand further up already.
fn find_repeated(sorted: &[(usize, &str)], covered_by: &mut [Option<usize>]) {
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

/// What is plain at the beginning of a pattern; `None` of what is no pattern.
fn plain_start(text: &str) -> Option<&str> {
    let end = text.bytes().position(|byte| is_wildcard(byte) || byte == b'$')?;
    let (start, rest) = text.split_at_checked(end)?;
    rest.bytes().any(is_wildcard).then_some(start)
}

/// Follows what covers an item up to what nothing covers.
fn last_of(covered_by: &[Option<usize>], from: usize) -> usize {
    let step = |position: &usize| covered_by.get(*position).copied().flatten();
    // Covering has no circles; were there one, this would still end.
    std::iter::successors(Some(from), step).take(covered_by.len()).last().unwrap_or(from)
}
