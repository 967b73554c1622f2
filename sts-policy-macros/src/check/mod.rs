//! Core's checks, run on a skeleton: each hole has a sample value while they run.

mod context;
mod findings;
mod hole_resolution;
mod path_keys;
mod render;
mod report;
mod resolved;
mod sample;
mod warning;

pub(crate) use context::HoleContext;
pub(crate) use warning::Warning;

use proc_macro2::Span;
use serde_json::Value;
use sts_policy_core::{Checker, Policy};

use self::render::{Quotes, Renderer};
use self::report::report;
use self::resolved::resolve;
use crate::errors::Errors;
use crate::skeleton::{Origin, Skeleton};

/// A policy without errors, with the data for its code.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) policy: Policy,
    /// The context of each use of a hole.
    pub(crate) contexts: Vec<HoleContext>,
    pub(crate) warnings: Vec<Warning>,
}

/// Checks a skeleton. Returns `None` if there is an error, which is in the errors.
pub(crate) fn check(skeleton: &Skeleton, errors: &mut Errors) -> Option<Checked> {
    let json = parse(skeleton, errors)?;
    // Statements that could not be parsed were reported.
    if has_no_statements(&json) && !errors.is_empty() {
        return None;
    }
    let holes = resolve(skeleton, &json, errors);
    check_version(skeleton, &json, errors)?;
    let report = report(skeleton, &holes);
    let warnings = findings::split_by_severity(skeleton, &json, &holes, &report, errors);
    if !errors.is_empty() {
        return None;
    }
    match Policy::from_json(&skeleton.json) {
        Ok(policy) => Some(Checked { policy, contexts: holes.contexts, warnings }),
        Err(error) => {
            errors.push(Span::call_site(), error.to_string(), None);
            None
        }
    }
}

/// Parses the JSON of a skeleton. Syntax errors of a file are reported at their positions in the file.
fn parse(skeleton: &Skeleton, errors: &mut Errors) -> Option<Value> {
    let error = match serde_json::from_str(&skeleton.json) {
        Ok(json) => return Some(json),
        Err(error) => error,
    };
    match &skeleton.origin {
        Origin::File { text, .. } => {
            let report = Checker::for_scope(skeleton.scope).check(text);
            let renderer = Renderer::new(skeleton, &report, Quotes::default());
            (0..report.findings().len()).for_each(|index| renderer.push_error(index, errors));
        }
        Origin::Tokens { .. } => {
            errors.push(Span::call_site(), format!("cannot write the policy as JSON: {error}"), None);
        }
    }
    None
}

fn has_no_statements(json: &Value) -> bool {
    json.get("Statement").and_then(Value::as_array).is_some_and(Vec::is_empty)
}

/// Reports a policy with holes in a version that has no escapes.
fn check_version(skeleton: &Skeleton, json: &Value, errors: &mut Errors) -> Option<()> {
    let Some(first) = skeleton.holes.uses.first() else { return Some(()) };
    if json.get("Version").and_then(Value::as_str) == Some("2012-10-17") {
        return Some(());
    }
    let message = format!("{}invalid version of a policy with holes: must be 2012-10-17", first.location);
    let help = "add `\"Version\": \"2012-10-17\"`: in older versions, the `*` in `${*}` is a wildcard";
    errors.push(skeleton.span(), message, Some(help));
    None
}
