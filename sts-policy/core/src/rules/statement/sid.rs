//! The `Sid` of a statement.

use crate::diagnostics::{Fix, message, quote};
use crate::document::{StatementView, element};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_element;

rule! {
    EMPTY_SID_VALUE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a `Sid` is empty",
        why: "An empty `Sid` has no use and takes bytes of the policy. Name the statement, or remove the element.",
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
        let finding = cx.finding(EMPTY_SID_VALUE, "empty `Sid`");
        cx.report(
            finding.with_help("remove the `Sid`, or name the statement").with_fix(Fix::remove(cx.path.pointer())),
        );
        return;
    }
    if sid.bytes().all(|byte| byte.is_ascii_alphanumeric())
        // Another rule reports a variable in a `Sid`.
        || unsupported_in_element::check(sid, unsupported_in_element::Element::Sid, cx)
    {
        return;
    }
    let invalid = sid.chars().find(|character| !character.is_ascii_alphanumeric()).unwrap_or_default();
    let message = message!(
        "invalid character {} in `Sid` {}: must have only ASCII letters and digits",
        quote(invalid.encode_utf8(&mut [0; 4])),
        quote(sid)
    );
    cx.report(cx.finding(UNSUPPORTED_SID, message).with_help("remove the character; join words as in `ReadReports`"));
}
