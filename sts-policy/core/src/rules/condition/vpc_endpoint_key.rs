//! a condition key is asked of services that do not have it.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::document::{StatementView, element};
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a condition key is asked of services that do not have it",
        why: "Only some services have `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`. For all others the condition is as if the request came from nowhere.",
        bad at "/Statement/0/Condition/StringEquals/aws:VpceOrgID": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
    }
}

/// Keys that are there only in requests to some services.
const OF_SOME_SERVICES: [&str; 3] = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

/// Their prefixes. Source: User Guide, "AWS global condition context keys", `aws:VpceOrgPaths`.
const SERVICES: [&str; 39] = [
    "acm-pca",
    "applicationinsights",
    "apprunner",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "dynamodb",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "gamelift",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "shield",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
];

/// The one action of a service among them that does not have the keys.
const WITHOUT_KEYS: &str = "iam:PassRole";

/// The position of the first action of the statement whose requests do not have the keys.
pub(crate) fn without_some_keys(statement: &StatementView<'_>) -> Option<usize> {
    let has_key = |action: &str| {
        let prefix = action.split_once(':').map_or(action, |(prefix, _)| prefix);
        SERVICES.iter().any(|service| service.eq_ignore_ascii_case(prefix))
            && !action.eq_ignore_ascii_case(WITHOUT_KEYS)
    };
    statement.action?.nodes().iter().position(|node| {
        steps::add(1);
        node.as_str().is_some_and(|text| !has_key(text))
    })
}

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    if !usage.is_any_key(&OF_SOME_SERVICES) {
        return;
    }
    let key = quote(usage.key);
    let message = if usage.statement.not_action.is_some() {
        format!("requests to most services do not have the key {key}, and `{}` leaves those in", element::NOT_ACTION)
    } else {
        let Some(action) = usage.facts.without_some_keys() else { return };
        format!("requests for {} do not all have the key {key}", quote(action))
    };
    let finding = cx.key_finding(USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, message);
    cx.report(finding.with_help("name the actions of services that have it, such as `s3` or `dynamodb`"));
}
