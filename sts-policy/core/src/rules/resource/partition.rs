//! the partition field of an ARN is not a partition.

#[cfg(feature = "reference")]
use sts_policy_reference::Partition;

use super::ParsedArn;
#[cfg(feature = "reference")]
use crate::diagnostics::closest;
use crate::diagnostics::quote;
use crate::grammar::arn;
#[cfg(feature = "reference")]
use crate::grammar::arn::Arn;
use crate::grammar::variable::has_variable;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::in_element;

rule! {
    INVALID_PARTITION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the partition field of an ARN is not a partition",
        why: "IAM refuses the policy. The second field of an ARN is `aws`, `aws-cn` in China, `aws-us-gov` in GovCloud, one of a few more, or `*` for every partition; a part of the name and a wildcard are not accepted.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws-china:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws-cn:s3:::reports/*"
  }]
}"#,
    }
}

/// The partition as IAM compares it, before policy variables are replaced.
pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if arn::is_plain(arn.partition) {
        return;
    }
    if has_variable(arn.partition) {
        in_element::report(
            arn.partition,
            "the partition of an ARN",
            "write the partition, or `*` for every partition",
            cx,
        );
    } else if arn::has_partial_wildcard(arn.partition) {
        let message = format!("partition {} of the ARN has a wildcard beside other characters", quote(arn.partition));
        let finding = cx.finding(INVALID_PARTITION, message);
        cx.report(finding.with_help("write the partition, or `*` for every partition"));
    }
}

/// Reports a partition that does not exist.
#[cfg(feature = "reference")]
pub(super) fn report_unknown(arn: &Arn<'_>, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let message = format!("there is no partition {}", quote(arn.partition));
    let known: Vec<&str> = reference.partitions().map(Partition::id).collect();
    let help = match closest(arn.partition, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("the partitions are {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
        }
    };
    cx.report_by_reference(cx.finding(INVALID_PARTITION, message).with_help(help));
}
