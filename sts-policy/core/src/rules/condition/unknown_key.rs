//! Unknown condition keys.

use sts_policy_reference::{ConditionKey, Service};

use crate::diagnostics::{closest, message, quote};
use crate::rules::context::Context;
use crate::rules::reference_names::{closest_global, without_placeholder};
use crate::rules::{code, rule};

rule! {
    INVALID_GLOBAL_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: UnknownName,
        summary: "a condition key with the prefix `aws:` does not exist",
        why: "No request has the key: the condition never holds, or always holds if it is negated.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestRegion": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestRegion": "eu-west-1" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
  }]
}"#,
    }

    INVALID_SERVICE_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: UnknownName,
        summary: "a service does not have the condition key",
        why: "No request has the key: the condition never holds, or always holds if it is negated.",
        bad at "/Statement/0/Condition/StringLike/s3:prefixes": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefixes": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
    }
}

/// Reports an unknown global key.
pub(super) fn report_unknown_global_key(text: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let message = message!("unknown global condition key {}", quote(text));
    let finding = cx.key_finding(INVALID_GLOBAL_CONDITION_KEY, message);
    cx.report_by_reference(match closest_global(text, reference) {
        Some(suggestion) => finding.with_help(message!("did you mean {}?", quote(&suggestion))),
        None => finding,
    });
}

/// Reports a key that its service does not have.
pub(super) fn report_unknown_service_key(service: Service<'_>, text: &str, name: &str, cx: &mut Context<'_, '_>) {
    let message = message!("service {} has no condition key {}", quote(service.prefix()), quote(text));
    let finding = cx.key_finding(INVALID_SERVICE_CONDITION_KEY, message);
    let keys = || service.condition_keys().map(ConditionKey::name);
    let names = keys().filter_map(|key| key.split_once(':')).map(|(_, name)| without_placeholder(name));
    cx.report_by_reference(match closest(name, names) {
        Some(name) => {
            let is_named = |key: &&str| key.split_once(':').is_some_and(|(_, full)| without_placeholder(full) == name);
            let key = keys().find(is_named);
            finding.with_help(message!("did you mean {}?", quote(key.unwrap_or(name))))
        }
        None => finding,
    });
}

/// Reports a key of an unknown service.
pub(super) fn report_unknown_service(prefix: &str, name: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let message = message!("unknown service prefix {} in a condition key", quote(prefix));
    let finding = cx.key_finding(code::INVALID_SERVICE, message);
    let prefixes = reference.services().map(Service::prefix).chain(std::iter::once("aws"));
    cx.report_by_reference(match closest(prefix, prefixes) {
        Some(prefix) => {
            let suggestion = format!("{prefix}:{name}");
            finding.with_help(message!("did you mean {}?", quote(&suggestion)))
        }
        None => finding.with_help("write `aws` or a service prefix before the colon"),
    });
}
