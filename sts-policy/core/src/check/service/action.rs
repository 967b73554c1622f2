//! Whether the actions of a statement exist.

use sts_policy_reference::{Action, Reference, Service};

use super::{Last, Meant, Named, dated};
use crate::catalogue::service as code;
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::action;
use crate::json::Path;
use crate::pattern::{Case, matches};
use crate::suggest::closest;

/// So many unknown actions of a policy are compared with all that there are: each takes a tenth of a millisecond.
const MOST_GUESSES: usize = 50;

/// Prefixes that AWS's own policies name and its reference does not list.
const UNLISTED: [&str; 1] = ["builderid"];

/// What the actions of a list stand for. `path` is that of the element.
pub(super) fn named<'a, 'r>(
    list: List<'a>,
    path: &Path<'_>,
    reference: &'r Reference,
    last: &mut Last<'a, 'r>,
    findings: &mut Findings,
) -> Vec<Named<'a, 'r>> {
    let mut named = Vec::with_capacity(list.len());
    for (index, text) in list.texts() {
        if findings.must_stop() {
            break;
        }
        let (prefix, name) = action::split(text).unwrap_or((text, text));
        let service = match last.service {
            Some((last, service)) if last == prefix => Some(service),
            _ if prefix == "*" => None,
            _ => reference.service(prefix),
        };
        let meant = match service {
            Some(service) => {
                last.service = Some((prefix, service));
                of_service(service, name, reference)
            }
            None if prefix == "*" => Some(Meant::All),
            None => Some(Meant::Unknown).filter(|_| reference.is_retired_service(prefix) || UNLISTED.contains(&prefix)),
        };
        // What is no action at all was reported.
        let may_guess = last.guesses < MOST_GUESSES;
        let meant = meant.or_else(|| action::parse(text).err().map(|_| Meant::Unknown)).unwrap_or_else(|| {
            last.guesses += 1;
            let finding = match service {
                Some(service) => unknown_action(service, name, &path.item(index), reference, may_guess),
                None => unknown_service(prefix, name, &path.item(index), reference, may_guess),
            };
            findings.push(dated(finding, reference));
            Meant::Unknown
        });
        named.push(Named { index, text, meant });
    }
    named
}

fn of_service<'a, 'r>(service: Service<'r>, name: &'a str, reference: &Reference) -> Option<Meant<'a, 'r>> {
    if name.contains(['*', '?']) {
        return matching(service, name).next().map(|_| Meant::Some(service, name));
    }
    match service.action(name) {
        Some(action) => Some(Meant::One(action)),
        // AWS went on to accept it for a while, and may still.
        None => Some(Meant::Unknown).filter(|_| reference.is_removed_action(service.prefix(), name)),
    }
}

/// The actions of the service that the pattern, without prefix, stands for.
pub(super) fn matching<'p, 'r>(
    service: Service<'r>,
    pattern: &'p str,
) -> impl Iterator<Item = Action<'r>> + use<'p, 'r> {
    let plain = pattern.split(['*', '?']).next().unwrap_or_default();
    service.actions_starting_with(plain).filter(move |action| matches(pattern, action.name(), Case::Ignored))
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

fn unknown_action(
    service: Service<'_>,
    name: &str,
    path: &Path<'_>,
    reference: &Reference,
    may_guess: bool,
) -> Finding {
    let message = if name.contains(['*', '?']) {
        format!("no action of service `{service}` matches {}", quote(name))
    } else {
        format!("service `{service}` has no action {}", quote(name))
    };
    let finding = Finding::at(code::INVALID_ACTION, path, message);
    let operation = OPERATIONS
        .iter()
        .find(|(prefix, operation, _)| *prefix == service.prefix() && operation.eq_ignore_ascii_case(name));
    if let Some((prefix, operation, action)) = operation {
        return finding.with_help(format!("the operation `{operation}` is allowed by `{prefix}:{action}`"));
    }
    let plain = name.trim_end_matches('*');
    let wildcard = name.get(plain.len()..).unwrap_or_default();
    let names = service.actions().map(Action::name);
    let near = if plain.contains(['*', '?']) || !may_guess {
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
    match if name.contains(['*', '?']) || !may_guess { None } else { elsewhere(name, reference) } {
        Some(other) => finding.with_help(format!("there is an action `{other}`")),
        None => {
            let name = service.display_name();
            finding.with_help(format!("look up the actions of {name} in the service authorization reference"))
        }
    }
}

fn unknown_service(prefix: &str, name: &str, path: &Path<'_>, reference: &Reference, may_guess: bool) -> Finding {
    let message = format!("there is no service with the prefix {}", quote(prefix));
    let finding = Finding::at(code::INVALID_SERVICE_IN_ACTION, path, message);
    match if may_guess { meant_service(prefix, name, reference) } else { None } {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&format!("{near}:{name}")))),
        None => finding
            .with_help("use the prefix of the service authorization reference, such as `s3` or `elasticloadbalancing`"),
    }
}

/// What services are called by everybody, and their prefixes.
const ALIASES: [(&str, &str); 9] = [
    ("alb", "elasticloadbalancing"),
    ("cognito", "cognito-idp"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("msk", "kafka"),
    ("opensearch", "es"),
    ("stepfunctions", "states"),
];

/// The prefix that was meant: one that is nearly the same, or one of a service that is called so and has the action.
fn meant_service<'r>(prefix: &str, name: &str, reference: &'r Reference) -> Option<&'r str> {
    let prefixes = || reference.services().map(Service::prefix);
    let wanted = prefix.to_ascii_lowercase();
    let is_called = |service: &Service<'_>| {
        let mut display_name = service.display_name().to_ascii_lowercase();
        display_name.retain(|character| character.is_ascii_alphanumeric());
        display_name.contains(&wanted) || wanted.contains(service.prefix()) || service.prefix().contains(&wanted)
    };
    let has_action =
        |service: &Service<'_>| service.action(name).is_some() || matching(*service, name).next().is_some();
    let near = || closest(prefix, prefixes());
    let with_action = near().and_then(|near| reference.service(near)).filter(has_action);
    let called = || ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(prefix)).map(|(_, prefix)| *prefix);
    let alias = called().and_then(|prefix| reference.service(prefix)).filter(has_action);
    let found = alias.or(with_action).or_else(|| reference.services().filter(has_action).find(is_called));
    found.map(Service::prefix)
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
