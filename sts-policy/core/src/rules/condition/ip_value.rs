//! The type of the values of IP address operators.

use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::grammar::network::Network;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_IP_RANGE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value of an IP address operator is neither an IP address nor a CIDR range",
        why: "The condition never matches, so an `Allow` allows nothing and a `Deny` denies nothing. IP address operators do not support wildcards.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }

    IMPROVE_IP_RANGE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a CIDR range has bits set after its prefix",
        why: "IAM ignores the bits. Without them, the range is easier to read.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }
}

pub(super) fn check(operator: Operator, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    let Some(value) = value_text(node) else { return };
    match node.as_str().and_then(Network::parse) {
        Some(network) => check_prefix(network, &value, cx),
        None => report_type(operator, &value, cx),
    }
}

fn report_type(operator: Operator, value: &str, cx: &mut Context<'_, '_>) {
    let message = message!(
        "invalid value {} for {}: must be an IP address or a CIDR range",
        quote(value),
        quote(operator.as_str())
    );
    let finding = cx.finding(TYPE_MISMATCH_IP_RANGE, message);
    let is_network = |text: &str| Network::parse(text).is_some();
    cx.report(finding.with_trim_fix_or(value, is_network, |finding| {
        finding.with_help("write an address or a range, such as `203.0.113.0/24`")
    }));
}

fn check_prefix(network: Network, value: &str, cx: &mut Context<'_, '_>) {
    let masked = network.masked();
    if masked == network {
        return;
    }
    let masked = masked.to_string();
    let message = message!("range {} has bits set after its prefix: IAM ignores them", quote(value));
    let finding = cx.finding(IMPROVE_IP_RANGE, message);
    cx.report(finding.with_help(message!("write {}", quote(&masked))).with_value(masked));
}
