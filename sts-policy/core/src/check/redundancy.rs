//! Checks of lists whose items are covered by other items.

use std::cmp::Ordering;

use crate::Code;
use crate::catalogue::redundancy as code;
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::{action, arn};
use crate::json::Path;
use crate::pattern::Pattern;

/// So many pairs of one list are compared: a list of a thousand patterns, or ten thousand items with a hundred patterns among
/// them. What is redundant beyond that is not worth the time.
const MOST_PAIRS: usize = 1 << 20;

/// `path` is that of the element.
pub(super) fn actions(list: List<'_>, path: &Path<'_>, findings: &mut Findings) {
    let family = Family {
        what: "action",
        code: code::REDUNDANT_ACTION,
        fits: |text| text == "*" || action::parse(text).is_ok(),
        read: Pattern::action,
        order: |left, right| folded(left).cmp(folded(right)),
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
        order: Ord::cmp,
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
    order: fn(&str, &str) -> Ordering,
}

type Item<'a> = (Option<usize>, &'a str);

impl<'a> Family<'a> {
    /// One finding for each item that covers others.
    fn redundant(&self, list: List<'a>, path: &Path<'_>, findings: &mut Findings) {
        if list.len() < 2 {
            return;
        }
        let items: Vec<Item<'a>> = list.texts().filter(|(_, text)| (self.fits)(text)).collect();
        let mut covered_by = vec![None; items.len()];
        self.find_covered(&items, &mut covered_by);
        self.find_repeated(&items, &mut covered_by);
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
        let is_pattern = |text: &str| text.contains(['*', '?']);
        let patterns = items.iter().filter(|(_, text)| is_pattern(text)).count();
        if patterns == 0 || patterns.saturating_mul(items.len()) > MOST_PAIRS {
            return;
        }
        let read: Vec<Pattern<'_>> = items.iter().map(|(_, text)| (self.read)(text)).collect();
        let patterns: Vec<(usize, &Pattern<'_>)> = read
            .iter()
            .enumerate()
            .zip(items)
            .filter(|(_, (_, text))| is_pattern(text))
            .map(|(pattern, _)| pattern)
            .collect();
        for ((position, item), by) in read.iter().enumerate().zip(covered_by) {
            let found = patterns.iter().find(|(other, pattern)| {
                *other != position && pattern.covers(item) && (*other < position || !item.covers(pattern))
            });
            *by = found.map(|(other, _)| *other);
        }
    }
}

/// Follows what covers an item up to what nothing covers.
fn last_of(covered_by: &[Option<usize>], from: usize) -> usize {
    let step = |position: &usize| covered_by.get(*position).copied().flatten();
    // Covering has no circles; were there one, this would still end.
    std::iter::successors(Some(from), step).take(covered_by.len()).last().unwrap_or(from)
}
