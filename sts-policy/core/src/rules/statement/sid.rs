//! a `Sid` is empty.

use crate::diagnostics::{Fix, quote};
use crate::document::{StatementView, element};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::in_element;

rule! {
    EMPTY_SID_VALUE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a `Sid` is empty",
        why: "It names nothing and costs bytes: name the statement or leave the element out.",
        bad at "/Statement/0/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Sid": "", "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    UNSUPPORTED_SID {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a `Sid` has characters other than ASCII letters and digits",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "read reports",
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "ReadReports",
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    let Some(sid) = statement.sid else { return };
    let cx = &mut cx.key(element::SID);
    if sid.is_empty() {
        let finding = cx.finding(EMPTY_SID_VALUE, "the `Sid` is empty");
        cx.report(finding.with_help("remove it, or name the statement").with_fix(Fix::remove(cx.path.pointer())));
        return;
    }
    if sid.bytes().all(|byte| byte.is_ascii_alphanumeric())
        // A variable in a `Sid` is reported as such.
        || in_element::check(sid, element::SID, cx)
    {
        return;
    }
    let culprit = sid.chars().find(|character| !character.is_ascii_alphanumeric()).unwrap_or_default();
    let message = format!(
        "sid {} has the character {}; only ASCII letters and digits are allowed",
        quote(sid),
        quote(culprit.encode_utf8(&mut [0; 4]))
    );
    cx.report(cx.finding(UNSUPPORTED_SID, message).with_help("leave it out, or write words as in `ReadReports`"));
}
