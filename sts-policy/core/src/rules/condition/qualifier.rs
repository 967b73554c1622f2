//! a key with several values is compared without a set operator.

use super::resolve::ResolvedUsage;
use crate::diagnostics::quote;
use crate::model::{ConditionOperator, OperatorFamily, SetOperator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_QUALIFIER {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "a key with several values is compared without a set operator",
        why: "A request may have several values of the key. `ForAllValues` says that all of them must match, `ForAnyValue` that one is enough.",
        bad at "/Statement/0/Condition/StringEquals/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringEquals": { "aws:TagKeys": "team" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } }
  }]
}"#,
    }

    FORALLVALUES_WITH_SINGLE_VALUED_KEY {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "`ForAllValues` is used with a key that has one value",
        why: "It also holds where the request does not have the key at all, so an Allow allows more than it says.",
        bad at "/Statement/0/Condition/ForAllValues:StringEquals/aws:PrincipalTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringEquals": { "aws:PrincipalTag/team": "billing" } }
  }]
}"#,
    }
}

/// The path is that of the key.
pub(crate) fn check(usage: &ResolvedUsage<'_, '_>, cx: &mut Context<'_, '_>) {
    let (Some(operator), Some(types)) = (usage.operator, usage.key.types()) else { return };
    if operator.operator.family() == OperatorFamily::Null {
        return;
    }
    let key = quote(usage.key.text);
    match operator.set {
        None if types.is_multivalued() => {
            let message = format!(
                "{key} may have several values in a request, and `{operator}` does not say how many must match"
            );
            let finding = cx.key_finding(MISSING_QUALIFIER, message);
            let help =
                format!("write `ForAnyValue:{operator}` if one is enough, `ForAllValues:{operator}` if all must");
            cx.report_by_reference(finding.with_help(help));
        }
        Some(SetOperator::ForAllValues) if !types.is_multivalued() => {
            let message = format!("`ForAllValues` also holds where {key} is absent, and there is only one value of it");
            let finding = cx.key_finding(FORALLVALUES_WITH_SINGLE_VALUED_KEY, message);
            let plain = ConditionOperator { set: None, ..operator };
            cx.report_by_reference(finding.with_help(format!("write `{plain}`")));
        }
        _ => {}
    }
}
