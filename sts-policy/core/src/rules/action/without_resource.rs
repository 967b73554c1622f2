//! Actions that do not act on the resources of their statement.

use std::collections::HashMap;

use sts_policy_reference::{AccessLevel, Action, ArnFormat, ResourceType, Service};

use super::action_ref::{ActionRef, ResolvedActions, matching_actions};
use crate::diagnostics::{Finding, Message, message, quote};
use crate::pattern::{Case, matches};
use crate::rules::context::Context;
use crate::rules::resource::format_match::{ArnParts, Format};
use crate::rules::resource::resolve::ResolvedResource;
use crate::rules::rule;
use crate::steps;

rule! {
    ACTION_WITHOUT_RESOURCE {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: true,
        macros: Error,
        summary: "an action does not act on any resource of its statement",
        why: "IAM accepts the policy, but does not allow the action. Common mistakes are a bucket action on the ARN of the objects, and an action without resource types, such as `s3:ListAllMyBuckets`, on anything but `*`.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:ListBucket"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:ListBucket"],
    "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
  }]
}"#,
    }
}

/// Maximum number of actions or resource types in one message.
const MAX_LISTED: usize = 3;

/// Services with incomplete resource types in the service reference: AWS managed policies use other types.
const INCOMPLETE_SERVICES: [&str; 5] =
    ["bedrock-agentcore", "odb", "partnercentral", "sagemaker-mlflow", "securityagent"];

/// The service whose list actions have no resource types in the service reference, although IAM compares the ARNs of log groups.
const LOGS: &str = "logs";

/// Actions without resource types that do not list anything. They are often allowed on a resource by mistake.
const WITHOUT_RESOURCE_TYPES: [(&str, &str); 7] = [
    ("cloudwatch", "GetMetricData"),
    ("cloudwatch", "PutMetricData"),
    ("codeartifact", "GetServiceBearerToken"),
    ("ecr", "GetAuthorizationToken"),
    ("kms", "CreateKey"),
    ("sqs", "ListQueues"),
    ("sts", "GetCallerIdentity"),
];

/// Returns true if the resource types of the action in the service reference are complete.
///
/// AWS adds taggable resource types late, but the region and the account of an ARN do not depend on the type. For actions that create
/// resources, the reference often lists no type, although IAM compares an ARN. Actions that list all resources of an account can only be
/// allowed on `*`.
fn is_reliable(action: Action<'_>, have_wrong_region_or_account: bool) -> bool {
    let prefix = action.service().prefix();
    if INCOMPLETE_SERVICES.contains(&prefix) {
        return false;
    }
    if action.resources().len() == 0 {
        let name = (prefix, action.name());
        return action.access_level() == AccessLevel::List && prefix != LOGS || WITHOUT_RESOURCE_TYPES.contains(&name);
    }
    have_wrong_region_or_account || action.access_level() != AccessLevel::Tagging && !action.name().contains("Tags")
}

/// Reports actions that do not act on any resource of their statement. The path is that of the actions.
pub(crate) fn check<'a>(actions: &[ActionRef<'a>], resources: &[ResolvedResource<'a>], cx: &mut Context<'_, 'a>) {
    let Some(mut resources) = StatementResources::new(resources) else { return };
    let mut without_types: Vec<&ActionRef<'_>> = Vec::new();
    for action in actions {
        if cx.must_stop() {
            return;
        }
        match resources.match_actions(action.resolved) {
            ResourceMatch::Possible => {}
            ResourceMatch::Impossible(Some(first_with_types)) => {
                let cx = &mut cx.item(action.index);
                cx.report_by_reference(wrong_resources(action, first_with_types, cx));
            }
            ResourceMatch::Impossible(None) => without_types.push(action),
        }
    }
    if let [first, others @ ..] = without_types.as_slice() {
        let cx = &mut cx.item(first.index);
        cx.report_by_reference(no_resource_types(first.text, others, cx));
    }
}

/// The resources of one statement, with cached results for resource types and actions.
struct StatementResources<'p, 'a, 'r> {
    arns: Vec<&'p ArnParts<'a>>,
    /// True if the region and the account of each resource do not fit its ARN format.
    have_wrong_region_or_account: bool,
    /// The results for the first [`MAX_LINEAR_TYPES`] resource types.
    first_type_results: Vec<(ResourceType<'r>, bool)>,
    /// The results for all other resource types.
    more_type_results: Option<HashMap<ResourceType<'r>, bool>>,
    /// Number of patterns compared with the actions of their services.
    patterns: usize,
    /// The actions of each service, if the statement has many patterns.
    services: Option<HashMap<Service<'r>, ServiceActions<'r>>>,
}

struct ServiceActions<'r> {
    /// Actions that may act on a resource of the statement.
    acting: Vec<Action<'r>>,
    /// Actions with resource types.
    with_types: Vec<Action<'r>>,
}

/// Maximum number of resource types in a linear search, which is faster than a hash table for a few types.
const MAX_LINEAR_TYPES: usize = 16;

/// Maximum number of patterns whose matching actions are compared with the resources directly. For more, the actions of each service are
/// compared once.
const MAX_DIRECT_PATTERNS: usize = 8;

/// The result for an item of a list of actions.
enum ResourceMatch<'r> {
    /// An action may act on a resource of the statement.
    Possible,
    /// No matching action acts on a resource of the statement. The first matching one with resource types, if any.
    Impossible(Option<Action<'r>>),
}

impl<'p, 'a, 'r> StatementResources<'p, 'a, 'r> {
    /// `None` if a resource may be anything or has a finding of its own.
    fn new(resources: &'p [ResolvedResource<'a>]) -> Option<Self> {
        let arns = resources.iter().map(|resource| match resource {
            ResolvedResource::Arn(parts) => Some(parts),
            ResolvedResource::Unknown => None,
        });
        let arns: Vec<&ArnParts<'_>> = arns.collect::<Option<_>>()?;
        let have_wrong_region_or_account = arns.iter().all(|arn| arn.has_wrong_region_or_account);
        (!arns.is_empty()).then_some(Self {
            arns,
            have_wrong_region_or_account,
            first_type_results: Vec::new(),
            more_type_results: None,
            patterns: 0,
            services: None,
        })
    }

    fn match_actions(&mut self, actions: ResolvedActions<'r>) -> ResourceMatch<'r> {
        match actions {
            ResolvedActions::One(action) if self.may_act_on_resource(action) => ResourceMatch::Possible,
            ResolvedActions::One(action) => ResourceMatch::Impossible(Some(action).filter(has_types)),
            ResolvedActions::Some(service, pattern) => self.match_pattern(service, pattern),
            ResolvedActions::All | ResolvedActions::Unknown => ResourceMatch::Possible,
        }
    }

    fn may_act_on_resource(&mut self, action: Action<'r>) -> bool {
        action.resources().any(|link| self.has_type(link.resource_type()))
            || !is_reliable(action, self.have_wrong_region_or_account)
    }

    fn match_pattern(&mut self, service: Service<'r>, pattern: &str) -> ResourceMatch<'r> {
        self.patterns += 1;
        if self.patterns <= MAX_DIRECT_PATTERNS {
            let mut first_with_types = None;
            for action in matching_actions(service, pattern) {
                if self.may_act_on_resource(action) {
                    return ResourceMatch::Possible;
                }
                first_with_types = first_with_types.or_else(|| Some(action).filter(has_types));
            }
            return ResourceMatch::Impossible(first_with_types);
        }
        let Some(actions) = self.service_actions(service) else { return ResourceMatch::Possible };
        let is_match = |action: &&Action<'_>| matches(pattern, action.name(), Case::Ignored);
        match actions.acting.iter().find(is_match) {
            Some(_) => ResourceMatch::Possible,
            None => ResourceMatch::Impossible(actions.with_types.iter().find(is_match).copied()),
        }
    }

    fn service_actions(&mut self, service: Service<'r>) -> Option<&ServiceActions<'r>> {
        if !self.services.as_ref().is_some_and(|services| services.contains_key(&service)) {
            let acting = service.actions().filter(|action| self.may_act_on_resource(*action)).collect();
            let with_types = service.actions().filter(has_types).collect();
            self.services.get_or_insert_default().insert(service, ServiceActions { acting, with_types });
        }
        self.services.as_ref()?.get(&service)
    }

    /// Returns true if a resource of the statement may be of the type.
    fn has_type(&mut self, resource_type: ResourceType<'r>) -> bool {
        let known = self.first_type_results.iter().find(|(known, _)| *known == resource_type).map(|(_, result)| result);
        if let Some(result) = known.or_else(|| self.more_type_results.as_ref()?.get(&resource_type)) {
            return *result;
        }
        let result = resource_type.arn_formats().any(|format| self.has_format(format));
        if self.first_type_results.len() < MAX_LINEAR_TYPES {
            self.first_type_results.push((resource_type, result));
        } else {
            self.more_type_results.get_or_insert_default().insert(resource_type, result);
        }
        result
    }

    fn has_format(&self, format: ArnFormat<'_>) -> bool {
        let resource = format.resource();
        steps::add(self.arns.len());
        let mut candidates = self.arns.iter().filter(|arn| arn.begins_like(resource)).peekable();
        // Parse the format only if it is needed.
        candidates.peek().is_some() && {
            let form = Format::from(format);
            candidates.any(|arn| arn.is_of_type(&form))
        }
    }
}

fn has_types(action: &Action<'_>) -> bool {
    action.resources().len() > 0
}

/// `first_with_types` is the action, or for a pattern, the first matching action with resource types.
fn wrong_resources(action: &ActionRef<'_>, first_with_types: Action<'_>, cx: &Context<'_, '_>) -> Finding {
    let message = message!("{} does not act on any resource of the statement", quote(action.text));
    cx.finding(ACTION_WITHOUT_RESOURCE, message).with_help(resource_help(first_with_types))
}

fn resource_help(action: Action<'_>) -> Message {
    let mut types: Vec<(&str, String)> = action
        .resources()
        .filter_map(|link| {
            let resource_type = link.resource_type();
            Some((resource_type.name(), resource_type.arn_formats().next().as_ref().map(ArnFormat::to_string)?))
        })
        .collect();
    // Shorter formats are usually those of the main resources, longer ones those of their parts.
    types.sort_by_key(|(_, format)| format.len());
    let name = action.to_string();
    let action_name = quote(&name);
    match types.as_slice() {
        [] => message!("look up the resource types of {} in the service authorization reference", action_name),
        [(name, format)] => message!("for {}, add a resource of type {}: {}", action_name, quote(name), quote(format)),
        [(name, format), (second, second_format)] => message!(
            "for {}, add a resource of type {}: {}; or of type {}: {}",
            action_name,
            quote(name),
            quote(format),
            quote(second),
            quote(second_format)
        ),
        [(name, format), (second, second_format), (third, third_format)] => message!(
            "for {}, add a resource of type {}: {}; or of type {}: {}; or of type {}: {}",
            action_name,
            quote(name),
            quote(format),
            quote(second),
            quote(second_format),
            quote(third),
            quote(third_format)
        ),
        [(name, format), (second, second_format), (third, third_format), ..] => message!(
            "for {}, add a resource of type {}: {}; or of type {}: {}; or of type {}: {}; or of others",
            action_name,
            quote(name),
            quote(format),
            quote(second),
            quote(second_format),
            quote(third),
            quote(third_format)
        ),
    }
}

fn no_resource_types(first: &str, others: &[&ActionRef<'_>], cx: &Context<'_, '_>) -> Finding {
    let listed: Vec<String> = others.iter().take(MAX_LISTED).map(|action| action.text.to_owned()).collect();
    let message = match (others.len(), others.len().saturating_sub(MAX_LISTED)) {
        (0, _) => message!("{} has no resource types: must be allowed on `*`", quote(first)),
        (1, _) => message!("{} has no resource types, nor has {}: must be allowed on `*`", quote(first), listed),
        (_, 0) => message!("{} has no resource types, nor have {}: must be allowed on `*`", quote(first), listed),
        (_, more) => message!(
            "{} has no resource types, nor have {} and {} more: must be allowed on `*`",
            quote(first),
            listed,
            more
        ),
    };
    cx.finding(ACTION_WITHOUT_RESOURCE, message).with_help("allow it on `*`, in a separate statement")
}
