//! a service has no such action.

use sts_policy_reference::{Action, Reference, Service};

use crate::diagnostics::{Finding, closest, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_ACTION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: Name,
        summary: "a service has no such action",
        why: "IAM accepts the policy, and the action that was meant is not allowed: requests are denied later, and nothing says why. Actions ignore case; a pattern must match at least one.",
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

/// Operations of the API that are allowed by actions of other names, which is where most take the wrong name from. Source: Amazon
/// S3 User Guide, "Required permissions for Amazon S3 API operations"; AWS Lambda API Reference, "Invoke".
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

/// Reports an action that the service does not have.
pub(crate) fn report(service: Service<'_>, name: &str, may_suggest: bool, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let finding = finding(service, name, reference, may_suggest, cx);
    cx.report_by_reference(finding);
}

fn finding(
    service: Service<'_>,
    name: &str,
    reference: &Reference,
    may_suggest: bool,
    cx: &Context<'_, '_>,
) -> Finding {
    let message = if name.contains(['*', '?']) {
        format!("no action of service `{service}` matches {}", quote(name))
    } else {
        format!("service `{service}` has no action {}", quote(name))
    };
    let finding = cx.finding(INVALID_ACTION, message);
    let operation = OPERATIONS
        .iter()
        .find(|(prefix, operation, _)| *prefix == service.prefix() && operation.eq_ignore_ascii_case(name));
    if let Some((prefix, operation, action)) = operation {
        return finding.with_help(format!("the operation `{operation}` is allowed by `{prefix}:{action}`"));
    }
    let plain = name.trim_end_matches('*');
    let wildcard = name.get(plain.len()..).unwrap_or_default();
    let names = service.actions().map(Action::name);
    let near = if plain.contains(['*', '?']) || !may_suggest {
        // Of such a pattern nothing can be guessed.
        None
    } else if wildcard.is_empty() {
        closest(name, names)
    } else {
        // What is written before the star is compared with so much of each action.
        closest(plain, names.filter_map(|name| name.get(..plain.len())))
    };
    if let Some(near) = near {
        return finding.with_help(format!("did you mean `{service}:{near}{wildcard}`?"));
    }
    match if name.contains(['*', '?']) || !may_suggest { None } else { elsewhere(name, reference) } {
        Some(other) => finding.with_help(format!("there is an action `{other}`")),
        None => {
            let name = service.display_name();
            finding.with_help(format!("look up the actions of {name} in the service authorization reference"))
        }
    }
}

/// The one action of that name in all services, if it is only one.
fn elsewhere<'r>(name: &str, reference: &'r Reference) -> Option<Action<'r>> {
    let mut found = reference.services().filter_map(|service| service.action(name));
    let first = found.next()?;
    if found.next().is_none() { Some(first) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_no_actions_and_lead_to_some() {
        for (prefix, operation, action) in OPERATIONS {
            assert!(Reference::embedded().action(prefix, operation).is_none(), "{prefix}:{operation} is an action");
            assert!(Reference::embedded().action(prefix, action).is_some(), "{prefix}:{action}");
        }
    }
}
