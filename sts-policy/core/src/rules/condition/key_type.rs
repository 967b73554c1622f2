//! The operator of a condition and the type of its key.

use sts_policy_reference::{ConditionType, ConditionTypes};

use super::resolve::ResolvedEntry;
use crate::diagnostics::{message, quote};
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
        scope: All,
        reference: true,
        macros: Error,
        summary: "a condition operator does not compare values of the type of the key",
        why: "A value of another type never matches: the condition never holds, or always if it is negated.",
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
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "an ARN is compared as plain text",
        why: "In `StringLike`, the wildcard `*` also matches colons, so it may match ARNs of other accounts and services. `ArnLike` compares each field separately.",
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

/// The path is that of the key.
pub(crate) fn check(entry: &ResolvedEntry<'_, '_>, cx: &mut Context<'_, '_>) {
    let (Some(operator), Some(types)) = (entry.operator.map(|operator| operator.operator), entry.key.types()) else {
        return;
    };
    let family = operator.family();
    if family == OperatorFamily::Null {
        return;
    }
    let key = quote(entry.key.text);
    if !is_tag(entry.key.text) && !is_valid(family, types, entry) {
        let message = message!(
            "invalid operator {} for {}: must compare values of type {}",
            quote(operator.as_str()),
            key,
            types.to_string()
        );
        let finding = cx.key_finding(TYPE_MISMATCH, message);
        cx.report_by_reference(finding.with_help(type_help(types)));
    } else if family == OperatorFamily::String && has_any(types, &ARN) && operator.takes_wildcards() {
        let message = message!("{} compares the ARN in {} as plain text", quote(operator.as_str()), key);
        let finding = cx.key_finding(STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS, message);
        cx.report_by_reference(finding.with_help(if operator == Operator::StringNotLike {
            "use `ArnNotLike`, which compares each field separately"
        } else {
            "use `ArnLike`, which compares each field separately"
        }));
    }
}

const STRING: [ConditionType; 2] = [ConditionType::String, ConditionType::ArrayOfString];

const ARN: [ConditionType; 2] = [ConditionType::Arn, ConditionType::ArrayOfArn];

const BOOL: [ConditionType; 2] = [ConditionType::Bool, ConditionType::ArrayOfBool];

fn has_any(types: ConditionTypes, expected: &[ConditionType]) -> bool {
    expected.iter().any(|value_type| types.contains(*value_type))
}

/// Returns true if the key is that of a tag. IAM compares a tag with operators of every type.
fn is_tag(key: &str) -> bool {
    key.split_once('/').is_some_and(|(head, _)| head.to_ascii_lowercase().ends_with("tag"))
}

/// Returns true if an operator of the family compares values of one of the types.
fn is_valid(family: OperatorFamily, types: ConditionTypes, entry: &ResolvedEntry<'_, '_>) -> bool {
    let mut values = entry.values.nodes().iter();
    match family {
        OperatorFamily::String => {
            // The value of a variable is not known.
            values.clone().all(|node| node.as_str().is_some_and(has_variable))
                || has_any(types, &STRING)
                || has_any(types, &ARN)
                || has_any(types, &BOOL) && values.all(|node| boolean::from_node(node).is_some())
        }
        OperatorFamily::Arn => has_any(types, &ARN) || has_any(types, &STRING) && values.all(is_arn_without_variable),
        OperatorFamily::Bool => has_any(types, &BOOL),
        // A date can be compared as seconds since 1970.
        OperatorFamily::Numeric => types.contains(ConditionType::Numeric) || types.contains(ConditionType::Date),
        OperatorFamily::Date => types.contains(ConditionType::Date),
        OperatorFamily::IpAddress => types.contains(ConditionType::IpAddress),
        // AWS has no key of type Binary, but a string may be base64 text.
        OperatorFamily::Binary => types.contains(ConditionType::Binary) || has_any(types, &STRING),
        OperatorFamily::Null => true,
    }
}

fn type_help(types: ConditionTypes) -> &'static str {
    if has_any(types, &BOOL) {
        "use an operator such as `Bool`"
    } else if has_any(types, &ARN) {
        "use an operator such as `ArnLike`"
    } else if types.contains(ConditionType::Numeric) {
        "use an operator such as `NumericEquals`"
    } else if types.contains(ConditionType::Date) {
        "use an operator such as `DateLessThan`"
    } else if types.contains(ConditionType::IpAddress) {
        "use an operator such as `IpAddress`"
    } else {
        "use an operator such as `StringEquals` or `StringLike`"
    }
}

/// Returns true if Access Analyzer accepts the value as an ARN: it does not accept variables.
fn is_arn_without_variable(node: &Node<'_>) -> bool {
    node.as_str().is_some_and(|text| arn::parse(text).is_ok() && !has_variable(text))
}
