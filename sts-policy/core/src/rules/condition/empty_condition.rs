//! Empty conditions and condition operators.

use crate::diagnostics::{Fix, Message, message, quote};
use crate::document::BlockView;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    EMPTY_OBJECT_CONDITION {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Condition`, or an operator in it, is an empty object",
        why: "It has no effect: remove it.",
        bad at "/Statement/0/Condition": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {}
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports"
  }]
}"#,
    }
}

/// The path is that of `Condition`.
pub(crate) fn check(blocks: &[BlockView<'_>], cx: &mut Context<'_, '_>) {
    if blocks.is_empty() {
        let fix = Fix::remove(cx.path.pointer());
        report(message!("`Condition` is empty and has no effect"), fix, cx);
    }
    for block in blocks.iter().filter(|block| block.entries.iter().next().is_none()) {
        if cx.must_stop() {
            return;
        }
        let condition = cx.path.pointer();
        let cx = &mut cx.key(block.name);
        // Without its only operator, `Condition` would be empty.
        let fix = Fix::remove(if blocks.len() == 1 { condition } else { cx.path.pointer() });
        report(message!("operator {} is empty and has no effect", quote(block.name)), fix, cx);
    }
}

fn report(message: Message, fix: Fix, cx: &mut Context<'_, '_>) {
    let finding = cx.finding(EMPTY_OBJECT_CONDITION, message);
    cx.report(finding.with_help("remove it").with_fix(fix));
}
