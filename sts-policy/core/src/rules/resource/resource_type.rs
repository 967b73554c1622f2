//! the last part of an ARN is like none of its service.

use super::ParsedArn;
use crate::diagnostics::quote;
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
        summary: "the last part of an ARN is like none of its service",
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

/// IAM requires the resource type in its own ARNs, in patterns too.
pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if arn::is_refused_iam_path(arn) {
        let message = format!("resource {} of service `iam` does not begin with a resource type", quote(arn.resource));
        let types = arn::IAM_TYPES.map(|name| format!("`{name}`")).join(", ");
        let finding = cx.finding(INVALID_ARN_RESOURCE, message);
        cx.report(finding.with_help(format!("IAM requires `*`, or a resource that begins with {types}")));
    }
}

/// Reports a resource that has none of the forms of its service. Returns true if it reported one.
#[cfg(feature = "reference")]
pub(super) fn check_known<'r>(
    arn: &Arn<'_>,
    formats: impl Iterator<Item = sts_policy_reference::ArnFormat<'r>>,
    cx: &mut Context<'_, '_>,
) -> bool {
    // Access Analyzer does not report patterns, and paths as APIs have them: AWS's own policies have many that the reference does not
    // list. Nor does the reference list what AWS owns, such as transforms.
    if arn::is_open(arn.resource) || arn.resource.starts_with('/') || arn.account == "aws" {
        return false;
    }
    let message = format!("service {} has no resources like {}", quote(arn.service), quote(arn.resource));
    // The shortest forms are those of the resources themselves, the others of their parts.
    let mut known: Vec<String> = formats.map(|format| format.to_string()).collect();
    known.sort_by_key(String::len);
    let shown: Vec<String> = known.iter().take(3).map(|format| quote(format).to_string()).collect();
    let more = if known.len() > shown.len() { " and others" } else { "" };
    let help = format!("its ARNs are {}{more}", shown.join(", "));
    cx.report_by_reference(cx.finding(INVALID_ARN_RESOURCE, message).with_help(help));
    true
}
