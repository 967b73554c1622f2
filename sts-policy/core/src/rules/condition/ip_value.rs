//! a value of an address operator is no IP address or CIDR range.

use super::value_type::{Expected, report};
use crate::grammar::network::Network;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_IP_RANGE {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value of an address operator is no IP address or CIDR range",
        why: "The condition never matches, so an Allow grants nothing and a Deny denies nothing. Wildcards have no meaning here.",
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
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a CIDR range has bits set beyond its prefix",
        why: "The bits are ignored; written without them, the range is what it looks like.",
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
    let Some(network) = node.as_str().and_then(Network::parse) else {
        let expected = Expected {
            what: "an IP address or a CIDR range",
            fits: |text| Network::parse(text).is_some(),
            help: Some("write an address or a range, such as `203.0.113.0/24`"),
        };
        return report(TYPE_MISMATCH_IP_RANGE, operator, node, &expected, cx);
    };
    let masked = network.masked();
    if masked != network {
        let message = format!("range `{network}` has bits set beyond its prefix, which are ignored");
        let finding = cx.finding(IMPROVE_IP_RANGE, message);
        cx.report(finding.with_help(format!("write `{masked}`")).with_value(masked.to_string()));
    }
}
