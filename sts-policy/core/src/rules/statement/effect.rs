//! a statement has no `Effect`.

use crate::diagnostics::{closest, quote};
use crate::document::element;
use crate::json::Node;
use crate::model::Effect;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::structure::data_type;

rule! {
    MISSING_EFFECT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement has no `Effect`",
        why: "IAM refuses the policy: there is no default between allowing and denying.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    INVALID_EFFECT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`Effect` is neither `Allow` nor `Deny`",
        why: "IAM refuses the policy. The two words are case-sensitive.",
        bad at "/Statement/0/Effect": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Permit", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }
}

/// Reads the effect.
pub(crate) fn read(value: &Node<'_>, cx: &mut Context<'_, '_>) -> Option<Effect> {
    let name = data_type::text(value, element::EFFECT, cx)?;
    let effect = Effect::from_name(name);
    if effect.is_none() {
        let message = format!("effect {} is neither `Allow` nor `Deny`", quote(name));
        let finding = cx.finding(INVALID_EFFECT, message);
        cx.report(match closest(name, Effect::ALL.map(Effect::as_str)) {
            None => finding.with_help("write `Allow` or `Deny`"),
            Some(meant) => {
                let finding = finding.with_help(format!("did you mean `{meant}`?"));
                // Another case is a slip; another word may be another thought.
                if meant.eq_ignore_ascii_case(name) { finding.with_value(meant) } else { finding }
            }
        });
    }
    effect
}

/// Reports the missing effect of a statement. The path is that of the statement.
pub(crate) fn report_missing(cx: &mut Context<'_, '_>) {
    let message = "the statement has no `Effect`, so it neither allows nor denies";
    let finding = cx.finding(MISSING_EFFECT, message);
    cx.report(finding.with_help("say `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`"));
}
