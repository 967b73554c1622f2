//! Regions in the values of conditions.

use sts_policy_reference::Partition;

use super::resolve::ResolvedEntry;
use crate::diagnostics::{closest, message, quote};
use crate::grammar::variable::has_variable;
use crate::model::OperatorFamily;
use crate::pattern::text_patterns_intersect;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_REGION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "a condition requires an unknown region",
        why: "The condition never holds, or always if it is negated.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestedRegion": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:*:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west1" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:*:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
  }]
}"#,
    }
}

const REGION_KEYS: [&str; 2] = ["aws:RequestedRegion", "ec2:Region"];

/// The path is that of the key.
pub(crate) fn check(entry: &ResolvedEntry<'_, '_>, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let Some(operator) = entry.operator.map(|operator| operator.operator) else { return };
    let is_region = REGION_KEYS.iter().any(|key| key.eq_ignore_ascii_case(entry.key.text));
    if !is_region || operator.family() != OperatorFamily::String {
        return;
    }
    let regions = || reference.partitions().flat_map(Partition::regions);
    for (index, text) in entry.values.texts() {
        if cx.must_stop() {
            return;
        }
        let is_pattern = operator.takes_wildcards() && text.contains(['*', '?']);
        if has_variable(text)
            || regions().any(|region| if is_pattern { text_patterns_intersect(text, region) } else { region == text })
        {
            continue;
        }
        let message = if is_pattern {
            message!("no region matches {}", quote(text))
        } else {
            message!("unknown region {}", quote(text))
        };
        let finding = cx.item(index).finding(INVALID_REGION, message);
        cx.report_by_reference(match closest(text, regions()) {
            Some(region) => finding.with_help(message!("did you mean {}?", quote(region))),
            None => finding.with_help("write the code of a region, such as `eu-west-1`"),
        });
    }
}
