//! Condition keys of VPC endpoints that only some services support.

use super::entry::ConditionEntry;
use crate::diagnostics::{message, quote};
use crate::document::StatementView;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a condition key is used with services that do not support it",
        why: "Only some services support `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`. Requests to other services do not have these keys.",
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

const VPC_ENDPOINT_KEYS: [&str; 3] = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

/// Prefixes of the services that support the keys. Source: User Guide, "AWS global condition context keys", `aws:VpceOrgPaths`.
const SUPPORTED_SERVICES: [&str; 39] = [
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

/// The only action of these services that does not support the keys.
const UNSUPPORTED_ACTION: &str = "iam:PassRole";

/// Returns the position of the first action of the statement that does not support the keys.
fn action_without_keys(statement: &StatementView<'_>) -> Option<usize> {
    let is_supported = |action: &str| {
        let prefix = action.split_once(':').map_or(action, |(prefix, _)| prefix);
        SUPPORTED_SERVICES.iter().any(|service| service.eq_ignore_ascii_case(prefix))
            && !action.eq_ignore_ascii_case(UNSUPPORTED_ACTION)
    };
    statement.action?.nodes().iter().position(|node| {
        steps::add(1);
        node.as_str().is_some_and(|text| !is_supported(text))
    })
}

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if !entry.is_any_key(&VPC_ENDPOINT_KEYS) {
        return;
    }
    let key = quote(entry.key);
    let message = if entry.statement.not_action.is_some() {
        message!("with `NotAction`, the statement covers services that do not support the key {}", key)
    } else {
        let position = entry.facts.action_without_keys.get_or_init(|| action_without_keys(entry.statement));
        let Some(action) = position.and_then(|position| entry.statement.action?.nodes().get(position)?.as_str()) else {
            return;
        };
        message!("not every request for {} has the key {}: only some services support it", quote(action), key)
    };
    let finding = cx.key_finding(USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, message);
    cx.report(finding.with_help("list only actions of services that support the key, such as `s3` or `dynamodb`"));
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::codes_in_allow;

    #[test]
    fn requires_actions_of_supported_services() {
        let condition = r#""StringEquals":{"aws:VpceAccount":"111122223333"}"#;
        let code = "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES";
        assert!(codes_in_allow(r#"["s3:GetObject","KMS:*"]"#, condition).is_empty());
        assert_eq!(codes_in_allow(r#"["s3:GetObject","ec2:*"]"#, condition), [code]);
        assert_eq!(codes_in_allow(r#""iam:PassRole""#, condition), ["PASS_ROLE_WITH_STAR_IN_RESOURCE", code]);
    }
}
