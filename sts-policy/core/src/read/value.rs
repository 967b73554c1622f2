//! Values of the JSON types that elements take.

use crate::catalogue::structure as code;
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::json::{Node, Path};

pub(super) fn text<'a>(
    value: &'a Node<'a>,
    path: &Path<'_>,
    element: &str,
    findings: &mut Findings,
) -> Option<&'a str> {
    let text = value.as_str();
    if text.is_none() {
        findings.push(type_mismatch(path, &format!("`{element}`"), value, "a string"));
    }
    text
}

/// A string or an array of strings.
pub(super) fn texts<'a>(value: &'a Node<'a>, path: &Path<'_>, element: &str, findings: &mut Findings) -> List<'a> {
    let list = List::new(value);
    for (index, node) in list.items() {
        if node.as_str().is_some() {
            continue;
        }
        if findings.must_stop() {
            break;
        }
        let path = path.item(index);
        findings.push(match index {
            None => type_mismatch(&path, &quote(element).to_string(), node, "a string or an array of strings"),
            Some(_) => type_mismatch(&path, &format!("an item of {}", quote(element)), node, "a string"),
        });
    }
    list
}

/// The values of a condition key.
pub(super) fn condition_values(value: &Node<'_>, path: &Path<'_>, key: &str, findings: &mut Findings) {
    for (index, node) in List::new(value).items() {
        if findings.must_stop() {
            break;
        }
        let path = path.item(index);
        match node {
            Node::String(_) | Node::Bool(_) => {}
            Node::Number(number) if !number.may_be_rounded() => {}
            Node::Number(number) => {
                let message = format!("the number was read as `{number}`, which may not be all its digits");
                let finding = Finding::at(code::INEXACT_NUMBER, &path, message);
                findings.push(finding.with_help("write the number as a string, in double quotes"));
            }
            Node::Null | Node::Array(_) | Node::Object(_) => {
                let subject = format!("a value of condition key {}", quote(key));
                findings.push(type_mismatch(&path, &subject, node, "a string, a number or a boolean"));
            }
        }
    }
}

pub(super) fn type_mismatch(path: &Path<'_>, subject: &str, found: &Node<'_>, expected: &str) -> Finding {
    let message = format!("{subject} is {}; it must be {expected}", found.kind());
    Finding::at(code::DATA_TYPE_MISMATCH, path, message)
}
