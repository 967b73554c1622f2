//! no service has such a prefix.

use sts_policy_reference::{Reference, Service};

use super::resolve::matching;
use crate::diagnostics::{closest, quote};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_SERVICE_IN_ACTION {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: true,
        macros: Name,
        summary: "no service has such a prefix",
        why: "IAM accepts the policy, and the action is allowed to nobody. The prefix is that of the service authorization reference, which is often not the name of the service.",
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

/// Reports an action of a service that does not exist.
pub(crate) fn report(prefix: &str, name: &str, may_suggest: bool, cx: &mut Context<'_, '_>) {
    let Some(reference) = cx.reference() else { return };
    let message = format!("there is no service with the prefix {}", quote(prefix));
    let finding = cx.finding(INVALID_SERVICE_IN_ACTION, message);
    cx.report_by_reference(match if may_suggest { meant_service(prefix, name, reference) } else { None } {
        Some(near) => finding.with_help(format!("did you mean {}?", quote(&format!("{near}:{name}")))),
        None => finding
            .with_help("use the prefix of the service authorization reference, such as `s3` or `elasticloadbalancing`"),
    });
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
