//! Unknown service prefixes of actions.

use sts_policy_reference::{Reference, Service};

use super::action_ref::matching_actions;
use crate::diagnostics::{closest, message, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_SERVICE_IN_ACTION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: UnknownName,
        summary: "the service prefix of an action is unknown",
        why: "IAM accepts the policy, but the action matches no request. The prefix must be that of the service authorization reference, which often differs from the name of the service.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "cloudwatchlogs:PutLogEvents",
    "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "logs:PutLogEvents",
    "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:*"
  }]
}"#,
    }
}

/// Reports an action with an unknown service prefix. The path is that of the action.
pub(crate) fn report(prefix: &str, name: &str, suggest: bool, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let finding = cx.finding(INVALID_SERVICE_IN_ACTION, message!("unknown service prefix {}", quote(prefix)));
    cx.report_by_reference(match if suggest { suggest_prefix(prefix, name, reference) } else { None } {
        Some(near) => finding.with_help(message!("did you mean {}?", quote(&format!("{near}:{name}")))),
        None => finding
            .with_help("use the prefix of the service authorization reference, such as `s3` or `elasticloadbalancing`"),
    });
}

/// Common names of services, with their prefixes.
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

/// The prefix of a service that has the action. An alias takes precedence over a similar prefix, and that over a similar name.
fn suggest_prefix<'r>(prefix: &str, name: &str, reference: &'r Reference) -> Option<&'r str> {
    let has_action =
        |service: &Service<'_>| service.action(name).is_some() || matching_actions(*service, name).next().is_some();
    let alias = || ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(prefix)).map(|(_, prefix)| *prefix);
    let by_alias = || alias().and_then(|prefix| reference.service(prefix)).filter(has_action);
    let closest_prefix = || closest(prefix, reference.services().map(Service::prefix));
    let by_prefix = || closest_prefix().and_then(|near| reference.service(near)).filter(has_action);
    let lower_case = prefix.to_ascii_lowercase();
    let by_name = || reference.services().filter(has_action).find(|service| has_similar_name(*service, &lower_case));
    by_alias().or_else(by_prefix).or_else(by_name).map(Service::prefix)
}

/// Returns true if the name or the prefix of a service contains the text, or the text contains the prefix. The text is in lower case.
fn has_similar_name(service: Service<'_>, text: &str) -> bool {
    let mut display_name = service.display_name().to_ascii_lowercase();
    display_name.retain(|character| character.is_ascii_alphanumeric());
    display_name.contains(text) || text.contains(service.prefix()) || service.prefix().contains(text)
}
