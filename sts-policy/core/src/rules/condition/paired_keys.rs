//! Private addresses in conditions that do not identify the VPC.

use super::entry::{ConditionEntry, has_condition};
use crate::diagnostics::{message, quote};
use crate::document::StatementView;
use crate::model::{Effect, Operator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_PAIRED_CONDITION_KEYS {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition requires a private address, but not its VPC",
        why: "Several VPCs can have the same private addresses. Identify the VPC with `aws:SourceVpc`, `aws:SourceVpce` or `aws:SourceVpcArn`.",
        bad at "/Statement/0/Condition/IpAddress/aws:VpcSourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {
      "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {
      "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" },
      "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }
    }
  }]
}"#,
    }
}

/// Keys of private addresses, with the keys that identify the VPC. The addresses in a VPC are not unique: VPCs of other accounts can have
/// the same. Source: User Guide, "AWS global condition context keys".
const PAIRED: [(&str, &[&str]); 2] = [
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]),
    ("aws:Ec2InstanceSourcePrivateIPv4", &["aws:Ec2InstanceSourceVpc"]),
];

/// Returns true if the statement has a condition on a VPC key of the pair at this position.
fn has_vpc_key(statement: &StatementView<'_>, pair: usize) -> bool {
    PAIRED.get(pair).is_some_and(|(_, vpc_keys)| {
        has_condition(statement, |key, _, _| vpc_keys.iter().any(|vpc_key| key.eq_ignore_ascii_case(vpc_key)))
    })
}

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    // A further condition would narrow a `Deny`.
    if entry.operator.operator == Operator::Null || entry.statement.effect != Some(Effect::Allow) {
        return;
    }
    let mut pairs = PAIRED.iter().enumerate();
    let Some((pair, (_, vpc_keys))) = pairs.find(|(_, (key, _))| entry.is_key(key)) else { return };
    let has_paired_key = entry.facts.has_paired_key.get(pair);
    if has_paired_key.is_some_and(|fact| *fact.get_or_init(|| has_vpc_key(entry.statement, pair))) {
        return;
    }
    let message =
        message!("{} does not identify a VPC: several VPCs can have the same private addresses", quote(entry.key));
    let help = match vpc_keys {
        [key] => message!("add a condition on {} to the statement", quote(key)),
        keys => {
            let keys: Vec<String> = keys.iter().map(|&key| key.to_owned()).collect();
            message!("add a condition on one of these keys to the statement: {}", keys)
        }
    };
    let finding = cx.key_finding(MISSING_PAIRED_CONDITION_KEYS, message);
    cx.report(finding.with_help(help));
}
