//! From text to the document that the checks look at, reporting all that has no place in it.

use std::collections::{HashMap, HashSet};

use crate::catalogue::structure as code;
use crate::document::{BlockView, Document, Element, List, Members, StatementView, element};
use crate::finding::{Finding, Findings, Fix, Part, quote};
use crate::json::locate::BYTE_ORDER_MARK;
use crate::json::path::Pointer;
use crate::json::{Member, Node, Path};
use crate::model::{ConditionOperator, Effect, Version};
use crate::suggest::closest;

/// The JSON tree of a text; `None`, and a finding, where there is none.
pub(crate) fn parse<'a>(text: &'a str, findings: &mut Findings) -> Option<Node<'a>> {
    let document = match text.strip_prefix(BYTE_ORDER_MARK) {
        None => text,
        Some(document) => {
            let message = "the text begins with a byte order mark (U+FEFF), which is no part of JSON";
            let finding = Finding::new(
                code::JSON_SYNTAX_ERROR,
                Pointer::default(),
                Part::Text(0..BYTE_ORDER_MARK.len()),
                message,
            );
            findings.push(finding.with_help("save the file as UTF-8 without a byte order mark"));
            document
        }
    };
    match serde_json::from_str(document) {
        Ok(node) => Some(node),
        Err(error) => {
            let start = text.len() - document.len() + offset_of(document, &error);
            findings.push(syntax_error(text, start, &error));
            None
        }
    }
}

/// The finding for bytes that are not even text.
pub(crate) fn not_utf8(error: std::str::Utf8Error) -> Finding {
    let at = error.valid_up_to();
    Finding::new(
        code::JSON_SYNTAX_ERROR,
        Pointer::default(),
        Part::Text(at..at),
        format!("the text is not UTF-8: byte {at} (counted from 0) begins no character"),
    )
    .with_help("save the file as UTF-8")
}

fn syntax_error(text: &str, start: usize, error: &serde_json::Error) -> Finding {
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |next| start + next.len_utf8());
    let told = error.to_string();
    // serde_json's own words, without the place, which is shown apart.
    let cause = told.rsplit_once(" at line ").map_or(told.as_str(), |(cause, _)| cause);
    let (message, help) = match cause {
        _ if text.trim_start_matches(BYTE_ORDER_MARK).trim().is_empty() => {
            ("the text is empty; a policy is a JSON object".to_owned(), None)
        }
        "trailing characters" => (
            "more text follows the end of the JSON document".to_owned(),
            Some("a file holds one policy; remove what follows it"),
        ),
        "recursion limit exceeded" => ("arrays and objects are nested more than 127 deep".to_owned(), None),
        "trailing comma" => ("a comma stands before a closing bracket".to_owned(), Some("remove the comma")),
        "number out of range" => ("a number is too large for JSON readers".to_owned(), Some("write it as a string")),
        "key must be a string" => {
            ("a key of an object is not a string".to_owned(), Some("write the key in double quotes"))
        }
        cause if error.is_eof() => (format!("the text ends too early: {}", cause.replace("EOF", "it ends")), None),
        cause => (format!("the text is not JSON: {cause}"), None),
    };
    let finding = Finding::new(code::JSON_SYNTAX_ERROR, Pointer::default(), Part::Text(start..end), message);
    finding.with_help_if_any(help.map(str::to_owned))
}

/// The byte where a syntax error is. serde_json counts lines from 1 and, in a line, the bytes up to and with the culprit.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let line_start = match error.line().checked_sub(2) {
        None => 0,
        Some(newlines) => text.match_indices('\n').nth(newlines).map_or(0, |(at, _)| at + 1),
    };
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The document of a tree.
pub(crate) fn document<'a>(root: &'a Node<'a>, findings: &mut Findings) -> Document<'a> {
    let path = Path::ROOT;
    let Node::Object(members) = root else {
        findings.push(type_mismatch(&path, "the document", root, "a JSON object"));
        return Document::default();
    };
    let members = effective(members, &path, findings);
    let mut document = Document::default();
    let mut statement = None;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        let path = path.key(key);
        match key.as_ref() {
            element::VERSION => document.version = version(value, &path, findings),
            element::ID => document.id = text(value, &path, element::ID, findings),
            element::STATEMENT => statement = Some(value),
            unknown => misspelt.extend(unknown_element(unknown, &Path::ROOT, &element::OF_POLICY, &members, findings)),
        }
    }
    match statement {
        Some(node) => document.statements = statements(node, findings),
        // A misspelt element was reported as such; that it is missing too is the same mistake.
        None if misspelt.contains(&element::STATEMENT) => {}
        None => findings.push(Finding::at(code::MISSING_STATEMENT, &path, "the policy has no `Statement`")),
    }
    document
}

fn version(value: &Node<'_>, path: &Path<'_>, findings: &mut Findings) -> Element<Version> {
    let Some(name) = text(value, path, element::VERSION, findings) else { return Element::Unreadable };
    if let Some(version) = Version::from_name(name) {
        return Element::Present(version);
    }
    let message = format!("there is no policy language version {}", quote(name));
    let help = format!("write `{}`, the current version", Version::V2012);
    findings
        .push(Finding::at(code::INVALID_VERSION, path, message).with_help(help).with_value(Version::V2012.as_str()));
    Element::Unreadable
}

fn statements<'a>(node: &'a Node<'a>, findings: &mut Findings) -> Vec<StatementView<'a>> {
    let path = Path::ROOT.key(element::STATEMENT);
    let list = List::new(node);
    if list.len() == 0 {
        findings.push(Finding::at(
            code::MISSING_STATEMENT,
            &path,
            "`Statement` is empty; a policy says at least one thing",
        ));
    }
    let mut statements = Vec::with_capacity(list.len());
    for (index, node) in list.items() {
        let path = path.item(index);
        match node {
            Node::Object(members) => {
                statements.push(statement(StatementView::new(node, index), members, &path, findings))
            }
            // A lone value that is no object was meant to be one, or an array of them.
            other => {
                let expected = if index.is_some() { "an object" } else { "an object or an array of objects" };
                let subject = if index.is_some() { "the statement" } else { "`Statement`" };
                findings.push(type_mismatch(&path, subject, other, expected));
            }
        }
    }
    statements
}

fn statement<'a>(
    mut statement: StatementView<'a>,
    members: &'a [Member<'a>],
    statement_path: &Path<'_>,
    findings: &mut Findings,
) -> StatementView<'a> {
    let members = effective(members, statement_path, findings);
    let mut has_effect = false;
    let mut misspelt = Vec::new();
    for Member { key, value } in members.iter() {
        let path = statement_path.key(key);
        match key.as_ref() {
            element::SID => statement.sid = text(value, &path, element::SID, findings),
            element::EFFECT => {
                has_effect = true;
                statement.effect = effect(value, &path, findings);
            }
            element::PRINCIPAL => statement.principal = principal(value, &path, element::PRINCIPAL, findings),
            element::NOT_PRINCIPAL => {
                statement.not_principal = principal(value, &path, element::NOT_PRINCIPAL, findings);
            }
            element::ACTION => statement.action = Some(texts(value, &path, element::ACTION, findings)),
            element::NOT_ACTION => statement.not_action = Some(texts(value, &path, element::NOT_ACTION, findings)),
            element::RESOURCE => statement.resource = Some(texts(value, &path, element::RESOURCE, findings)),
            element::NOT_RESOURCE => {
                statement.not_resource = Some(texts(value, &path, element::NOT_RESOURCE, findings));
            }
            element::CONDITION => statement.conditions = conditions(value, &path, findings),
            unknown => {
                misspelt.extend(unknown_element(unknown, statement_path, &element::OF_STATEMENT, &members, findings));
            }
        }
    }
    if !has_effect && !misspelt.contains(&element::EFFECT) {
        let message = "the statement has no `Effect`, so it neither allows nor denies";
        let finding = Finding::at(code::MISSING_EFFECT, statement_path, message);
        findings.push(finding.with_help("say `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`"));
    }
    presence(&statement, &misspelt, statement_path, findings);
    statement
}

/// Of each pair of opposite elements a statement has exactly one; of the principals at most one.
fn presence(statement: &StatementView<'_>, misspelt: &[&str], path: &Path<'_>, findings: &mut Findings) {
    let pairs = [
        (
            (element::ACTION, statement.action.is_some()),
            (element::NOT_ACTION, statement.not_action.is_some()),
            Some(code::MISSING_ACTION),
        ),
        (
            (element::RESOURCE, statement.resource.is_some()),
            (element::NOT_RESOURCE, statement.not_resource.is_some()),
            Some(code::MISSING_RESOURCE),
        ),
        (
            (element::PRINCIPAL, statement.principal.is_some()),
            (element::NOT_PRINCIPAL, statement.not_principal.is_some()),
            None,
        ),
    ];
    for ((positive, has_positive), (negative, has_negative), missing) in pairs {
        match (has_positive, has_negative, missing) {
            (true, true, _) => {
                let message = format!("a statement has `{positive}` or `{negative}`, not both");
                let path = path.key(negative);
                findings.push(Finding::at_key(code::UNSUPPORTED_ELEMENT_COMBINATION, &path, message));
            }
            (false, false, Some(code)) if !misspelt.contains(&positive) && !misspelt.contains(&negative) => {
                let message = format!("the statement has neither `{positive}` nor `{negative}`");
                findings.push(Finding::at(code, path, message));
            }
            _ => {}
        }
    }
}

fn effect(value: &Node<'_>, path: &Path<'_>, findings: &mut Findings) -> Option<Effect> {
    let name = text(value, path, element::EFFECT, findings)?;
    let effect = Effect::from_name(name);
    if effect.is_none() {
        let message = format!("effect {} is neither `Allow` nor `Deny`", quote(name));
        let mut finding = Finding::at(code::INVALID_EFFECT, path, message);
        match closest(name, Effect::ALL.map(Effect::as_str)) {
            None => finding = finding.with_help("write `Allow` or `Deny`"),
            Some(meant) => {
                finding = finding.with_help(format!("did you mean `{meant}`?"));
                // Another case is a slip; another word may be another thought.
                if meant.eq_ignore_ascii_case(name) {
                    finding = finding.with_value(meant);
                }
            }
        }
        findings.push(finding);
    }
    effect
}

fn principal<'a>(value: &'a Node<'a>, path: &Path<'_>, element: &str, findings: &mut Findings) -> Option<&'a Node<'a>> {
    match value {
        Node::String(text) if text == "*" => {}
        Node::Object(members) => {
            for Member { key, value } in effective(members, path, findings).iter() {
                texts(value, &path.key(key), key, findings);
            }
        }
        other => findings.push(type_mismatch(path, &format!("`{element}`"), other, "`\"*\"` or an object")),
    }
    Some(value)
}

fn conditions<'a>(value: &'a Node<'a>, path: &Path<'_>, findings: &mut Findings) -> Option<Vec<BlockView<'a>>> {
    let Node::Object(operators) = value else {
        findings.push(type_mismatch(path, "`Condition`", value, "an object of condition operators"));
        return None;
    };
    let operators = effective(operators, path, findings);
    let mut blocks: Vec<BlockView<'a>> = Vec::new();
    let mut seen: Vec<(ConditionOperator, &str)> = Vec::new();
    for Member { key: name, value } in operators.iter() {
        let path = path.key(name);
        let Node::Object(entries) = value else {
            let subject = format!("the value of condition operator {}", quote(name));
            findings.push(type_mismatch(&path, &subject, value, "an object of condition keys"));
            continue;
        };
        let entries = effective(entries, &path, findings);
        for Member { key, value } in entries.iter() {
            condition_values(value, &path.key(key), key, findings);
        }
        let operator = name.parse().ok();
        if let Some(operator) = operator {
            match seen.iter().find(|(known, _)| *known == operator) {
                None => seen.push((operator, name)),
                Some((_, first)) => {
                    let message = format!("operator {} is {} again, in another case", quote(name), quote(first));
                    let finding = Finding::at_key(code::DUPLICATE_JSON_KEY, &path, message);
                    findings.push(finding.with_help("put all conditions of an operator under one key"));
                }
            }
        }
        blocks.push(BlockView { name, operator, entries });
    }
    Some(blocks)
}

fn condition_values(value: &Node<'_>, path: &Path<'_>, key: &str, findings: &mut Findings) {
    for (index, node) in List::new(value).items() {
        let path = path.item(index);
        match node {
            Node::String(_) | Node::Bool(_) => {}
            Node::Number(number) => {
                if number.may_be_rounded() {
                    let message = format!("the number was read as `{number}`, which may not be all its digits");
                    let finding = Finding::at(code::INEXACT_NUMBER, &path, message);
                    findings.push(finding.with_help("write the number as a string, in double quotes"));
                }
            }
            Node::Null | Node::Array(_) | Node::Object(_) => {
                let subject = format!("a value of condition key {}", quote(key));
                findings.push(type_mismatch(&path, &subject, node, "a string, a number or a boolean"));
            }
        }
    }
}

fn text<'a>(value: &'a Node<'a>, path: &Path<'_>, element: &str, findings: &mut Findings) -> Option<&'a str> {
    let text = value.as_str();
    if text.is_none() {
        findings.push(type_mismatch(path, &format!("`{element}`"), value, "a string"));
    }
    text
}

/// A string or an array of strings.
fn texts<'a>(value: &'a Node<'a>, path: &Path<'_>, element: &str, findings: &mut Findings) -> List<'a> {
    let list = List::new(value);
    for (index, node) in list.items() {
        if node.as_str().is_none() {
            let path = path.item(index);
            let finding = match index {
                None => type_mismatch(&path, &quote(element).to_string(), node, "a string or an array of strings"),
                Some(_) => type_mismatch(&path, &format!("an item of {}", quote(element)), node, "a string"),
            };
            findings.push(finding);
        }
    }
    list
}

fn type_mismatch(path: &Path<'_>, subject: &str, found: &Node<'_>, expected: &str) -> Finding {
    let message = format!("{subject} is {}; it must be {expected}", found.kind());
    Finding::at(code::DATA_TYPE_MISMATCH, path, message)
}

/// Reports an element that there is not, and returns the one that was probably meant. `path` is that of the object which has
/// it, `known` are the elements of such an object.
fn unknown_element(
    name: &str,
    path: &Path<'_>,
    known: &[&'static str],
    members: &Members<'_>,
    findings: &mut Findings,
) -> Option<&'static str> {
    let of_policy = known == element::OF_POLICY;
    let place = if of_policy { "policy" } else { "statement" };
    let message = format!("a {place} has no element {}", quote(name));
    let finding = Finding::at_key(code::INVALID_POLICY_ELEMENT, &path.key(name), message);
    let elsewhere = element::OF_POLICY.iter().chain(&element::OF_STATEMENT).any(|element| *element == name);
    if elsewhere {
        let belongs = if of_policy { "inside a statement" } else { "beside `Statement`" };
        findings.push(finding.with_help(format!("`{name}` belongs {belongs}")));
        return None;
    }
    let Some(meant) = closest(name, known.iter().copied()) else {
        findings.push(finding.with_help(format!("known here are {}", list(known))));
        return None;
    };
    let finding = finding.with_help(format!("did you mean `{meant}`?"));
    // Another case is a slip, unless the right one is there too.
    let certain = meant.eq_ignore_ascii_case(name) && !members.iter().any(|member| member.key == meant);
    let fix = Fix::rename(path.key(name).pointer(), path.key(meant).pointer());
    findings.push(if certain { finding.with_fix(fix) } else { finding });
    Some(meant)
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The members that count: of equal keys the last, as [`Pointer`] says. One finding for each key that stands more than once.
fn effective<'a>(members: &'a [Member<'a>], path: &Path<'_>, findings: &mut Findings) -> Members<'a> {
    // Few keys, the usual case: compare each with each, without allocating.
    let repeats = |index: usize, key: &str| members.iter().skip(index + 1).any(|later| later.key == key);
    if members.len() <= 16 && !members.iter().enumerate().any(|(index, member)| repeats(index, &member.key)) {
        return Members::All(members);
    }
    let mut counts = HashMap::with_capacity(members.len());
    for member in members {
        *counts.entry(member.key.as_ref()).or_insert(0_usize) += 1;
    }
    if counts.len() == members.len() {
        return Members::All(members);
    }
    let mut last = Vec::with_capacity(counts.len());
    let mut seen = HashSet::with_capacity(counts.len());
    for member in members.iter().rev().filter(|member| seen.insert(member.key.as_ref())) {
        last.push(member);
    }
    last.reverse();
    for Member { key, .. } in &last {
        let count = counts.get(key.as_ref()).copied().unwrap_or(1);
        if count > 1 {
            let message =
                format!("key {} stands {count} times in one object, and most readers see only the last", quote(key));
            let path = path.key(key);
            let finding = Finding::at_key(code::DUPLICATE_JSON_KEY, &path, message);
            findings.push(finding.with_help("keep one of them"));
        }
    }
    Members::Last(last)
}
