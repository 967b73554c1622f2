//! Required elements of a statement, and elements that exclude each other.

use crate::diagnostics::{message, quote};
use crate::document::{StatementView, element as name};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_ACTION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement has neither `Action` nor `NotAction`",
        why: "IAM refuses the policy. For every action, write `\"Action\": \"*\"`.",
        bad at "/Statement": r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Resource": "arn:aws:s3:::reports/*" }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
}"#,
    }

    MISSING_RESOURCE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement has neither `Resource` nor `NotResource`",
        why: "IAM refuses the policy. For every resource, write `\"Resource\": \"*\"`.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    UNSUPPORTED_ELEMENT_COMBINATION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement has an element and its opposite",
        why: "IAM refuses a statement with both `Action` and `NotAction`, `Resource` and `NotResource`, or `Principal` and `NotPrincipal`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:*",
    "NotAction": "s3:DeleteBucket",
    "Resource": "arn:aws:s3:::reports"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports" },
    { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
    }
}

/// Checks that a statement has exactly one of `Action` and `NotAction`, exactly one of `Resource` and `NotResource`, and at most one of
/// `Principal` and `NotPrincipal`. A misspelt element has a finding of its own, so it is not reported as missing.
pub(crate) fn check(statement: &StatementView<'_>, misspelt: &[&str], cx: &mut Context<'_, '_>) {
    let pairs = [
        (
            (name::ACTION, statement.action.is_some()),
            (name::NOT_ACTION, statement.not_action.is_some()),
            Some((MISSING_ACTION, "add `Action` with the actions; for all of them, write `\"Action\": \"*\"`")),
        ),
        (
            (name::RESOURCE, statement.resource.is_some()),
            (name::NOT_RESOURCE, statement.not_resource.is_some()),
            Some((MISSING_RESOURCE, "add `Resource` with ARNs; for all resources, write `\"Resource\": \"*\"`")),
        ),
        (
            (name::PRINCIPAL, statement.principal.is_some()),
            (name::NOT_PRINCIPAL, statement.not_principal.is_some()),
            None,
        ),
    ];
    for ((positive, has_positive), (negative, has_negative), missing) in pairs {
        match (has_positive, has_negative, missing) {
            (true, true, _) => {
                let message =
                    message!("the statement has both {} and {}: must have only one", quote(positive), quote(negative));
                let cx = &mut cx.key(negative);
                let finding = cx.key_finding(UNSUPPORTED_ELEMENT_COMBINATION, message);
                cx.report(finding.with_help("remove one of them, or write a statement for each"));
            }
            (false, false, Some((code, help))) if !misspelt.contains(&positive) && !misspelt.contains(&negative) => {
                let message =
                    message!("the statement has neither {} nor {}: must have one", quote(positive), quote(negative));
                cx.report(cx.finding(code, message).with_help(help));
            }
            _ => {}
        }
    }
}
