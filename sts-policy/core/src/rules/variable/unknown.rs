//! Whether the policy variables of a text exist.

use sts_policy_reference::{GlobalConditionKey, Reference, Service};

use crate::diagnostics::{Finding, closest, quote};
use crate::grammar::variable::{Variable, variables};
use crate::rules::context::Context;
use crate::rules::reference_names::{before_placeholder, closest_global, is_of_others, plain};
use crate::rules::rule;

rule! {
    UNKNOWN_POLICY_VARIABLE {
        severity: Error,
        origin: Ours,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "there is no such policy variable",
        why: "It is never replaced, so the text never matches. A variable is called as a condition key is.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipleTag/team}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }
}

/// `path` is that of the text.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    for variable in variables(text).filter(|variable| variable.closed && !variable.is_escape()) {
        if cx.must_stop() {
            return;
        }
        if let Some(finding) = unknown(variable, cx, reference) {
            cx.report_by_reference(finding);
            // The others of the text are likely wrong in the same way.
            return;
        }
    }
}

/// A variable is called as a condition key is.
fn unknown(variable: Variable<'_>, cx: &Context<'_, '_>, reference: &Reference) -> Option<Finding> {
    let (name, _) = variable.parts();
    // A name that is empty or has spaces was reported.
    if name.trim().is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let shown = format!("${{{name}}}");
    let finding = |message| cx.finding(UNKNOWN_POLICY_VARIABLE, message);
    let globals = || reference.global_condition_keys().map(GlobalConditionKey::name);
    let did_you_mean =
        |finding: Finding, near: &str| finding.with_help(format!("did you mean {}?", quote(&format!("${{{near}}}"))));
    let Some((prefix, rest)) = name.split_once(':') else {
        let finding = finding(format!("policy variable {} has no prefix, so it is never replaced", quote(&shown)));
        let bare = globals()
            .map(before_placeholder)
            .find(|known| known.split_once(':').is_some_and(|(_, known)| known.eq_ignore_ascii_case(name)));
        return Some(match bare {
            Some(near) => did_you_mean(finding, near),
            None => finding.with_help("a variable is called as a condition key is, such as `${aws:userid}`"),
        });
    };
    if prefix.eq_ignore_ascii_case("aws") {
        if reference.global_condition_key(name).is_some() {
            return None;
        }
        let finding = finding(format!("there is no policy variable {}, so it is never replaced", quote(&shown)));
        let of_tag = globals().map(plain).find(|known| known.eq_ignore_ascii_case(name.trim_end_matches('/')));
        if let Some(of_tag) = of_tag {
            return Some(finding.with_help(format!("write the key of the tag behind a slash: `${{{of_tag}/team}}`")));
        }
        return Some(match closest_global(name, reference) {
            Some(near) => did_you_mean(finding, &near),
            None => finding,
        });
    }
    // Services have variables that are no condition keys.
    if reference.service(prefix).is_some() || is_of_others(prefix, reference) {
        return None;
    }
    if !reference.condition_keys(name).is_empty() {
        return None;
    }
    let finding = finding(format!("there is no policy variable {}, so it is never replaced", quote(&shown)));
    let prefixes = std::iter::once("aws").chain(reference.services().map(Service::prefix));
    Some(match closest(prefix, prefixes) {
        Some(near) => did_you_mean(finding, &format!("{near}:{rest}")),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use crate::Checker;

    /// What acts on a terminal is escaped in the help as it is in the message.
    #[test]
    fn help_is_printable() {
        for variable in ["aws:PrincipalTags/\\u001b[31m\\u202ex", "aw:\\u001b[31mx"] {
            let policy = format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${{{variable}}}"}}}}"#
            );
            let report = Checker::session().check(&policy);
            let help = report.findings()[0].help().unwrap();
            assert!(help.contains("\\u{1b}[31m") && !help.contains(char::is_control), "{help:?}");
        }
    }
}
