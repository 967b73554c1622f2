//! The effect of a statement.

use crate::diagnostics::{closest, message, quote};
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
        why: "IAM refuses the policy: `Effect` has no default.",
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
        why: "IAM refuses the policy. Both values are case-sensitive.",
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

pub(crate) fn read(value: &Node<'_>, cx: &mut Context<'_, '_>) -> Option<Effect> {
    let name = data_type::text(value, element::EFFECT, cx)?;
    let effect = name.parse::<Effect>().ok();
    if effect.is_none() {
        let message = message!("invalid effect {}: must be `Allow` or `Deny`", quote(name));
        let finding = cx.finding(INVALID_EFFECT, message);
        cx.report(match closest(name, Effect::ALL.iter().map(|effect| effect.as_str())) {
            None => finding.with_help("write `Allow` or `Deny`"),
            Some(suggestion) => {
                let finding = finding.with_help(message!("did you mean {}?", quote(suggestion)));
                // A fix is certain only if the text differs in case alone.
                if suggestion.eq_ignore_ascii_case(name) { finding.with_value(suggestion) } else { finding }
            }
        });
    }
    effect
}

/// Reports the missing effect of a statement. The path is that of the statement.
pub(crate) fn report_missing(cx: &mut Context<'_, '_>) {
    let message = "the statement has no `Effect`: must be `Allow` or `Deny`";
    let finding = cx.finding(MISSING_EFFECT, message);
    cx.report(finding.with_help("add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`"));
}
