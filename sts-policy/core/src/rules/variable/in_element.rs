//! a policy variable stands where IAM replaces none.

use crate::diagnostics::quote;
use crate::grammar::variable::has_variable;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    VARIABLE_UNSUPPORTED_IN_ELEMENT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy variable stands where IAM replaces none",
        why: "IAM replaces policy variables in the values of conditions and in `Resource`, but not in the partition or the service of an ARN. Elsewhere it takes the text as it is, or refuses it.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:${aws:PrincipalTag/action}",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

/// Whether a text that takes no variables has one; then it was reported.
pub(crate) fn check(text: &str, element: &str, cx: &mut Context<'_, '_>) -> bool {
    let found = has_variable(text);
    if found {
        cx.report(cx.finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, message(text, element)));
    }
    found
}

/// The same for a condition key.
pub(crate) fn check_key(key: &str, cx: &mut Context<'_, '_>) -> bool {
    let found = has_variable(key);
    if found {
        let message = message(key, "a condition key");
        cx.report(cx.key_finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, message));
    }
    found
}

fn message(text: &str, element: &str) -> String {
    format!("{} has a policy variable, and IAM replaces none in {element}", quote(text))
}

/// Reports a text that has a variable.
pub(crate) fn report(text: &str, element: &str, help: &str, cx: &mut Context<'_, '_>) {
    let finding = cx.finding(VARIABLE_UNSUPPORTED_IN_ELEMENT, message(text, element));
    cx.report(finding.with_help(help));
}
