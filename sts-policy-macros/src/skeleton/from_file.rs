//! Builds the skeleton from a JSON file with holes in its strings.

use std::collections::HashSet;

use proc_macro2::Span;
use sts_policy_core::__private::{count_steps, quoted};
use sts_policy_core::RuleScope;

use super::holes::report_private_use;
use super::pointer::find_texts;
use super::{Holes, Origin, Skeleton};
use crate::errors::Errors;

/// Returns the skeleton of a file. The texts in `unchecked` are not compared with the service reference.
pub(crate) fn from_file(
    path: String,
    text: String,
    span: Span,
    scope: RuleScope,
    unchecked: &[String],
    errors: &mut Errors,
) -> Skeleton {
    let mut holes = Holes::default();
    let json = mark_strings(&path, &text, span, &mut holes, errors);
    let unchecked = find_unchecked(&path, &json, unchecked, span, errors);
    Skeleton { scope, json, holes, unchecked, origin: Origin::File { path, text, span } }
}

/// Replaces the holes in the strings of a JSON text by markers.
fn mark_strings(path: &str, text: &str, span: Span, holes: &mut Holes, errors: &mut Errors) -> String {
    let mut json = String::with_capacity(text.len());
    let mut rest = text;
    let mut line = 1;
    while let Some((before, from)) = rest.split_once('"') {
        line += before.matches('\n').count();
        count_steps(before.len());
        let (content, behind) = from.split_at_checked(end_of_string(from)).unwrap_or((from, ""));
        count_steps(content.len());
        let location = format!("{path}:{line}: ");
        json.push_str(before);
        json.push('"');
        json.push_str(&holes.mark(content, span, &location, errors));
        // An escape may stand for a private-use character.
        if content.contains('\\')
            && let Ok(text) = serde_json::from_str::<String>(&format!("\"{content}\""))
        {
            report_private_use(&text, span, &location, errors);
        }
        // The checks report a string without its closing quote.
        let closed = behind.strip_prefix('"');
        line += content.matches('\n').count();
        json.extend(closed.map(|_| '"'));
        rest = closed.unwrap_or(behind);
    }
    json.push_str(rest);
    json
}

/// Returns the pointers of the unchecked texts. A text that is not in the file is reported.
fn find_unchecked(path: &str, json: &str, unchecked: &[String], span: Span, errors: &mut Errors) -> Vec<String> {
    // The checks report invalid JSON.
    let Ok(value) = serde_json::from_str(json) else { return Vec::new() };
    let texts: HashSet<&str> = unchecked.iter().map(String::as_str).collect();
    let mut missing = texts.clone();
    let mut found = Vec::new();
    for (pointer, text) in find_texts(&value, &|text| texts.contains(text)) {
        missing.remove(text);
        found.push(pointer);
    }
    for text in unchecked.iter().filter(|text| missing.remove(text.as_str())) {
        let message = format!("`{path}` does not contain the unchecked text {}", quoted(text));
        let help = "write the text of an action, a resource or a condition key as it is in the file";
        errors.push(span, message, Some(help));
    }
    found
}

/// Returns the length of a string's content in bytes. `text` begins after the opening quote.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let ends = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends
    });
    end.unwrap_or(text.len())
}
