//! A policy in a file: JSON, with holes in its strings.

use std::collections::HashSet;

use proc_macro2::Span;
use sts_policy_core::__private::quoted;
use sts_policy_core::PolicyKind;

use crate::draft::{Draft, Holes, Origin, refuse_private};
use crate::errors::Errors;
use crate::pointer::pointers;
use crate::steps;

/// The draft of a file. `unchecked` are the texts that the reference is not asked about.
pub(crate) fn draft(
    path: String,
    text: String,
    span: Span,
    kind: PolicyKind,
    unchecked: &[String],
    errors: &mut Errors,
) -> Draft {
    let mut holes = Holes::default();
    let mut json = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut line = 1;
    while let Some((before, from)) = rest.split_once('"') {
        line += before.matches('\n').count();
        steps::add(before.len());
        let end = end_of_string(from);
        let (content, behind) = from.split_at_checked(end).unwrap_or((from, ""));
        json.push_str(before);
        json.push('"');
        steps::add(content.len());
        let place = format!("{path}:{line}: ");
        json.push_str(&holes.marked(content, span, &place, errors));
        // What it says once its escapes are read.
        if content.contains('\\')
            && let Ok(text) = serde_json::from_str::<String>(&format!("\"{content}\""))
        {
            refuse_private(&text, span, &place, errors);
        }
        // The closing quote, if there is one: what is no JSON is for the checks to say.
        let closed = behind.strip_prefix('"');
        line += content.matches('\n').count();
        json.extend(closed.map(|_| '"'));
        rest = closed.unwrap_or(behind);
    }
    json.push_str(rest);
    let mut places = Vec::new();
    // Where it is no JSON, there is more to be said.
    if let Ok(value) = serde_json::from_str(&json) {
        let names: HashSet<&str> = unchecked.iter().map(String::as_str).collect();
        let mut missing = names.clone();
        for (pointer, text) in pointers(&value, &|text| names.contains(text)) {
            missing.remove(text);
            places.push(pointer);
        }
        for name in unchecked.iter().filter(|name| missing.remove(name.as_str())) {
            let message = format!("{} is `unchecked`, and not in `{path}`", quoted(name));
            let help = "write the text of an action, a resource or a condition key as it stands there";
            errors.push(span, message, Some(help));
        }
    }
    Draft { kind, json, holes, unchecked: places, origin: Origin::File { path, text, span } }
}

/// Where the string whose content begins here ends, in bytes.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let ends = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends
    });
    end.unwrap_or(text.len())
}
