//! Unknown policy variables.

use sts_policy_reference::{GlobalConditionKey, Reference, Service};

use crate::diagnostics::{Finding, closest, message, quote};
use crate::grammar::variable::variables;
use crate::rules::context::Context;
use crate::rules::reference_names::{before_placeholder, closest_global, may_exist_unlisted, without_placeholder};
use crate::rules::rule;

rule! {
    UNKNOWN_POLICY_VARIABLE {
        severity: Error,
        origin: Project,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "a policy variable is unknown",
        why: "IAM never replaces it, so the text never matches. The name of a variable is that of a condition key.",
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

/// Reports the first unknown policy variable of a text. The others are usually wrong in the same way.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    for variable in variables(text).filter(|variable| variable.is_closed && !variable.is_escape()) {
        if cx.must_stop() {
            return;
        }
        let (name, _) = variable.name_and_default();
        // Another rule reports a name that is empty or has spaces.
        if name.trim().is_empty() || name.contains(char::is_whitespace) {
            continue;
        }
        if let Some(finding) = problem(name, cx, reference) {
            cx.report_by_reference(finding);
            return;
        }
    }
}

fn problem(name: &str, cx: &Context<'_, '_>, reference: &Reference) -> Option<Finding> {
    let Some((prefix, rest)) = name.split_once(':') else { return Some(without_prefix(name, cx, reference)) };
    if prefix.eq_ignore_ascii_case("aws") {
        return reference.global_condition_key(name).is_none().then(|| unknown_global(name, cx, reference));
    }
    // Services have variables that are not condition keys.
    if reference.service(prefix).is_some()
        || may_exist_unlisted(prefix, reference)
        || !reference.condition_keys(name).is_empty()
    {
        return None;
    }
    let prefixes = std::iter::once("aws").chain(reference.services().map(Service::prefix));
    let suggestion = closest(prefix, prefixes).map(|prefix| format!("{prefix}:{rest}"));
    Some(with_suggestion(unknown_variable(name, cx), suggestion.as_deref()))
}

fn without_prefix(name: &str, cx: &Context<'_, '_>, reference: &Reference) -> Finding {
    let message = message!("policy variable {} has no prefix: IAM never replaces it", quote(&format!("${{{name}}}")));
    let finding = cx.finding(UNKNOWN_POLICY_VARIABLE, message);
    let suggestion = reference
        .global_condition_keys()
        .map(GlobalConditionKey::name)
        .map(before_placeholder)
        .find(|known| known.split_once(':').is_some_and(|(_, known)| known.eq_ignore_ascii_case(name)));
    match suggestion {
        Some(_) => with_suggestion(finding, suggestion),
        None => finding.with_help("write the name of a condition key, such as `${aws:userid}`"),
    }
}

fn unknown_global(name: &str, cx: &Context<'_, '_>, reference: &Reference) -> Finding {
    let finding = unknown_variable(name, cx);
    let tag_key = reference
        .global_condition_keys()
        .map(GlobalConditionKey::name)
        .map(without_placeholder)
        .find(|known| known.eq_ignore_ascii_case(name.trim_end_matches('/')));
    match tag_key {
        Some(tag_key) => finding.with_help(message!("write the key of the tag after a slash: `${{}/team}`", tag_key)),
        None => with_suggestion(finding, closest_global(name, reference).as_deref()),
    }
}

fn unknown_variable(name: &str, cx: &Context<'_, '_>) -> Finding {
    let message = message!("unknown policy variable {}: IAM never replaces it", quote(&format!("${{{name}}}")));
    cx.finding(UNKNOWN_POLICY_VARIABLE, message)
}

fn with_suggestion(finding: Finding, suggestion: Option<&str>) -> Finding {
    match suggestion {
        Some(name) => finding.with_help(message!("did you mean {}?", quote(&format!("${{{name}}}")))),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use crate::Checker;

    /// Characters that control a terminal are escaped in the help, as in the message.
    #[test]
    fn help_escapes_control_characters() {
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
