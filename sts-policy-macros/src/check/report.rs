//! Core's report on a policy with holes.

use std::collections::HashSet;

use sts_policy_core::__private::{MacroTreatment, check_whole, macro_treatment};
use sts_policy_core::{Checker, Code, Finding, Report};

use super::resolved::ResolvedHoles;
use super::sample::Sample;
use crate::skeleton::Skeleton;

/// Checks the policy with the first sample of each hole. Keeps the findings that do not depend on the sample.
pub(super) fn report(skeleton: &Skeleton, holes: &ResolvedHoles) -> Report {
    let checker = Checker::for_scope(skeleton.scope);
    let run = |sample| check_whole(&checker, &holes.fill(&skeleton.holes, sample, &skeleton.json));
    let mut report = run(Sample::First);
    // Most policies have no findings, so one run is enough.
    if report.findings().is_empty() || skeleton.holes.uses.is_empty() {
        return report;
    }
    let second = run(Sample::Second);
    let others: HashSet<_> = second.findings().iter().map(comparison_key).collect();
    report.retain(|finding| others.contains(&comparison_key(finding)));
    let compares = |finding: &Finding| macro_treatment(finding.code()) == MacroTreatment::Comparison;
    if report.findings().iter().any(compares) {
        let unknown = run(Sample::Unknown);
        let others: HashSet<_> = unknown.findings().iter().map(comparison_key).collect();
        report.retain(|finding| !compares(finding) || others.contains(&comparison_key(finding)));
    }
    report
}

/// Returns the parts of a finding that do not depend on the sample of a hole.
fn comparison_key(finding: &Finding) -> (Code, &str, bool) {
    (finding.code(), finding.pointer().as_str(), finding.is_about_key())
}
