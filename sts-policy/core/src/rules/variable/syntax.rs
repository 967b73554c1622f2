//! a policy variable is not closed.

use crate::diagnostics::{Finding, quote};
use crate::grammar::variable::{Variable, variables};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_BRACE_IN_VARIABLE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy variable is not closed",
        why: "IAM refuses the policy. To mean the characters `${` themselves, write `${$}{`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team/*"
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

    EMPTY_VARIABLE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a policy variable has no name",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${}/*"
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

    UNSUPPORTED_SPACE_IN_VARIABLE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the name of a policy variable has a space",
        why: "IAM refuses the policy. White space may stand only around a default value.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${ aws:PrincipalTag/team }/*"
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

    MISSING_QUOTE_IN_VARIABLE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the default value of a policy variable is not in single quotes",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team, none}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team, 'none'}/*"
  }]
}"#,
    }
}

/// All that can be wrong inside the braces of a text that has variables. `path` is that of the text.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    for variable in variables(text).filter(|variable| !variable.is_escape()) {
        if cx.must_stop() {
            break;
        }
        if let Some(finding) = problem(variable, cx) {
            let is_unclosed = finding.code() == MISSING_BRACE_IN_VARIABLE;
            cx.report(finding);
            // Where one variable ends is not known, so nor is where the next one does.
            if is_unclosed {
                break;
            }
        }
    }
}

fn problem(variable: Variable<'_>, cx: &Context<'_, '_>) -> Option<Finding> {
    let shown = format!("${{{}", variable.inner);
    if !variable.closed {
        let message = format!("policy variable {} is not closed", quote(&shown));
        return Some(cx.finding(MISSING_BRACE_IN_VARIABLE, message).with_help("add the missing `}`"));
    }
    let shown = format!("{shown}}}");
    let (name, default) = variable.parts();
    if name.trim().is_empty() {
        let message = format!("policy variable {} has no name", quote(&shown));
        return Some(cx.finding(EMPTY_VARIABLE, message));
    }
    if name.contains(char::is_whitespace) {
        let message = format!("policy variable {} has a space in its name", quote(&shown));
        let trimmed = name.trim();
        let finding = cx.finding(UNSUPPORTED_SPACE_IN_VARIABLE, message);
        return Some(if trimmed.contains(char::is_whitespace) {
            finding.with_help("a tag whose key has a space cannot be used as a variable; use another tag")
        } else {
            finding.with_help(format!("write {}", quote(&format!("${{{trimmed}}}"))))
        });
    }
    let default = default?.trim();
    let quoted = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
    (!quoted).then(|| {
        let message = format!("the default value of policy variable {} is not in single quotes", quote(&shown));
        let quoted = format!("${{{name}, '{}'}}", default.trim_matches(['\'', '"']));
        cx.finding(MISSING_QUOTE_IN_VARIABLE, message).with_help(format!("write {}", quote(&quoted)))
    })
}

/// Whether the end of a variable is missing.
pub(crate) fn is_unclosed(text: &str) -> bool {
    variables(text).any(|variable| !variable.closed)
}
