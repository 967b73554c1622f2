//! Checks of condition operators and keys.

use crate::catalogue::condition as code;
use crate::document::{BlockView, element};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::model::{ConditionOperator, Operator, SetOperator};
use crate::suggest::closest;

/// `path` is that of `Condition`.
pub(super) fn empty(blocks: &[BlockView<'_>], path: &Path<'_>, findings: &mut Findings) {
    let push = |path: &Path<'_>, what: &str, findings: &mut Findings| {
        let finding = Finding::at(code::EMPTY_OBJECT_CONDITION, path, format!("{what} is empty and has no effect"));
        findings.push(finding.with_help("remove it").with_fix(Fix::remove(path.pointer())));
    };
    if blocks.is_empty() {
        push(path, &format!("`{}`", element::CONDITION), findings);
    }
    for block in blocks.iter().filter(|block| block.entries.iter().next().is_none()) {
        push(&path.key(block.name), &format!("operator {}", quote(block.name)), findings);
    }
}

/// `path` is that of `Condition`, `blocks` all that is in it.
pub(super) fn operator(block: &BlockView<'_>, blocks: &[BlockView<'_>], path: &Path<'_>, findings: &mut Findings) {
    let here = path.key(block.name);
    let Some(operator) = block.operator else {
        let message = format!("there is no condition operator {}", quote(block.name));
        let finding = Finding::at_key(code::INVALID_CONDITION_OPERATOR, &here, message);
        findings.push(match meant(block.name) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding,
        });
        return;
    };
    if operator.operator != Operator::Null {
        return;
    }
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
    let taken = blocks.iter().any(|block| block.operator == Some(Operator::Null.into()));
    let fix = Fix::rename(here.pointer(), path.key(Operator::Null.as_str()).pointer());
    findings.push(if taken { finding } else { finding.with_fix(fix) });
}

/// The operator that a misspelt one may have been.
fn meant(name: &str) -> Option<ConditionOperator> {
    let (qualifier, rest) = match name.split_once(':') {
        Some((qualifier, rest)) => (Some(qualifier), rest),
        None => (None, name),
    };
    let set = match qualifier {
        None => None,
        Some(qualifier) => {
            let meant = closest(qualifier, SetOperator::ALL.map(SetOperator::as_str))?;
            SetOperator::ALL.into_iter().find(|set| set.as_str() == meant)
        }
    };
    let (base, if_exists) = match rest.strip_suffix("IfExists") {
        Some(base) => (base, true),
        None => (rest, false),
    };
    let operator = closest(base, Operator::ALL.iter().map(|operator| operator.as_str()))?;
    let operator = Operator::ALL.iter().find(|known| known.as_str() == operator)?;
    Some(ConditionOperator { set, operator: *operator, if_exists })
}

/// `path` is that of the operator.
pub(super) fn keys_in_different_case(block: &BlockView<'_>, path: &Path<'_>, findings: &mut Findings) {
    // Few keys, the usual case: compare each with each, without allocating.
    let repeats =
        |index: usize, key: &str| block.entries.iter().skip(index + 1).any(|later| later.key.eq_ignore_ascii_case(key));
    let few = block.entries.iter().nth(8).is_none();
    if few && !block.entries.iter().enumerate().any(|(index, member)| repeats(index, &member.key)) {
        return;
    }
    let mut seen = std::collections::HashMap::new();
    for member in block.entries.iter() {
        if let Some(first) = seen.insert(member.key.to_ascii_lowercase(), &member.key) {
            let message = format!("condition key {} is {} again, in another case", quote(&member.key), quote(first));
            let finding = Finding::at_key(code::DUPLICATE_KEYS_WITH_DIFFERENT_CASE, &path.key(&member.key), message);
            findings.push(finding.with_help("give all values of a key at once"));
        }
    }
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
