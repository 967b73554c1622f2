//! `Null` carries `IfExists`.

use super::OperatorUse;
use crate::diagnostics::{Fix, quote};
use crate::document::BlockView;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    NULL_WITH_IF_EXISTS {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`Null` carries `IfExists`",
        why: "`Null` asks whether the key exists, so IAM gives it no `IfExists`.",
        bad at "/Statement/0/Condition/NullIfExists": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NullIfExists": { "s3:prefix": "false" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Null": { "s3:prefix": "false" } }
  }]
}"#,
    }

    NULL_WITH_QUALIFIER {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`Null` stands behind a set operator",
        why: "`Null` asks whether the key exists; how many values it has does not matter, so the qualifier does nothing.",
        bad at "/Statement/0/Condition/ForAnyValue:Null": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:Null": { "aws:TagKeys": "false" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:TagKeys": "false" } }
  }]
}"#,
    }
}

pub(crate) fn check(&OperatorUse { block, blocks }: &OperatorUse<'_, '_>, cx: &mut Context<'_, '_>) {
    let Some(operator) = block.operator.filter(|operator| operator.operator == Operator::Null) else { return };
    let finding = if operator.if_exists {
        let message = format!("{} asks whether a key exists, which leaves no room for `IfExists`", quote(block.name));
        cx.key_finding(NULL_WITH_IF_EXISTS, message)
    } else if let Some(set) = operator.set {
        let message = format!("`{}` does nothing before `Null`", set.as_str());
        cx.key_finding(NULL_WITH_QUALIFIER, message)
    } else {
        return;
    };
    let finding = finding.with_help("write `Null`");
    let is_null = |block: &&BlockView<'_>| block.operator.is_some_and(|other| other.operator == Operator::Null);
    // Two of them cannot both become `Null`.
    let alone = blocks.iter().filter(is_null).take(2).count() == 1;
    let fix = Fix::rename(cx.path.pointer(), cx.path.parent().key(Operator::Null.as_str()).pointer());
    cx.report(if alone { finding.with_fix(fix) } else { finding });
}
