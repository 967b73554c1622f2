//! The version of the policy language.

use super::data_type;
use crate::diagnostics::{Fix, message, quote};
use crate::document::{Document, Element, element};
use crate::json::Node;
use crate::model::Version;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_version;

rule! {
    MISSING_VERSION {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the policy has no `Version`",
        why: "IAM then uses version 2008-10-17 of the policy language, in which policy variables such as `${aws:username}` are plain text.",
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
    // A document without statements has other findings, which matter more.
    if document.version != Element::Absent || document.statements.is_empty() {
        return;
    }
    let message = "the policy has no `Version`: IAM uses version 2008-10-17 of the policy language";
    let help = message!("add `\"Version\": \"{}\"`", Version::V2012.as_str());
    let finding = cx.finding(MISSING_VERSION, message).with_help(help);
    // The fix would change the meaning of variables in the policy.
    let fix = Fix::add(cx.path.key(element::VERSION).pointer(), Version::V2012.as_str());
    cx.report(if unsupported_in_version::first_variable(document).is_none() { finding.with_fix(fix) } else { finding });
}

pub(crate) fn read(value: &Node<'_>, cx: &mut Context<'_, '_>) -> Element<Version> {
    let Some(name) = data_type::text(value, element::VERSION, cx) else { return Element::Unreadable };
    if let Ok(version) = name.parse::<Version>() {
        return Element::Present(version);
    }
    let message = message!("unknown policy language version {}: must be `2012-10-17` or `2008-10-17`", quote(name));
    let help = message!("write `{}`, the current version", Version::V2012.as_str());
    let finding = cx.finding(INVALID_VERSION, message).with_help(help);
    // If the older version was intended, the newer one would change the meaning of `${…}`.
    let is_older = name.starts_with("2008");
    cx.report(if is_older { finding } else { finding.with_value(Version::V2012.as_str()) });
    Element::Unreadable
}
