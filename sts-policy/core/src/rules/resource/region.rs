//! the region in an ARN is unknown, or of another partition.

use sts_policy_reference::Partition;

use crate::diagnostics::{closest, quote};
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
        summary: "the region in an ARN is unknown, or of another partition",
        why: "Such an ARN matches nothing. A region is in one partition: those of China in `aws-cn`, those of GovCloud in `aws-us-gov`.",
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

/// Reports a region that does not exist, or not in the partition of the ARN.
pub(super) fn report<'a>(
    arn: &Arn<'_>,
    mut partitions: impl Iterator<Item = Partition<'a>> + Clone,
    cx: &mut Context<'_, 'a>,
) {
    let Some(reference) = cx.reference() else { return };
    let region = quote(arn.region);
    let home = reference.partitions().find(|partition| partition.has_region(arn.region));
    let (message, help) = match (home, partitions.clone().count(), partitions.next()) {
        (Some(home), 1, Some(partition)) => (
            format!("region {region} is not in partition `{}`", partition.id()),
            Some(format!("it is in `{}`", home.id())),
        ),
        _ => {
            let regions = partitions.clone().chain(reference.partitions()).flat_map(Partition::regions);
            let near = closest(arn.region, regions).map(|near| format!("did you mean `{near}`?"));
            (format!("there is no region {region}"), near)
        }
    };
    let finding = cx.finding(INVALID_ARN_REGION, message);
    cx.report_by_reference(match help {
        Some(help) => finding.with_help(help),
        None => finding,
    });
}
