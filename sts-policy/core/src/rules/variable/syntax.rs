//! The syntax of policy variables.

use crate::diagnostics::{Finding, message, quote};
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
        summary: "a policy variable has no closing brace",
        why: "IAM refuses the policy. Write `${$}{` for the characters `${` themselves.",
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
        why: "IAM refuses the policy. White space is allowed only around a default value.",
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

/// Reports policy variables that IAM cannot parse.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    for variable in variables(text).filter(|variable| !variable.is_escape()) {
        if cx.must_stop() {
            break;
        }
        if let Some(finding) = problem(variable, cx) {
            cx.report(finding);
            // The end of the variable is unknown, and with it the end of the next one.
            if !variable.is_closed {
                break;
            }
        }
    }
}

fn problem(variable: Variable<'_>, cx: &Context<'_, '_>) -> Option<Finding> {
    if !variable.is_closed {
        let message = message!("policy variable {} has no closing brace", quote(&format!("${{{}", variable.inner)));
        return Some(cx.finding(MISSING_BRACE_IN_VARIABLE, message).with_help("add the missing `}`"));
    }
    let text = format!("${{{}}}", variable.inner);
    let (name, default) = variable.name_and_default();
    if name.trim().is_empty() {
        return Some(cx.finding(
            EMPTY_VARIABLE,
            message!("policy variable {} has no name: must name a condition key", quote(&text)),
        ));
    }
    if name.contains(char::is_whitespace) {
        return Some(space_in_name(name.trim(), &text, cx));
    }
    missing_quote(name, default?.trim(), &text, cx)
}

fn space_in_name(name: &str, text: &str, cx: &Context<'_, '_>) -> Finding {
    let message = message!("policy variable {} has a space in its name", quote(text));
    let finding = cx.finding(UNSUPPORTED_SPACE_IN_VARIABLE, message);
    if name.contains(char::is_whitespace) {
        finding.with_help("use a tag whose key has no space")
    } else {
        finding.with_help(message!("write {}", quote(&format!("${{{name}}}"))))
    }
}

fn missing_quote(name: &str, default: &str, text: &str, cx: &Context<'_, '_>) -> Option<Finding> {
    let is_quoted = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
    (!is_quoted).then(|| {
        let message = message!("default value of policy variable {} is not in single quotes", quote(text));
        let corrected = format!("${{{name}, '{}'}}", default.trim_matches(['\'', '"']));
        cx.finding(MISSING_QUOTE_IN_VARIABLE, message).with_help(message!("write {}", quote(&corrected)))
    })
}

/// Checks whether a text has a policy variable without its closing brace.
pub(crate) fn is_unclosed(text: &str) -> bool {
    variables(text).any(|variable| !variable.is_closed)
}
