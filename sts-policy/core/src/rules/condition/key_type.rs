//! a condition operator does not compare what the key holds.

use sts_policy_reference::{ConditionType, ConditionTypes};

use super::resolve::ResolvedUsage;
use crate::diagnostics::quote;
use crate::grammar::variable::has_variable;
use crate::grammar::{arn, boolean};
use crate::json::Node;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: Error,
        summary: "a condition operator does not compare what the key holds",
        why: "A value of another type never matches: the condition never holds, or, where it is negated, always.",
        bad at "/Statement/0/Condition/Bool/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "s3:prefix": "true" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "s3:prefix": "true" } }
  }]
}"#,
    }

    STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: BySeverity,
        summary: "an ARN is compared as plain text",
        why: "In `StringLike` a star also stands for colons, so it may match ARNs of other accounts and services. `ArnLike` compares field by field.",
        bad at "/Statement/0/Condition/StringLike/aws:PrincipalArn": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }
  }]
}"#,
    }
}

/// `path` is that of the key.
pub(crate) fn check(usage: &ResolvedUsage<'_, '_>, cx: &mut Context<'_, '_>) {
    let (Some(operator), Some(types)) = (usage.operator, usage.key.types()) else { return };
    let family = operator.operator.family();
    if family == OperatorFamily::Null {
        return;
    }
    // A tag is text, and is read as what it is compared with.
    let is_tag = usage.key.text.split_once('/').is_some_and(|(head, _)| head.to_ascii_lowercase().ends_with("tag"));
    let key = quote(usage.key.text);
    if !is_tag && !fits(family, types, usage) {
        let message = format!("`{}` does not compare values of {key}, which are {types}", operator.operator);
        let finding = cx.key_finding(TYPE_MISMATCH, message);
        cx.report_by_reference(finding.with_help(format!("use an operator such as {}", suitable(types))));
    } else if family == OperatorFamily::String && has(types, &ARN) && operator.operator.takes_wildcards() {
        let message = format!("`{}` takes the ARN in {key} for plain text", operator.operator);
        let finding = cx.key_finding(STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS, message);
        let arn = if operator.operator == Operator::StringNotLike { "ArnNotLike" } else { "ArnLike" };
        cx.report_by_reference(finding.with_help(format!("write `{arn}`, which compares field by field")));
    }
}

const STRING: [ConditionType; 2] = [ConditionType::String, ConditionType::ArrayOfString];

const ARN: [ConditionType; 2] = [ConditionType::Arn, ConditionType::ArrayOfArn];

const BOOL: [ConditionType; 2] = [ConditionType::Bool, ConditionType::ArrayOfBool];

fn has(types: ConditionTypes, any: &[ConditionType]) -> bool {
    any.iter().any(|value_type| types.contains(*value_type))
}

fn fits(family: OperatorFamily, types: ConditionTypes, usage: &ResolvedUsage<'_, '_>) -> bool {
    match family {
        OperatorFamily::String => {
            // What a variable will be is not known.
            let is_variable = |node: &Node<'_>| node.as_str().is_some_and(has_variable);
            usage.values.nodes().iter().all(is_variable)
                || has(types, &STRING)
                || has(types, &ARN)
                || has(types, &BOOL) && usage.values.nodes().iter().all(|node| boolean::from_node(node).is_some())
        }
        OperatorFamily::Arn => has(types, &ARN) || has(types, &STRING) && usage.values.nodes().iter().all(is_plain_arn),
        OperatorFamily::Bool => has(types, &BOOL),
        // Dates may be compared as seconds since 1970.
        OperatorFamily::Numeric => types.contains(ConditionType::Numeric) || types.contains(ConditionType::Date),
        OperatorFamily::Date => types.contains(ConditionType::Date),
        OperatorFamily::IpAddress => types.contains(ConditionType::IpAddress),
        // No key of AWS's is binary; text may be base64.
        OperatorFamily::Binary => types.contains(ConditionType::Binary) || has(types, &STRING),
        OperatorFamily::Null => true,
    }
}

/// Operators that compare values of these types.
fn suitable(types: ConditionTypes) -> &'static str {
    if has(types, &BOOL) {
        "`Bool`"
    } else if has(types, &ARN) {
        "`ArnLike`"
    } else if types.contains(ConditionType::Numeric) {
        "`NumericEquals`"
    } else if types.contains(ConditionType::Date) {
        "`DateLessThan`"
    } else if types.contains(ConditionType::IpAddress) {
        "`IpAddress`"
    } else {
        "`StringEquals` or `StringLike`"
    }
}

/// Access Analyzer lets texts pass that are ARNs, but for those with variables.
fn is_plain_arn(node: &Node<'_>) -> bool {
    node.as_str().is_some_and(|text| arn::parse(text).is_ok() && !has_variable(text))
}
