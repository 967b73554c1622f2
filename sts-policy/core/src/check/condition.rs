//! Checks of condition operators and keys.

use crate::catalogue::condition as code;
use crate::document::{BlockView, element};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::model::Operator;

/// `path` is that of `Condition`.
pub(super) fn empty(blocks: &[BlockView<'_>], path: &Path<'_>, findings: &mut Findings) {
    let finding = |path: &Path<'_>, what: &str, remove: &Path<'_>| {
        let finding = Finding::at(code::EMPTY_OBJECT_CONDITION, path, format!("{what} is empty and has no effect"));
        finding.with_help("remove it").with_fix(Fix::remove(remove.pointer()))
    };
    if blocks.is_empty() {
        findings.push(finding(path, &format!("`{}`", element::CONDITION), path));
    }
    for block in blocks.iter().filter(|block| block.entries.iter().next().is_none()) {
        if findings.must_stop() {
            return;
        }
        let here = path.key(block.name);
        // Without its only operator, the condition would be empty in turn.
        let remove = if blocks.len() == 1 { path } else { &here };
        findings.push(finding(&here, &format!("operator {}", quote(block.name)), remove));
    }
}

/// `path` is that of `Condition`, `blocks` all that is in it.
pub(super) fn null(block: &BlockView<'_>, blocks: &[BlockView<'_>], path: &Path<'_>, findings: &mut Findings) {
    let Some(operator) = block.operator.filter(|operator| operator.operator == Operator::Null) else { return };
    let here = path.key(block.name);
    let finding = if operator.if_exists {
        let message = format!("{} asks whether a key exists, which leaves no room for `IfExists`", quote(block.name));
        Finding::at_key(code::NULL_WITH_IF_EXISTS, &here, message)
    } else if let Some(set) = operator.set {
        let message = format!("`{}` does nothing before `Null`", set.as_str());
        Finding::at_key(code::NULL_WITH_QUALIFIER, &here, message)
    } else {
        return;
    };
    let finding = finding.with_help("write `Null`");
    let is_null = |block: &&BlockView<'_>| block.operator.is_some_and(|other| other.operator == Operator::Null);
    // Two of them cannot both become `Null`.
    let alone = blocks.iter().filter(is_null).take(2).count() == 1;
    let fix = Fix::rename(here.pointer(), path.key(Operator::Null.as_str()).pointer());
    findings.push(if alone { finding.with_fix(fix) } else { finding });
}

/// `path` is that of the key.
pub(super) fn key_format(key: &str, path: &Path<'_>, findings: &mut Findings) {
    if super::variable::unsupported_in_key(key, path, findings) {
        return;
    }
    // Behind the colon, the key of a tag may hold almost any character, white space included.
    let well_formed = key
        .split_once(':')
        .is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty() && !prefix.contains(char::is_whitespace));
    if !well_formed {
        let message = format!("condition key {} is not a prefix, a colon and a name", quote(key));
        let finding = Finding::at_key(code::INVALID_CONDITION_KEY_FORMAT, path, message);
        findings.push(finding.with_help("write the whole key, such as `aws:SourceIp` or `s3:prefix`"));
    }
}
