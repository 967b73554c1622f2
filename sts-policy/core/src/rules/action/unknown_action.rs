//! Actions that their service does not have.

use sts_policy_reference::{Action, Reference, Service};

use crate::diagnostics::{Finding, Message, closest, message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ACTION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: UnknownName,
        summary: "a service does not have an action of this name",
        why: "IAM accepts the policy, but does not allow the intended action: requests are denied later, without a reason. Actions ignore case; a pattern must match at least one action.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersions"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

/// API operations that need an action of another name: service prefix, operation, action. Source: Amazon S3 User Guide, "Required
/// permissions for Amazon S3 API operations"; AWS Lambda API Reference, "Invoke".
const OPERATIONS: [(&str, &str, &str); 21] = [
    ("bedrock", "Converse", "InvokeModel"),
    ("bedrock", "ConverseStream", "InvokeModelWithResponseStream"),
    ("dynamodb", "TransactGetItems", "GetItem"),
    ("lambda", "Invoke", "InvokeFunction"),
    ("s3", "CompleteMultipartUpload", "PutObject"),
    ("s3", "CopyObject", "PutObject"),
    ("s3", "CreateMultipartUpload", "PutObject"),
    ("s3", "DeleteObjects", "DeleteObject"),
    ("s3", "HeadBucket", "ListBucket"),
    ("s3", "HeadObject", "GetObject"),
    ("s3", "ListBuckets", "ListAllMyBuckets"),
    ("s3", "ListMultipartUploads", "ListBucketMultipartUploads"),
    ("s3", "ListObjects", "ListBucket"),
    ("s3", "ListObjectsV2", "ListBucket"),
    ("s3", "ListObjectVersions", "ListBucketVersions"),
    ("s3", "ListParts", "ListMultipartUploadParts"),
    ("s3", "SelectObjectContent", "GetObject"),
    ("s3", "UploadPart", "PutObject"),
    ("sns", "PublishBatch", "Publish"),
    ("sqs", "DeleteMessageBatch", "DeleteMessage"),
    ("sqs", "SendMessageBatch", "SendMessage"),
];

/// Reports an action that the service does not have. The path is that of the action.
pub(crate) fn report(service: Service<'_>, name: &str, suggest: bool, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let help = help(service, name, reference, suggest);
    cx.report_by_reference(finding(service, name, cx).with_help(help));
}

fn finding(service: Service<'_>, name: &str, cx: &Context<'_, '_>) -> Finding {
    let prefix = quote(service.prefix());
    let message = if is_pattern(name) {
        message!("service {} has no action that matches {}", prefix, quote(name))
    } else {
        message!("service {} has no action {}", prefix, quote(name))
    };
    cx.finding(INVALID_ACTION, message)
}

fn help(service: Service<'_>, name: &str, reference: &Reference, suggest: bool) -> Message {
    if let Some((prefix, operation, action)) = operation(service, name) {
        let action = format!("{prefix}:{action}");
        return message!("use {}, which allows the operation {}", quote(&action), quote(operation));
    }
    if suggest && let Some(action) = suggestion(service, name) {
        return message!("did you mean {}?", quote(&action));
    }
    match if suggest && !is_pattern(name) { action_elsewhere(name, reference) } else { None } {
        Some(action) => message!("use {} if that action is intended", quote(&action.to_string())),
        None => {
            message!("look up the actions of {} in the service authorization reference", service.display_name())
        }
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// The entry of [`OPERATIONS`] for a name.
fn operation(service: Service<'_>, name: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    OPERATIONS.iter().find(|(prefix, operation, _)| *prefix == service.prefix() && operation.eq_ignore_ascii_case(name))
}

/// The closest action of the service, or the closest pattern of the same form. A pattern is compared only if all its wildcards are at the
/// end.
fn suggestion(service: Service<'_>, name: &str) -> Option<String> {
    let stem = name.trim_end_matches('*');
    if is_pattern(stem) {
        return None;
    }
    let wildcard = name.get(stem.len()..).unwrap_or_default();
    let names = service.actions().map(Action::name);
    let near = if wildcard.is_empty() {
        closest(name, names)
    } else {
        // The text before the wildcard is compared with a prefix of the same length.
        closest(stem, names.filter_map(|name| name.get(..stem.len())))
    };
    near.map(|near| format!("{service}:{near}{wildcard}"))
}

/// The action of that name in another service, if exactly one service has it.
fn action_elsewhere<'r>(name: &str, reference: &'r Reference) -> Option<Action<'r>> {
    let mut found = reference.services().filter_map(|service| service.action(name));
    let first = found.next()?;
    if found.next().is_none() { Some(first) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_map_to_listed_actions() {
        for (prefix, operation, action) in OPERATIONS {
            assert!(Reference::embedded().action(prefix, operation).is_none(), "{prefix}:{operation} is an action");
            assert!(Reference::embedded().action(prefix, action).is_some(), "{prefix}:{action}");
        }
    }
}
