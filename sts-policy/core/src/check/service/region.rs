//! Regions in the values of conditions.

use sts_policy_reference::{Partition, Reference};

use super::{Usage, dated};
use crate::catalogue::service as code;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::variable::has_variable;
use crate::json::Path;
use crate::model::OperatorFamily;
use crate::pattern::text_patterns_meet;
use crate::suggest::closest;

/// The keys whose values are regions.
const OF_REGIONS: [&str; 2] = ["aws:RequestedRegion", "ec2:Region"];

/// `path` is that of the key.
pub(super) fn values(usage: &Usage<'_, '_>, path: &Path<'_>, reference: &Reference, findings: &mut Findings) {
    let Some(operator) = usage.operator.map(|operator| operator.operator) else { return };
    let is_region = OF_REGIONS.iter().any(|key| key.eq_ignore_ascii_case(usage.key.text));
    if !is_region || operator.family() != OperatorFamily::String {
        return;
    }
    let regions = || reference.partitions().flat_map(Partition::regions);
    for (index, text) in usage.values.texts() {
        if findings.must_stop() {
            return;
        }
        let is_pattern = operator.takes_wildcards() && text.contains(['*', '?']);
        if has_variable(text)
            || regions().any(|region| if is_pattern { text_patterns_meet(text, region) } else { region == text })
        {
            continue;
        }
        let message = if is_pattern {
            format!("no region matches {}", quote(text))
        } else {
            format!("there is no region {}", quote(text))
        };
        let finding = Finding::at(code::INVALID_REGION, &path.item(index), message);
        findings.push(dated(
            match closest(text, regions()) {
                Some(near) => finding.with_help(format!("did you mean `{near}`?")),
                None => finding.with_help("write the code of a region, such as `eu-west-1`"),
            },
            reference,
        ));
    }
}
