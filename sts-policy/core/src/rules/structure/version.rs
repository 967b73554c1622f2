//! the policy has no `Version`.

use super::data_type;
use crate::diagnostics::{Fix, quote};
use crate::document::{Document, Element, element};
use crate::json::Node;
use crate::model::Version;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::in_version;

rule! {
    MISSING_VERSION {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the policy has no `Version`",
        why: "IAM then takes the language of 2008-10-17, in which policy variables such as `${aws:username}` are plain text.",
        bad at "": r#"{
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    INVALID_VERSION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Version` is neither `2012-10-17` nor `2008-10-17`",
        why: "IAM refuses the policy. The version is that of the policy language, not the date of the policy.",
        bad at "/Version": r#"{
  "Version": "2026-01-01",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }
}

pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    // A document that is nothing else lacks more than its version.
    if document.version != Element::Absent || document.statements.is_empty() {
        return;
    }
    let message = "the policy has no `Version`, so IAM reads it in the language of 2008-10-17";
    let finding = cx.finding(MISSING_VERSION, message).with_help(format!("add `\"Version\": \"{}\"`", Version::V2012));
    // With variables in it, the policy would come to mean something else: for its author to decide.
    let fix = Fix::add(cx.path.key(element::VERSION).pointer(), Version::V2012.as_str());
    cx.report(if in_version::first(document).is_none() { finding.with_fix(fix) } else { finding });
}

/// Reads the version.
pub(crate) fn read(value: &Node<'_>, cx: &mut Context<'_, '_>) -> Element<Version> {
    let Some(name) = data_type::text(value, element::VERSION, cx) else { return Element::Unreadable };
    if let Some(version) = Version::from_name(name) {
        return Element::Present(version);
    }
    let message = format!("there is no policy language version {}", quote(name));
    let finding =
        cx.finding(INVALID_VERSION, message).with_help(format!("write `{}`, the current version", Version::V2012));
    // Who means the older language may not want what the newer one makes of `${…}`.
    let older = name.starts_with("2008");
    cx.report(if older { finding } else { finding.with_value(Version::V2012.as_str()) });
    Element::Unreadable
}
