//! Unknown services in ARNs and condition keys.

use crate::diagnostics::{closest, message, quote};
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
        summary: "an ARN or a condition key names an unknown service",
        why: "An ARN with an unknown service matches nothing, and a condition on a key with an unknown prefix is never met. The service in an ARN is usually, but not always, the prefix of the actions.",
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

/// Reports a service that appears in no ARN format.
pub(super) fn report(arn: &Arn<'_>, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let finding = if arn.service.is_empty() {
        cx.finding(INVALID_SERVICE, "the ARN has no service")
    } else {
        cx.finding(INVALID_SERVICE, message!("unknown service {} in an ARN", quote(arn.service)))
    };
    cx.report_by_reference(match closest(arn.service, reference.arn_services()) {
        Some(suggestion) => finding.with_help(message!("did you mean {}?", quote(suggestion))),
        None => finding.with_help("write the service in the third field, as in `arn:aws:s3:::reports`"),
    });
}
