//! The region of an ARN.

use sts_policy_reference::Partition;

use crate::diagnostics::{closest, message, quote};
use crate::grammar::arn::Arn;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ARN_REGION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: BySeverity,
        summary: "the region of an ARN is unknown, or in another partition",
        why: "Such an ARN matches nothing. Each region is in one partition: the regions of China in `aws-cn`, those of GovCloud in `aws-us-gov`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-11:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }
}

/// Reports a region that does not exist in any of the partitions that the ARN matches.
pub(super) fn report<'a>(
    arn: &Arn<'_>,
    partitions: impl Iterator<Item = Partition<'a>> + Clone,
    cx: &mut Context<'_, 'a>,
) {
    let Some(reference) = cx.reference() else { return };
    let partition_of_region = reference.partitions().find(|partition| partition.has_region(arn.region));
    let mut candidates = partitions.clone();
    // If the partition of the ARN is a pattern, it is not clear which of the two fields is wrong.
    let only_partition = candidates.next().filter(|_| candidates.next().is_none());
    let finding = if let (Some(actual), Some(partition)) = (partition_of_region, only_partition) {
        let message = message!("region {} is not in partition {}", quote(arn.region), quote(partition.id()));
        cx.finding(INVALID_ARN_REGION, message).with_help(message!("write partition {}", quote(actual.id())))
    } else {
        let finding = cx.finding(INVALID_ARN_REGION, message!("unknown region {}", quote(arn.region)));
        let known_regions = partitions.chain(reference.partitions()).flat_map(Partition::regions);
        match closest(arn.region, known_regions) {
            Some(suggestion) => finding.with_help(message!("did you mean {}?", quote(suggestion))),
            None => finding,
        }
    };
    cx.report_by_reference(finding);
}
