//! The members of an object that count.

use std::collections::{HashMap, HashSet};

use crate::catalogue::structure as code;
use crate::document::Members;
use crate::finding::{Finding, Findings, quote};
use crate::json::{Member, Path};

/// Maximum number of members for which each is compared with each, which is faster than a table.
pub(super) const FEW: usize = 16;

/// The members that count: of equal keys the last, as [`Pointer`](crate::Pointer) says. One finding for each key that stands more
/// than once.
pub(super) fn effective<'a>(members: &'a [Member<'a>], path: &Path<'_>, findings: &mut Findings) -> Members<'a> {
    let repeats = |index: usize, key: &str| members.iter().skip(index + 1).any(|later| later.key == key);
    if members.len() <= FEW && !members.iter().enumerate().any(|(index, member)| repeats(index, &member.key)) {
        return Members::All(members);
    }
    let mut counts = HashMap::with_capacity(members.len());
    for member in members {
        *counts.entry(member.key.as_ref()).or_insert(0_usize) += 1;
    }
    if counts.len() == members.len() {
        return Members::All(members);
    }
    let mut seen = HashSet::with_capacity(counts.len());
    let mut last: Vec<&Member<'_>> = members.iter().rev().filter(|member| seen.insert(member.key.as_ref())).collect();
    last.reverse();
    let count = |key: &str| counts.get(key).copied().unwrap_or(1);
    for Member { key, .. } in last.iter().filter(|member| count(&member.key) > 1) {
        if findings.must_stop() {
            break;
        }
        let times = count(key);
        let message =
            format!("key {} stands {times} times in one object, and most readers see only the last", quote(key));
        let finding = Finding::at_key(code::DUPLICATE_JSON_KEY, &path.key(key), message);
        findings.push(finding.with_help("keep one of them"));
    }
    Members::Last(last)
}
