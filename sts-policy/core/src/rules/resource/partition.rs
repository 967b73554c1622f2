//! The partition of an ARN.

#[cfg(feature = "reference")]
use sts_policy_reference::Partition;

use super::ParsedArn;
#[cfg(feature = "reference")]
use crate::diagnostics::closest;
use crate::diagnostics::{message, quote};
use crate::grammar::arn;
#[cfg(feature = "reference")]
use crate::grammar::arn::Arn;
use crate::grammar::variable::has_variable;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::rules::variable::unsupported_in_element::{self, Element};

rule! {
    INVALID_PARTITION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the partition field of an ARN is not a partition",
        why: "IAM refuses the policy. The second field of an ARN is `aws`, `aws-cn` in China, `aws-us-gov` in GovCloud, one of a few more, or `*` for every partition. A wildcard beside other characters is not accepted.",
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

const HELP: &str = "write the partition, or `*` for every partition";

// IAM compares the partition before it replaces policy variables.
pub(crate) fn check(resource: &ParsedArn<'_>, cx: &mut Context<'_, '_>) {
    let Ok(arn) = &resource.arn else { return };
    if arn::is_literal(arn.partition) {
        return;
    }
    if has_variable(arn.partition) {
        unsupported_in_element::report(arn.partition, Element::ArnPartition, HELP, cx);
    } else if arn::has_partial_wildcard(arn.partition) {
        let message =
            message!("wildcard in partition {} of an ARN: must be a whole partition or `*`", quote(arn.partition));
        cx.report(cx.finding(INVALID_PARTITION, message).with_help(HELP));
    }
}

/// Reports a partition that does not exist.
#[cfg(feature = "reference")]
pub(super) fn report_unknown(arn: &Arn<'_>, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let partitions = || reference.partitions().map(Partition::id);
    let help = match closest(arn.partition, partitions()) {
        Some(suggestion) => message!("did you mean {}?", quote(suggestion)),
        None => message!("use one of the partitions {}", partitions().map(str::to_owned).collect::<Vec<_>>()),
    };
    let finding = cx.finding(INVALID_PARTITION, message!("unknown partition {}", quote(arn.partition)));
    cx.report_by_reference(finding.with_help(help));
}
