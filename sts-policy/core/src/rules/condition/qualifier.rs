//! Set operators and the number of values of a condition key.

use super::resolve::ResolvedEntry;
use crate::diagnostics::{message, quote};
use crate::model::{ConditionOperator, OperatorFamily, SetOperator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_QUALIFIER {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "a key that can have several values is compared without a set operator",
        why: "A request can have several values of the key. With `ForAllValues`, all of them must match. With `ForAnyValue`, at least one must match.",
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
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "`ForAllValues` is used with a key that has one value",
        why: "It also holds if the request does not have the key, so an `Allow` allows more than intended.",
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
pub(crate) fn check(entry: &ResolvedEntry<'_, '_>, cx: &mut Context<'_, '_>) {
    let (Some(operator), Some(types)) = (entry.operator, entry.key.types()) else { return };
    if operator.operator.family() == OperatorFamily::Null {
        return;
    }
    let key = quote(entry.key.text);
    match operator.set {
        None if types.is_multivalued() => {
            let message = message!(
                "{} can have several values in a request: {} must have a set operator",
                key,
                quote(&operator.to_string())
            );
            let finding = cx.key_finding(MISSING_QUALIFIER, message);
            let any = ConditionOperator { set: Some(SetOperator::ForAnyValue), ..operator }.to_string();
            let all = ConditionOperator { set: Some(SetOperator::ForAllValues), ..operator }.to_string();
            let help = message!("write {} if one value must match, {} if all must", quote(&any), quote(&all));
            cx.report_by_reference(finding.with_help(help));
        }
        Some(SetOperator::ForAllValues) if !types.is_multivalued() => {
            let message = message!("`ForAllValues` also holds if {} is absent: the key has at most one value", key);
            let finding = cx.key_finding(FORALLVALUES_WITH_SINGLE_VALUED_KEY, message);
            let operator = ConditionOperator { set: None, ..operator }.to_string();
            cx.report_by_reference(finding.with_help(message!("write {}", quote(&operator))));
        }
        _ => {}
    }
}
