//! there is no such key with the prefix `aws:`.

use sts_policy_reference::{ConditionKey, Service};

use crate::diagnostics::{closest, quote};
use crate::rules::context::Context;
use crate::rules::reference_names::{closest_global, plain};
use crate::rules::{code, rule};

rule! {
    INVALID_GLOBAL_CONDITION_KEY {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: true,
        macros: Name,
        summary: "there is no such key with the prefix `aws:`",
        why: "No request has the key: the condition never holds, or, where it is negated, always.",
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
        policies: ALL,
        reference: true,
        macros: Name,
        summary: "a service has no such condition key",
        why: "No request has the key: the condition never holds, or, where it is negated, always.",
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

/// Reports a global key that does not exist.
pub(super) fn report_global(text: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let finding =
        cx.key_finding(INVALID_GLOBAL_CONDITION_KEY, format!("there is no global condition key {}", quote(text)));
    cx.report_by_reference(match closest_global(text, reference) {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&near))),
        None => finding,
    });
}

/// Reports a key that its service does not have.
pub(super) fn report_of_service(service: Service<'_>, text: &str, name: &str, cx: &mut Context<'_, '_>) {
    let message = format!("service `{service}` has no condition key {}", quote(text));
    let finding = cx.key_finding(INVALID_SERVICE_CONDITION_KEY, message);
    let names = || service.condition_keys().map(ConditionKey::name);
    let own = names().filter_map(|known| known.split_once(':')).map(|(_, known)| plain(known));
    cx.report_by_reference(match closest(name, own) {
        Some(near) => {
            let whole = names().find(|known| known.split_once(':').is_some_and(|(_, known)| plain(known) == near));
            finding.with_help(format!("did you mean `{}`?", whole.unwrap_or(near)))
        }
        None => finding,
    });
}

/// Reports a key of a service that does not exist.
pub(super) fn report_service(prefix: &str, name: &str, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let message = format!("there is no service with the prefix {}, so there is no such condition key", quote(prefix));
    let finding = cx.key_finding(code::INVALID_SERVICE, message);
    let prefixes = reference.services().map(Service::prefix).chain(std::iter::once("aws"));
    cx.report_by_reference(match closest(prefix, prefixes) {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&format!("{near}:{name}")))),
        None => finding.with_help("a condition key begins with `aws:` or with the prefix of a service"),
    });
}
