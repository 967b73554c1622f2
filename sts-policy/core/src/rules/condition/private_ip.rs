//! Private addresses in the values of `aws:SourceIp`.

use super::entry::ConditionEntry;
use crate::diagnostics::{message, quote};
use crate::grammar::network::Network;
use crate::model::OperatorFamily;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    PRIVATE_IP_ADDRESS {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private addresses only",
        why: "The key has the public address of the caller, so the condition never matches. Requests through a VPC endpoint have `aws:VpcSourceIp`.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private addresses only, by a negated operator",
        why: "The key has the public address of the caller, so the condition always matches.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private and public addresses",
        why: "The key has the public address of the caller: private addresses have no effect.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`aws:SourceIp` is compared with private and public addresses, by a negated operator",
        why: "The key has the public address of the caller: private addresses have no effect.",
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

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if !entry.is_key(SOURCE_IP) || entry.operator.operator.family() != OperatorFamily::IpAddress {
        return;
    }
    let mut first = None;
    let mut count = 0;
    for (index, node) in entry.values.items() {
        // Another rule reports a value that is not a network.
        let Some((text, network)) = node.as_str().and_then(|text| Some((text, Network::parse(text)?))) else { return };
        if network.is_private() {
            first = first.or(Some((index, text)));
            count += 1;
        }
    }
    let Some((index, text)) = first else { return };
    if count == entry.values.len() {
        report_all(entry, cx);
    } else {
        report_some(entry, text, count - 1, &mut cx.item(index));
    }
}

/// Reports that all values are private. The path is that of the key.
fn report_all(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    let finding = if entry.operator.operator.is_negated() {
        let message =
            message!("`aws:SourceIp` is a public address, but all values are private: the condition always matches");
        cx.finding(PRIVATE_NOT_IP_ADDRESS, message)
    } else {
        let message =
            message!("`aws:SourceIp` is a public address, but all values are private: the condition never matches");
        cx.finding(PRIVATE_IP_ADDRESS, message)
    };
    cx.report(
        finding.with_help("write public addresses, or use `aws:VpcSourceIp` for requests through a VPC endpoint"),
    );
}

/// Reports that some values are private. The path is that of the first of them.
fn report_some(entry: &ConditionEntry<'_>, text: &str, others: usize, cx: &mut Context<'_, '_>) {
    let first = quote(text);
    let message = match others {
        0 => message!("`aws:SourceIp` is a public address: the private value {} has no effect", first),
        1 => message!("`aws:SourceIp` is a public address: the private value {} and 1 other have no effect", first),
        _ => message!(
            "`aws:SourceIp` is a public address: the private value {} and {} others have no effect",
            first,
            others
        ),
    };
    let is_negated = entry.operator.operator.is_negated();
    let code = if is_negated { PRIVATE_NOT_IP_ADDRESS_SUBSET } else { PRIVATE_IP_ADDRESS_SUBSET };
    let finding = cx.finding(code, message);
    cx.report(finding.with_help("remove it, or use `aws:VpcSourceIp` for requests through a VPC endpoint"));
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::assert_list_bucket_codes;

    #[test]
    fn each_operator_has_its_code() {
        assert_list_bucket_codes(&[
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","fd00::/8"]}"#, Some("PRIVATE_IP_ADDRESS")),
            (r#""NotIpAddressIfExists":{"aws:SourceIp":"127.0.0.1"}"#, Some("PRIVATE_NOT_IP_ADDRESS")),
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}"#, Some("PRIVATE_IP_ADDRESS_SUBSET")),
            (r#""NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","::1"]}"#, Some("PRIVATE_NOT_IP_ADDRESS_SUBSET")),
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","x"]}"#, Some("TYPE_MISMATCH_IP_RANGE")),
            (r#""IpAddress":{"aws:SourceIp":"0.0.0.0/0"}"#, None),
        ]);
    }
}
