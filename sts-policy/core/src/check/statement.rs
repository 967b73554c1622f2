//! Checks of a statement as a whole, and of the policy around it.

use crate::catalogue::{statement as code, structure};
use crate::document::{Document, Element, List, StatementView, element};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::model::Version;

pub(super) fn missing_version(document: &Document<'_>, findings: &mut Findings) {
    // A document that is nothing else lacks more than its version.
    if document.version != Element::Absent || document.statements.is_empty() {
        return;
    }
    let message = "the policy has no `Version`, so IAM reads it in the language of 2008-10-17";
    let finding = Finding::at(structure::MISSING_VERSION, &Path::ROOT, message)
        .with_help(format!("add `\"Version\": \"{}\"`", Version::V2012));
    // With variables in it, the policy would come to mean something else: for its author to decide.
    let fix = Fix::add(Path::ROOT.key(element::VERSION).pointer(), Version::V2012.as_str());
    findings.push(if super::variable::first(document).is_none() { finding.with_fix(fix) } else { finding });
}

pub(super) fn principal(statement: &StatementView<'_>, path: &Path<'_>, findings: &mut Findings) {
    for (name, node) in [(element::PRINCIPAL, statement.principal), (element::NOT_PRINCIPAL, statement.not_principal)] {
        if node.is_some() {
            let message = format!(
                "`{name}` has no place here: a session policy is for the session, an identity policy for its identity"
            );
            let finding = Finding::at_key(code::UNSUPPORTED_PRINCIPAL, &path.key(name), message);
            findings.push(
                finding.with_help(format!("remove `{name}`; it belongs in resource policies and trust policies")),
            );
        }
    }
}

pub(super) fn sid(statement: &StatementView<'_>, path: &Path<'_>, findings: &mut Findings) {
    let Some(sid) = statement.sid else { return };
    let path = path.key(element::SID);
    if sid.is_empty() {
        let finding = Finding::at(code::EMPTY_SID_VALUE, &path, "the `Sid` is empty");
        findings.push(finding.with_help("remove it, or name the statement").with_fix(Fix::remove(path.pointer())));
        return;
    }
    if sid.bytes().all(|byte| byte.is_ascii_alphanumeric())
        // A variable in a `Sid` is reported as such.
        || super::variable::unsupported_in_element(sid, element::SID, &path, findings)
    {
        return;
    }
    let culprit = sid.chars().find(|character| !character.is_ascii_alphanumeric()).unwrap_or_default();
    let message = format!(
        "sid {} has the character {}; only ASCII letters and digits are allowed",
        quote(sid),
        quote(culprit.encode_utf8(&mut [0; 4]))
    );
    findings.push(
        Finding::at(code::UNSUPPORTED_SID, &path, message)
            .with_help("leave it out, or write words as in `ReadReports`"),
    );
}

const NAME_OR_REMOVE: &str = "name some or remove the statement; IAM may refuse the policy as it is";

/// `path` is that of the element.
pub(super) fn empty_list(list: List<'_>, element: &str, path: &Path<'_>, findings: &mut Findings) {
    if list.len() > 0 {
        return;
    }
    let everything = |what: &str| format!("`{element}` is empty, so the statement is about every {what}");
    let nothing = format!("`{element}` is empty, so the statement has no effect");
    findings.push(match element {
        element::ACTION => Finding::at(code::EMPTY_ARRAY_ACTION, path, nothing).with_help(NAME_OR_REMOVE),
        element::RESOURCE => Finding::at(code::EMPTY_ARRAY_RESOURCE, path, nothing).with_help(NAME_OR_REMOVE),
        element::NOT_ACTION => Finding::at(code::EMPTY_ARRAY_NOT_ELEMENT, path, everything("action"))
            .with_help("if that is meant, write `\"Action\": \"*\"`"),
        _ => Finding::at(code::EMPTY_ARRAY_NOT_ELEMENT, path, everything("resource"))
            .with_help("if that is meant, write `\"Resource\": \"*\"`"),
    });
}

pub(super) fn unique_sids(document: &Document<'_>, findings: &mut Findings) {
    let mut sids: Vec<(&str, Option<usize>)> = document
        .statements
        .iter()
        .filter_map(|statement| Some((statement.sid.filter(|sid| !sid.is_empty())?, statement.index)))
        .collect();
    sids.sort_unstable();
    let mut repeated: Vec<_> = sids
        .windows(2)
        .filter_map(|pair| match pair {
            [(first, _), (second, index)] if first == second => Some((*index, *second)),
            _ => None,
        })
        .collect();
    repeated.sort_unstable();
    let statements = Path::ROOT.key(element::STATEMENT);
    for (index, sid) in repeated {
        let statement = statements.item(index);
        let message = format!("sid {} already names another statement", quote(sid));
        let finding = Finding::at(code::UNIQUE_SIDS_REQUIRED, &statement.key(element::SID), message);
        findings.push(finding.with_help("give it another name, or none"));
    }
}
