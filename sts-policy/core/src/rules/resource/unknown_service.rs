//! an ARN or a condition key names a service that there is not.

use crate::diagnostics::{closest, quote};
use crate::grammar::arn::Arn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_SERVICE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN or a condition key names a service that there is not",
        why: "An ARN of no service matches nothing, and a condition with the key of no service never holds. The service in an ARN is mostly, but not always, the prefix of the actions.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamo:eu-west-1:111122223333:table/orders"
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

/// Reports a service that no ARN has.
pub(super) fn report(arn: &Arn<'_>, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let finding = if arn.service.is_empty() {
        cx.finding(INVALID_SERVICE, "the ARN names no service")
    } else {
        cx.finding(INVALID_SERVICE, format!("no ARN has the service {}", quote(arn.service)))
    };
    cx.report_by_reference(match closest(arn.service, reference.arn_services()) {
        Some(near) => finding.with_help(format!("did you mean `{near}`?")),
        None => finding.with_help("the service is the third field: `arn:aws:s3:::reports`"),
    });
}
