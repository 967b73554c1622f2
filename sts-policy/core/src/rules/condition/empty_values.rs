//! a condition key has an empty array of values.

use super::KeyValues;
use crate::model::SetOperator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    EMPTY_ARRAY_CONDITION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition key has an empty array of values",
        why: "No value matches, so the condition is never true (or, negated, always).",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under `ForAllValues` has an empty array of values",
        why: "It matches only requests without the key; `Null` says that plainly.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under `ForAnyValue` has an empty array of values",
        why: "No value matches, so the condition is never true.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition key under an `IfExists` operator has an empty array of values",
        why: "It matches only requests without the key; `Null` says that plainly.",
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
    let message = format!("the condition has no values for `{operator}` to compare with");
    cx.report(cx.finding(code, message).with_help("give the values, or ask with `Null` whether the key is there"));
}
