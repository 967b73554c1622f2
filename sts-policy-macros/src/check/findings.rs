//! Sorts the findings of a report into errors and warnings.

use std::collections::HashSet;

use serde_json::Value;
use sts_policy_core::__private::{MacroTreatment, count_steps, macro_treatment};
use sts_policy_core::{Finding, Report, Severity, code};

use super::render::{Quotes, Renderer};
use super::resolved::ResolvedHoles;
use super::sample::Sample;
use super::warning::Warning;
use crate::errors::Errors;
use crate::skeleton::Skeleton;
use crate::skeleton::pointer::{escape_key, find_texts};

/// Adds the errors of a report to the errors, and returns the warnings. Suggestions are left out.
pub(super) fn split_by_severity(
    skeleton: &Skeleton,
    json: &Value,
    holes: &ResolvedHoles,
    report: &Report,
    errors: &mut Errors,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if report.findings().is_empty() {
        return warnings;
    }
    let renderer = Renderer::new(skeleton, report, Quotes::new(skeleton, json, holes));
    let reported = pointers_of_rejected(skeleton, json, holes);
    for (index, finding) in report.findings().iter().enumerate() {
        if is_left_out(skeleton, finding) || is_within_any(finding.pointer().as_str(), &reported) {
            continue;
        }
        match finding.severity() {
            _ if macro_treatment(finding.code()) == MacroTreatment::Error => renderer.push_error(index, errors),
            Severity::Error => renderer.push_error(index, errors),
            Severity::SecurityWarning | Severity::Warning => {
                let Some((span, message)) = renderer.message(index) else { continue };
                warnings.push(Warning { span, code: finding.code(), message });
            }
            _ => {}
        }
    }
    warnings
}

/// Returns the pointers of the texts with rejected holes, which were reported.
fn pointers_of_rejected(skeleton: &Skeleton, json: &Value, holes: &ResolvedHoles) -> HashSet<String> {
    if !holes.has_rejected() {
        return HashSet::new();
    }
    let has_rejected = |text: &str| skeleton.holes.within(text).any(|index| holes.is_rejected(index));
    // The pointers of the report have samples in keys with holes.
    let sampled_key = |index: usize| escape_key(holes.sample(Sample::First, index));
    let found = find_texts(json, &has_rejected);
    found.iter().map(|(pointer, _)| skeleton.holes.replace(pointer, sampled_key)).collect()
}

/// Checks whether a finding is not reported: core measures sizes elsewhere, and unchecked texts are not compared with the service
/// reference.
fn is_left_out(skeleton: &Skeleton, finding: &Finding) -> bool {
    if macro_treatment(finding.code()) == MacroTreatment::Skipped {
        return true;
    }
    let pointer = finding.pointer().as_str();
    // This finding about an action depends on all resources of its statement.
    let resources =
        (finding.code() == code::ACTION_WITHOUT_RESOURCE).then(|| format!("{}/Resource", statement(finding)));
    finding.reference_date().is_some()
        && skeleton.unchecked.iter().any(|unchecked| {
            unchecked == pointer || resources.as_ref().is_some_and(|resources| is_within(unchecked, resources))
        })
}

/// Returns the pointer of the statement that a finding is about.
fn statement(finding: &Finding) -> String {
    let mut tokens = finding.pointer().as_str().split('/').skip(1);
    let (list, index) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    // A single statement need not be in a list.
    if index.parse::<usize>().is_ok() { format!("/{list}/{index}") } else { format!("/{list}") }
}

/// Checks whether a pointer is another one, or points into its element.
fn is_within(pointer: &str, whole: &str) -> bool {
    pointer.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Checks whether a pointer is in the set, or points into an element of it.
fn is_within_any(mut pointer: &str, wholes: &HashSet<String>) -> bool {
    if wholes.is_empty() {
        return false;
    }
    loop {
        count_steps(1);
        match pointer.rsplit_once('/') {
            _ if wholes.contains(pointer) => return true,
            Some((parent, _)) => pointer = parent,
            None => return false,
        }
    }
}
