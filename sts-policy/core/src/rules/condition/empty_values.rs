//! Condition keys with an empty array of values.

use super::rule_inputs::KeyValues;
use crate::diagnostics::{message, quote};
use crate::model::SetOperator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    EMPTY_ARRAY_CONDITION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key has an empty array of values",
        why: "No value matches, so the condition never holds, or always if it is negated.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": ["tenant-a/*"] } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_FORALLVALUES {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under `ForAllValues` has an empty array of values",
        why: "It matches only requests without the key. `Null` checks that explicitly.",
        bad at "/Statement/0/Condition/ForAllValues:StringLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:TagKeys": "true" } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_FORANYVALUE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under `ForAnyValue` has an empty array of values",
        why: "No value matches, so the condition never holds.",
        bad at "/Statement/0/Condition/ForAnyValue:StringLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": ["team"] } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_IFEXISTS {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under an `IfExists` operator has an empty array of values",
        why: "It matches only requests without the key. `Null` checks that explicitly.",
        bad at "/Statement/0/Condition/StringLikeIfExists/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLikeIfExists": { "s3:prefix": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Null": { "s3:prefix": "true" } }
  }]
}"#,
    }
}

pub(crate) fn check(values: &KeyValues<'_>, cx: &mut Context<'_, '_>) {
    let Some(operator) = values.operator else { return };
    if values.list.len() > 0 {
        return;
    }
    let code = match (operator.set, operator.if_exists) {
        (Some(SetOperator::ForAllValues), _) => EMPTY_ARRAY_CONDITION_FORALLVALUES,
        (Some(SetOperator::ForAnyValue), _) => EMPTY_ARRAY_CONDITION_FORANYVALUE,
        (None, true) => EMPTY_ARRAY_CONDITION_IFEXISTS,
        (None, false) => EMPTY_ARRAY_CONDITION,
    };
    let message = message!("empty array of values for {}", quote(&operator.to_string()));
    let finding = cx.finding(code, message);
    cx.report(finding.with_help("write the values, or use `Null` to check whether the key is present"));
}
