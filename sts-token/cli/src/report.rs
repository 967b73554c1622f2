//! Findings and summaries, on standard error.

use sts_policy::__private::Printable;
use sts_policy::Report;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_token::Token;

use crate::terminal::print_message;

/// Prints the findings and the size of a policy.
pub(crate) fn print_report(file: &str, text: &str, report: &Report) {
    for (finding, place) in report.findings().iter().zip(report.locate(text)) {
        print_message(&format!("{}:{}:{}: {finding}", Printable(file), place.line, place.column));
        if let Some(help) = finding.help() {
            print_message(&format!("  help: {help}"));
        }
    }
    let mut size = format!("{}: {} of {SESSION_POLICY_BYTES} bytes", Printable(file), report.bytes());
    if let Some(packed) = report.packed_size() {
        size += &format!(", packed size {packed}, {}", packed.verdict());
    }
    print_message(&size);
}

/// Prints the number of managed session policies of a request without an inline policy.
pub(crate) fn print_managed_policy_count(count: usize) {
    match count {
        0 => print_message("no session policy"),
        1 => print_message("1 managed session policy, no inline policy"),
        count => print_message(&format!("{count} managed session policies, no inline policy")),
    }
}

/// Prints the principal, the remaining lifetime and the packed size of a token.
pub(crate) fn print_token_summary(token: &Token) {
    let principal = token.principal().map_or("credentials", |principal| principal.arn());
    let hours = token.expires_in().as_secs() / 3_600;
    let minutes = token.expires_in().as_secs() / 60 % 60;
    let mut summary = format!("{}: valid for {hours} h {minutes} min", Printable(principal));
    if let Some(percent) = token.packed_policy_size() {
        summary += &format!(", packed size {percent}%");
    }
    print_message(&summary);
}
