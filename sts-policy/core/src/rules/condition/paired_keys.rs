//! a private address is asked for, but not the network in which it is.

use super::usage::{Usage, has};
use crate::diagnostics::quote;
use crate::document::StatementView;
use crate::model::{Effect, Operator};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    MISSING_PAIRED_CONDITION_KEYS {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a private address is asked for, but not the network in which it is",
        why: "Private addresses are the same in every VPC: say which VPC, with `aws:SourceVpc`, `aws:SourceVpce` or `aws:SourceVpcArn`.",
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

/// Keys that say little without one of some others. Addresses inside of VPCs are not unique: those of somebody else's are the same.
/// Source: User Guide, "AWS global condition context keys".
pub(crate) const PAIRED: [(&str, &[&str]); 2] = [
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]),
    ("aws:Ec2InstanceSourcePrivateIPv4", &["aws:Ec2InstanceSourceVpc"]),
];

/// Returns true if the statement has a condition on a partner of the pair at this position.
pub(crate) fn has_partner(statement: &StatementView<'_>, pair: usize) -> bool {
    PAIRED.get(pair).is_some_and(|(_, partners)| {
        has(statement, |other, _, _| partners.iter().any(|partner| other.eq_ignore_ascii_case(partner)))
    })
}

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    // In a Deny one more condition denies less: there they belong into statements of their own.
    if usage.operator.operator == Operator::Null || usage.statement.effect != Some(Effect::Allow) {
        return;
    }
    let mut pairs = PAIRED.iter().enumerate();
    let Some((pair, (_, partners))) = pairs.find(|(_, (key, _))| usage.is_key(key)) else { return };
    if usage.facts.has_partner(pair) {
        return;
    }
    let named: Vec<String> = partners.iter().map(|partner| format!("`{partner}`")).collect();
    let message = format!("{} alone says little: every VPC may have the same private addresses", quote(usage.key));
    let finding = cx.key_finding(MISSING_PAIRED_CONDITION_KEYS, message);
    cx.report(finding.with_help(format!("say in the same statement which VPC, with {}", named.join(" or "))));
}
