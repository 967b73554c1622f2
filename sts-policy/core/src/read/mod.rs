//! From text to the document that the checks look at, reporting all that has no place in it: what is found here cannot be part
//! of a [`Policy`](crate::Policy), what the checks find can.

mod condition;
mod element;
mod members;
mod statement;
mod syntax;
mod value;

pub(crate) use condition::conditions;
pub(crate) use statement::statement;
pub(crate) use syntax::{not_utf8, parse};

use crate::catalogue::structure as code;
use crate::document::{Document, Element, List, StatementView, element as name};
use crate::finding::{Finding, Findings, quote};
use crate::json::{Member, Node, Path};
use crate::model::Version;

/// The document of a tree.
pub(crate) fn document<'a>(root: &'a Node<'a>, findings: &mut Findings) -> Document<'a> {
    let path = Path::ROOT;
    let Node::Object(members) = root else {
        findings.push(value::type_mismatch(&path, "the document", root, "a JSON object"));
        return Document::default();
    };
    let members = members::effective(members, &path, findings);
    if element::is_bare_statement(&members) {
        let message = "the elements of a statement stand outside of `Statement`";
        let finding = Finding::at(code::MISSING_STATEMENT, &path, message);
        findings.push(finding.with_help("wrap them, as in `\"Statement\": [{ … }]`"));
        return Document::default();
    }
    let mut document = Document::default();
    let names = element::Names::new(&members);
    let mut statement = None;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        if findings.must_stop() {
            break;
        }
        let path = path.key(key);
        match key.as_ref() {
            name::VERSION => document.version = version(value, &path, findings),
            name::ID => document.id = value::text(value, &path, name::ID, findings),
            name::STATEMENT => statement = Some(value),
            unknown => misspelt.extend(element::unknown(unknown, &Path::ROOT, &name::OF_POLICY, &names, findings)),
        }
    }
    // What was meant to be the version was reported, and is not missing too.
    if misspelt.contains(&name::VERSION) && document.version == Element::Absent {
        document.version = Element::Unreadable;
    }
    match statement {
        Some(node) => document.statements = statements(node, findings),
        // A misspelt element was reported as such; that it is missing too is the same mistake.
        None if misspelt.contains(&name::STATEMENT) => {}
        None => findings.push(Finding::at(code::MISSING_STATEMENT, &path, "the policy has no `Statement`")),
    }
    document
}

fn version(value: &Node<'_>, path: &Path<'_>, findings: &mut Findings) -> Element<Version> {
    let Some(name) = value::text(value, path, name::VERSION, findings) else { return Element::Unreadable };
    if let Some(version) = Version::from_name(name) {
        return Element::Present(version);
    }
    let message = format!("there is no policy language version {}", quote(name));
    let finding = Finding::at(code::INVALID_VERSION, path, message)
        .with_help(format!("write `{}`, the current version", Version::V2012));
    // Who means the older language may not want what the newer one makes of `${…}`.
    let older = name.starts_with("2008");
    findings.push(if older { finding } else { finding.with_value(Version::V2012.as_str()) });
    Element::Unreadable
}

/// Number of statements for which memory is reserved at once.
const USUAL_STATEMENTS: usize = 64;

fn statements<'a>(node: &'a Node<'a>, findings: &mut Findings) -> Vec<StatementView<'a>> {
    let path = Path::ROOT.key(name::STATEMENT);
    let list = List::new(node);
    if list.len() == 0 {
        let message = "`Statement` is empty; a policy says at least one thing";
        findings.push(Finding::at(code::MISSING_STATEMENT, &path, message));
    }
    // A hostile list has as many items as it has bytes, and reading stops early in it.
    let mut statements = Vec::with_capacity(list.len().min(USUAL_STATEMENTS));
    for (index, node) in list.items() {
        if findings.must_stop() {
            break;
        }
        let path = path.item(index);
        match node {
            Node::Object(_) => statements.extend(statement(node, index, &path, findings)),
            // A lone value that is no object was meant to be one, or an array of them.
            other => {
                let expected = if index.is_some() { "an object" } else { "an object or an array of objects" };
                let subject = if index.is_some() { "the statement" } else { "`Statement`" };
                findings.push(value::type_mismatch(&path, subject, other, expected));
            }
        }
    }
    statements
}
