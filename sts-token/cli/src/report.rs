//! What the checks say, for people.

use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::{Printable, Report};

use crate::say;

/// Says all findings, and how large the policy is.
pub(crate) fn show(file: &str, text: &str, report: &Report) {
    for (finding, place) in report.findings().iter().zip(report.locate(text)) {
        say(&format!("{}:{}:{}: {finding}", Printable(file), place.line, place.column));
        if let Some(help) = finding.help() {
            say(&format!("  help: {help}"));
        }
    }
    let mut size = format!("{}: {} of {SESSION_POLICY_BYTES} bytes", Printable(file), report.bytes());
    if let Some(packed) = report.packed_size() {
        size += &format!(", packed size {packed}, {}", packed.verdict());
    }
    say(&size);
}

/// Says what there is if there is no inline policy.
pub(crate) fn show_without_inline(managed: usize) {
    match managed {
        0 => say("no session policy"),
        1 => say("1 managed session policy, no inline one"),
        managed => say(&format!("{managed} managed session policies, no inline one")),
    }
}
