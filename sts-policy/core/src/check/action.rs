//! Checks of actions.

use crate::catalogue::action as code;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::action::{self, NotAnAction};
use crate::json::Path;

pub(super) fn format(text: &str, path: &Path<'_>, findings: &mut Findings) {
    if text == "*" {
        return;
    }
    let Err(problem) = action::parse(text) else { return };
    // A variable in an action is reported as such.
    if super::variable::unsupported_in_element(text, "an action", path, findings) {
        return;
    }
    let action = quote(text);
    let (message, help) = match problem {
        NotAnAction::Empty => ("an action is empty".to_owned(), "name an action, such as `s3:GetObject`"),
        NotAnAction::Arn => (format!("{action} is an ARN, not an action"), "ARNs belong in `Resource`"),
        NotAnAction::NoPrefix if text.bytes().all(|byte| byte == b'*') => {
            (format!("{action} is no action"), "write `*` for every action of every service")
        }
        NotAnAction::NoPrefix => (
            format!("action {action} does not say of which service"),
            "an action is a service prefix, a colon and a name, such as `s3:GetObject` or `s3:*`",
        ),
        NotAnAction::Prefix => (
            format!("action {action} has a malformed service prefix"),
            "a service prefix is made of letters, digits and hyphens, such as `s3` or `lambda`",
        ),
        NotAnAction::WildcardInPrefix => (
            format!("action {action} has a wildcard in its service prefix, where IAM takes none"),
            "name the service, or write `*` for every action of every service",
        ),
        NotAnAction::NoName => (
            format!("action {action} has no name behind its service prefix"),
            "name the action, or write `*` behind the colon for every action of the service",
        ),
        NotAnAction::Name(character) => (
            format!("action {action} has the character {} in its name", quote(character.encode_utf8(&mut [0; 4]))),
            "the name of an action is made of letters and digits; `*` and `?` are wildcards",
        ),
    };
    let finding = Finding::at(code::INVALID_ACTION_FORMAT, path, message);
    let fits = |trimmed: &str| trimmed == "*" || action::parse(trimmed).is_ok();
    findings.push(finding.trim_or(text, fits, |finding| finding.with_help(help)));
}
