//! The condition operator `Null` with `IfExists` or a set operator.

use super::rule_inputs::OperatorBlock;
use crate::diagnostics::{Fix, message, quote};
use crate::document::BlockView;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    NULL_WITH_IF_EXISTS {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Null` has `IfExists`",
        why: "`Null` checks whether the key exists, so IAM does not accept `IfExists` with it.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Null` has a set operator",
        why: "`Null` checks whether the key exists. The number of its values does not matter, so the set operator has no effect.",
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

pub(crate) fn check(&OperatorBlock { block, blocks }: &OperatorBlock<'_, '_>, cx: &mut Context<'_, '_>) {
    let Some(operator) = block.operator.filter(|operator| operator.operator == Operator::Null) else { return };
    let finding = if operator.if_exists {
        let message = message!("invalid operator {}: `Null` does not support `IfExists`", quote(block.name));
        cx.key_finding(NULL_WITH_IF_EXISTS, message)
    } else if let Some(set) = operator.set {
        let message = message!("{} has no effect on `Null`", quote(set.as_str()));
        cx.key_finding(NULL_WITH_QUALIFIER, message)
    } else {
        return;
    };
    let finding = finding.with_help("write `Null`");
    let is_null = |block: &&BlockView<'_>| block.operator.is_some_and(|other| other.operator == Operator::Null);
    // Only one operator of a condition can have the name `Null`.
    let is_only_null = blocks.iter().filter(is_null).take(2).count() == 1;
    let fix = Fix::rename(cx.path.pointer(), cx.path.parent().key(Operator::Null.as_str()).pointer());
    cx.report(if is_only_null { finding.with_fix(fix) } else { finding });
}
