//! Checks of the key itself.

use super::Usage;
use crate::catalogue::key as code;
use crate::document::BlockView;
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::steps;

/// The keys that take the key of a tag behind a slash.
const OF_TAGS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

/// A key that was withdrawn, and the one that has its place.
const WITHDRAWN: &str = "aws:ARN";
const PRINCIPAL_ARN: &str = "aws:PrincipalArn";

/// What the caller writes into the headers of a request. Source: User Guide, "AWS global condition context keys".
const WRITTEN_BY_CALLER: [&str; 2] = ["aws:referer", "aws:UserAgent"];

/// Whether no request has such a key; then it was reported. `operator` is the path of the operator.
pub(super) fn unknown(usage: &Usage<'_>, operator: &Path<'_>, findings: &mut Findings) -> bool {
    let path = operator.key(usage.key);
    let name = usage.key.strip_suffix('/').unwrap_or(usage.key);
    if let Some(known) = OF_TAGS.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        let message = format!("condition key {} does not say which tag", quote(usage.key));
        let finding = Finding::at_key(code::MISSING_TAG_KEY_IN_CONDITION, &path, message);
        findings.push(finding.with_help(format!("write the key of the tag behind a slash, such as `{known}/team`")));
        return true;
    }
    if usage.is_key(WITHDRAWN) {
        let message = format!("there is no condition key {} any more", quote(usage.key));
        let finding = Finding::at_key(code::UNSUPPORTED_GLOBAL_CONDITION_KEY, &path, message);
        let finding = finding.with_help(format!(
            "use `{PRINCIPAL_ARN}` for whoever makes the request, or `aws:SourceArn` for what causes it"
        ));
        let is_free = !usage.block_facts.has_principal_arn();
        let fix = || Fix::rename(path.pointer(), operator.key(PRINCIPAL_ARN).pointer());
        findings.push(if is_free { finding.with_fix(fix()) } else { finding });
        return true;
    }
    false
}

pub(super) fn has_principal_arn(block: &BlockView<'_>) -> bool {
    block.entries.iter().any(|member| {
        steps::add(1);
        member.key.eq_ignore_ascii_case(PRINCIPAL_ARN)
    })
}

pub(super) fn untrustworthy(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    if usage.is_any_key(&WRITTEN_BY_CALLER) {
        let message = format!("{} is whatever the caller writes into a header of the request", quote(usage.key));
        let finding = Finding::at_key(code::UNTRUSTWORTHY_CONDITION_KEY, path, message);
        findings.push(
            finding
                .with_help("decide by what the caller cannot choose, such as `aws:PrincipalArn` or `aws:SourceVpce`"),
        );
    }
}
