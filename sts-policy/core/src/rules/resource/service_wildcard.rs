//! the service field of an ARN has a wildcard.

use super::ParsedArn;
use crate::diagnostics::quote;
use crate::grammar::variable::{has_variable, has_wildcard};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::in_element;

rule! {
    WILDCARD_IN_SERVICE_NAME {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: Error,
        summary: "the service field of an ARN has a wildcard",
        why: "Such a resource may match those of services yet to come, and IAM refuses it, since the \"resource vendor must be fully qualified and cannot contain regexes\".",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sn*:eu-west-1:111122223333:alerts"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"
  }]
}"#,
    }
}

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if has_variable(arn.service) {
        in_element::report(arn.service, "the service of an ARN", "name the service", cx);
    }
    if has_wildcard(arn.service) {
        let message = format!("service {} of the ARN has a wildcard", quote(arn.service));
        let finding = cx.finding(WILDCARD_IN_SERVICE_NAME, message);
        cx.report(finding.with_help("name the service"));
    }
}
