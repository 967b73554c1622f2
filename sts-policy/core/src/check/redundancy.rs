//! Checks of lists whose items are covered by other items.

use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::Code;
use crate::catalogue::redundancy as code;
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::{action, arn};
use crate::json::{Node, Path};
use crate::pattern::Pattern;

/// So many pairs of one list are compared: a list of a thousand patterns, or ten thousand items with a hundred patterns among
/// them. What is redundant beyond that is not worth the time.
const MOST_PAIRS: usize = 1 << 20;

/// Lists up to this length are looked at pair by pair first.
const SHORT: usize = 12;

/// `path` is that of the element.
pub(super) fn actions(list: List<'_>, path: &Path<'_>, findings: &mut Findings) {
    let family = Family {
        what: "action",
        code: code::REDUNDANT_ACTION,
        fits: |text| text == "*" || action::parse(text).is_ok(),
        read: Pattern::action,
        order: |left, right| left.len().cmp(&right.len()).then_with(|| folded(left).cmp(folded(right))),
        begins: |text, start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)),
    };
    family.redundant(list, path, findings);
}

/// `path` is that of the element.
pub(super) fn resources(list: List<'_>, path: &Path<'_>, findings: &mut Findings) {
    let family = Family {
        what: "resource",
        code: code::REDUNDANT_RESOURCE,
        fits: |text| text == "*" || arn::parse(text).is_ok(),
        read: Pattern::resource,
        order: |left, right| left.len().cmp(&right.len()).then_with(|| left.cmp(right)),
        begins: |text, start| text.starts_with(start),
    };
    family.redundant(list, path, findings);
}

fn folded(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| byte.to_ascii_lowercase())
}

/// What differs between actions and resources.
struct Family<'a> {
    what: &'static str,
    code: Code,
    /// Whether a text is one at all: of what is not, something else was reported.
    fits: fn(&str) -> bool,
    read: fn(&'a str) -> Pattern<'a>,
    /// Any order in which only equal texts are equal.
    order: fn(&str, &str) -> Ordering,
    /// Whether the first text begins with the second.
    begins: fn(&str, &str) -> bool,
}

type Item<'a> = (Option<usize>, &'a str);

impl<'a> Family<'a> {
    /// One finding for each item that covers others.
    fn redundant(&self, list: List<'a>, path: &Path<'_>, findings: &mut Findings) {
        if list.len() < 2 || (list.len() <= SHORT && self.is_plain(list)) {
            return;
        }
        let items: Vec<Item<'a>> = list.texts().collect();
        let mut covered_by = vec![None; items.len()];
        self.find_covered(&items, &mut covered_by);
        self.find_repeated(&items, &mut covered_by);
        if covered_by.iter().all(Option::is_none) {
            return;
        }
        // Whoever covers is not covered in turn.
        let mut covered: Vec<(usize, usize)> = covered_by
            .iter()
            .enumerate()
            .filter_map(|(position, by)| Some((last_of(&covered_by, (*by)?), position)))
            .collect();
        covered.sort_unstable();
        let mut groups: Vec<&[(usize, usize)]> = covered.chunk_by(|(left, _), (right, _)| left == right).collect();
        groups.sort_by_key(|group| group.first().map(|(_, position)| *position));
        for group in groups {
            if findings.must_stop() {
                return;
            }
            let [(by, position), others @ ..] = group else { continue };
            let (Some((_, by)), Some((index, text))) = (items.get(*by), items.get(*position)) else { continue };
            if !(self.fits)(by) || !(self.fits)(text) {
                continue;
            }
            let mut message = if (self.order)(by, text).is_eq() {
                format!("{} {} stands in the list already", self.what, quote(text))
            } else {
                format!("{} {} is covered by {} in the same list", self.what, quote(text), quote(by))
            };
            match others.len() {
                0 => {}
                1 => message.push_str(", as is one other"),
                count => message.push_str(&format!(", as are {count} others")),
            }
            findings.push(Finding::at(self.code, &path.item(*index), message).with_help("remove what is redundant"));
        }
    }

    /// Whether it is seen at a glance that no item covers another: so it is with nearly all lists.
    fn is_plain(&self, list: List<'a>) -> bool {
        let mut items = [("", None); SHORT];
        for (item, text) in items.iter_mut().zip(list.nodes().iter().filter_map(Node::as_str)) {
            *item = (text, plain_start(text));
        }
        let items = items.get(..list.len()).unwrap_or_default();
        let covers = |(text, start): (&str, Option<&str>), (other, _): (&str, _)| match start {
            Some(start) => (self.begins)(other, start),
            None => text.len() == other.len() && (self.order)(text, other).is_eq(),
        };
        items.iter().enumerate().all(|(at, item)| {
            items.iter().enumerate().all(|(other_at, other)| at == other_at || !covers(*item, *other))
        })
    }

    /// Items that stand further up already.
    fn find_repeated(&self, items: &[Item<'_>], covered_by: &mut [Option<usize>]) {
        let mut sorted: Vec<(usize, &str)> = items.iter().map(|(_, text)| *text).enumerate().collect();
        // A stable sort: of equal items the first comes first.
        sorted.sort_by(|(_, left), (_, right)| (self.order)(left, right));
        for equal in sorted.chunk_by(|(_, left), (_, right)| (self.order)(left, right).is_eq()) {
            let [(first, _), others @ ..] = equal else { continue };
            for (other, _) in others {
                if let Some(by @ None) = covered_by.get_mut(*other) {
                    *by = Some(*first);
                }
            }
        }
    }

    /// Items that a pattern of the list covers. Of two patterns that mean the same, the second is covered.
    fn find_covered(&self, items: &[Item<'a>], covered_by: &mut [Option<usize>]) {
        // Each with its position and what is plain at its beginning.
        let patterns: Vec<(usize, &str)> =
            items.iter().enumerate().filter_map(|(position, (_, text))| Some((position, plain_start(text)?))).collect();
        if patterns.is_empty() || patterns.len().saturating_mul(items.len()) > MOST_PAIRS {
            return;
        }
        // Most pairs differ before the first wildcard, so few patterns are ever read.
        let may_cover =
            |(other, plain): (usize, &str), item: usize, text: &str| other != item && (self.begins)(text, plain);
        let mut pairs = items
            .iter()
            .enumerate()
            .flat_map(|(item, (_, text))| patterns.iter().map(move |other| (*other, item, *text)));
        if !pairs.any(|(other, item, text)| may_cover(other, item, text)) {
            return;
        }
        let read: Vec<OnceCell<Pattern<'a>>> = vec![OnceCell::new(); items.len()];
        let pattern = |position: usize| {
            let (Some(cell), Some((_, text))) = (read.get(position), items.get(position)) else { return None };
            Some(cell.get_or_init(|| (self.read)(text)))
        };
        let covers = |position: usize, other: usize| {
            pattern(position).zip(pattern(other)).is_some_and(|(pattern, other)| pattern.covers(other))
        };
        for ((item, (_, text)), by) in items.iter().enumerate().zip(covered_by) {
            let found = patterns.iter().find(|pattern| {
                let (other, _) = **pattern;
                may_cover(**pattern, item, text) && covers(other, item) && (other < item || !covers(item, other))
            });
            *by = found.map(|(other, _)| *other);
        }
    }
}

/// What is plain at the beginning of a pattern; `None` of what is no pattern.
fn plain_start(text: &str) -> Option<&str> {
    let is_wildcard = |byte: u8| matches!(byte, b'*' | b'?');
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
