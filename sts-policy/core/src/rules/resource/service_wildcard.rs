//! Wildcards in the service of an ARN.

use super::ParsedArn;
use crate::diagnostics::{message, quote};
use crate::grammar::variable::{has_variable, has_wildcard};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_element::{self, Element};

rule! {
    WILDCARD_IN_SERVICE_NAME {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: Error,
        summary: "the service field of an ARN has a wildcard",
        why: "Such a pattern may match resources of future services, and IAM refuses it: \"resource vendor must be fully qualified and cannot contain regexes\".",
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

const HELP: &str = "name the service";

pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if has_variable(arn.service) {
        unsupported_in_element::report(arn.service, Element::ArnService, HELP, cx);
    }
    if has_wildcard(arn.service) {
        let message = message!("wildcard in service {} of an ARN: must be one service", quote(arn.service));
        cx.report(cx.finding(WILDCARD_IN_SERVICE_NAME, message).with_help(HELP));
    }
}
