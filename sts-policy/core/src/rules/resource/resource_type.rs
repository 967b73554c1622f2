//! The last field of an ARN.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::grammar::arn;
#[cfg(feature = "reference")]
use crate::grammar::arn::Arn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_RESOURCE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the last field of an ARN matches no resource type of the service",
        why: "Such an ARN matches nothing. In ARNs of service `iam`, IAM also refuses patterns that do not begin with a resource type, such as `role/`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
    }
}

/// Reports an ARN of service `iam` without a resource type. IAM requires the type in patterns too.
pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if arn::is_refused_iam_path(arn) {
        let message = message!("resource {} of service `iam` has no resource type", quote(arn.resource));
        let types = arn::IAM_TYPES.map(str::to_owned).to_vec();
        let help = message!("write `*`, or a resource that begins with one of {}", types);
        cx.report(cx.finding(INVALID_ARN_RESOURCE, message).with_help(help));
    }
}

/// Maximum number of ARN formats in the help.
#[cfg(feature = "reference")]
const MAX_SHOWN_FORMATS: usize = 3;

/// Reports a resource that matches no ARN format of its service. Returns true if it reported a finding.
#[cfg(feature = "reference")]
pub(super) fn check_known<'r>(
    arn: &Arn<'_>,
    formats: impl Iterator<Item = sts_policy_reference::ArnFormat<'r>>,
    cx: &mut Context<'_, '_>,
) -> bool {
    // Access Analyzer does not report patterns and API paths: AWS's own policies have many that the reference does not list. The
    // reference does not list resources that AWS owns either, such as transforms.
    if arn::has_wildcard_or_variable(arn.resource) || arn.resource.starts_with('/') || arn.account == "aws" {
        return false;
    }
    let mut formats: Vec<String> = formats.map(|format| format.to_string()).collect();
    // The shortest formats are those of the resources themselves, the longer ones those of their parts.
    formats.sort_by_key(String::len);
    let is_complete = formats.len() <= MAX_SHOWN_FORMATS;
    formats.truncate(MAX_SHOWN_FORMATS);
    let help = if is_complete {
        message!("use an ARN format of the service: {}", formats)
    } else {
        message!("use an ARN format of the service: {} and others", formats)
    };
    let message =
        message!("resource {} matches no resource type of service {}", quote(arn.resource), quote(arn.service));
    cx.report_by_reference(cx.finding(INVALID_ARN_RESOURCE, message).with_help(help));
    true
}
