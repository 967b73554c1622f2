//! Checks of addresses: `aws:SourceIp` is the address from which a request comes out of the internet.

use super::usage::Usage;
use crate::grammar::network::Network;
use crate::model::OperatorFamily;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    PRIVATE_IP_ADDRESS {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private addresses only",
        why: "The key holds the public address from which a request comes, so the condition never matches. Requests through a VPC endpoint have `aws:VpcSourceIp`.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/16" } }
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

    PRIVATE_NOT_IP_ADDRESS {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` must not be one of some addresses, and all of them are private",
        why: "The key holds the public address from which a request comes, so the condition always matches.",
        bad at "/Statement/0/Condition/NotIpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }

    PRIVATE_IP_ADDRESS_SUBSET {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private addresses among others",
        why: "The key holds the public address from which a request comes: private ones have no effect.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "192.168.0.0/16"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }
  }]
}"#,
    }

    PRIVATE_NOT_IP_ADDRESS_SUBSET {
        severity: Suggestion,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` must not be one of some addresses, and some of them are private",
        why: "The key holds the public address from which a request comes: private ones have no effect.",
        bad at "/Statement/0/Condition/NotIpAddress/aws:SourceIp/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["172.16.0.0/12", "203.0.113.0/24"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }
  }]
}"#,
    }
}

const SOURCE_IP: &str = "aws:SourceIp";

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    if !usage.is_key(SOURCE_IP) || usage.operator.operator.family() != OperatorFamily::IpAddress {
        return;
    }
    let mut first = None;
    let mut count = 0;
    for (index, node) in usage.values.items() {
        // Of a value that is no range, it is not known what was meant; it was reported.
        let Some(network) = node.as_str().and_then(Network::parse) else { return };
        if network.is_private() {
            first = first.or(Some((index, network)));
            count += 1;
        }
    }
    let Some((index, network)) = first else { return };
    let negated = usage.operator.operator.is_negated();
    let help = "write public addresses, or use `aws:VpcSourceIp` for requests through a VPC endpoint";
    if count == usage.values.len() {
        let (code, so) = if negated { (PRIVATE_NOT_IP_ADDRESS, "always") } else { (PRIVATE_IP_ADDRESS, "never") };
        let message = format!("`{SOURCE_IP}` is a public address, and these are private: the condition {so} matches");
        cx.report(cx.finding(code, message).with_help(help));
        return;
    }
    let code = if negated { PRIVATE_NOT_IP_ADDRESS_SUBSET } else { PRIVATE_IP_ADDRESS_SUBSET };
    let more = match count - 1 {
        0 => String::new(),
        more => format!(", and so are {more} more"),
    };
    let message = format!("`{SOURCE_IP}` is a public address, but `{network}` is private and has no effect{more}");
    let finding = cx.item(index).finding(code, message);
    cx.report(finding.with_help("remove it, or use `aws:VpcSourceIp` for requests through a VPC endpoint"));
}
