//! Whether the resources of a statement are such that its actions act on.

use std::collections::HashMap;

use sts_policy_reference::{AccessLevel, Action, ArnFormat, ResourceType, Service};

use super::resolve::{ActionRef, ResolvedActions, matching};
use crate::diagnostics::{Finding, quote};
use crate::pattern::{Case, matches};
use crate::rules::context::Context;
use crate::rules::resource::resolve::{ArnParts, Form, ResolvedResource};
use crate::rules::rule;
use crate::steps;

rule! {
    ACTION_WITHOUT_RESOURCE {
        severity: Warning,
        origin: Ours,
        scope: All,
        reference: true,
        macros: Error,
        summary: "no resource of the statement is one that the action acts on",
        why: "IAM accepts the policy, and the action is not allowed. The usual slip is a bucket's action on the ARN of its objects, or an action that is about no resource in particular, such as `s3:ListAllMyBuckets`, on anything but `*`.",
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

/// So many names are listed in one message.
const NAMED: usize = 3;

/// Services for whose actions AWS's pages list too few resource types: its own policies go by others.
const INCOMPLETE: [&str; 5] = ["bedrock-agentcore", "odb", "partnercentral", "sagemaker-mlflow", "securityagent"];

/// The service whose lists are said to be about no resource, and are allowed on some: IAM asks for the ARNs of log groups.
const LOGS: &str = "logs";

/// Actions that list nothing and are about no resource either, often allowed on one by mistake.
const OF_NOTHING: [(&str, &str); 7] = [
    ("cloudwatch", "GetMetricData"),
    ("cloudwatch", "PutMetricData"),
    ("codeartifact", "GetServiceBearerToken"),
    ("ecr", "GetAuthorizationToken"),
    ("kms", "CreateKey"),
    ("sqs", "ListQueues"),
    ("sts", "GetCallerIdentity"),
];

/// Whether the reference can be relied on for the action. AWS's pages list late which types can be tagged, but the region and the
/// account of an ARN do not depend on that. For actions that create, they often list no type, though IAM compares an ARN; an action
/// that lists everything can only be allowed on `*`.
fn is_reliable(action: Action<'_>, is_misplaced: bool) -> bool {
    let prefix = action.service().prefix();
    if INCOMPLETE.contains(&prefix) {
        return false;
    }
    if action.resources().len() == 0 {
        let name = (prefix, action.name());
        return action.access_level() == AccessLevel::List && prefix != LOGS || OF_NOTHING.contains(&name);
    }
    is_misplaced || action.access_level() != AccessLevel::Tagging && !action.name().contains("Tags")
}

/// Actions that no resource of their statement fits. `path` is that of the actions.
pub(crate) fn check<'a>(actions: &[ActionRef<'a>], resources: &[ResolvedResource<'a>], cx: &mut Context<'_, 'a>) {
    let parts: Vec<&ArnParts<'_>> = resources
        .iter()
        .filter_map(|judged| match judged {
            ResolvedResource::Arn(parts) => Some(parts),
            ResolvedResource::Open => None,
        })
        .collect();
    // Where one resource may be anything, or is itself wrong, nothing follows.
    if parts.is_empty() || parts.len() < resources.len() {
        return;
    }
    let is_misplaced = parts.iter().all(|parts| parts.is_misplaced);
    let mut fitness = Fitness { parts, is_misplaced, few_types: Vec::new(), types: None, patterns: 0, actions: None };
    let mut without_type: Vec<&ActionRef<'_>> = Vec::new();
    for named in actions {
        if cx.must_stop() {
            return;
        }
        // Beside what does not fit, the first action that is about resources at all.
        let typed = match named.resolved {
            ResolvedActions::One(action) if fitness.may_fit(action) => continue,
            ResolvedActions::One(action) => Some(action).filter(|action| action.resources().len() > 0),
            ResolvedActions::Some(service, pattern) => match fitness.pattern(service, pattern) {
                Fit::Fits => continue,
                Fit::Unfit(typed) => typed,
            },
            ResolvedActions::All | ResolvedActions::Unknown => continue,
        };
        match typed {
            Some(action) => {
                let cx = &mut cx.item(named.index);
                cx.report_by_reference(mistyped(named, action, cx));
            }
            None => without_type.push(named),
        }
    }
    if let [first, others @ ..] = without_type.as_slice() {
        let cx = &mut cx.item(first.index);
        cx.report_by_reference(untyped(first.text, others, cx));
    }
}

/// Results for the resource types and actions of one statement, so that each is looked at once.
struct Fitness<'p, 'a, 'r> {
    parts: Vec<&'p ArnParts<'a>>,
    /// Whether the region and the account of each resource are wrong for its form.
    is_misplaced: bool,
    few_types: Vec<(ResourceType<'r>, bool)>,
    /// The results beyond the first [`FEW_TYPES`].
    types: Option<HashMap<ResourceType<'r>, bool>>,
    /// Number of patterns compared with the actions of their services so far.
    patterns: usize,
    /// All actions of a service that may fit, and all that are about resources, where there are many patterns.
    actions: Option<HashMap<Service<'r>, OfService<'r>>>,
}

/// The actions of a service that may fit, and those that are about resources.
type OfService<'r> = (Vec<Action<'r>>, Vec<Action<'r>>);

/// Maximum number of resource types that are searched one by one: faster than a table for few.
const FEW_TYPES: usize = 16;

/// The outcome for a pattern of actions.
enum Fit<'r> {
    Fits,
    /// No action that matches may fit; the first of them that is about resources.
    Unfit(Option<Action<'r>>),
}

/// Maximum number of patterns for which actions that fit are searched among the matching ones; from then on they are listed once per
/// service.
const FEW_PATTERNS: usize = 8;

impl<'r> Fitness<'_, '_, 'r> {
    fn may_fit(&mut self, action: Action<'r>) -> bool {
        action.resources().any(|link| self.fits_type(link.resource_type())) || !is_reliable(action, self.is_misplaced)
    }

    fn pattern(&mut self, service: Service<'r>, pattern: &str) -> Fit<'r> {
        let is_typed = |action: &Action<'r>| action.resources().len() > 0;
        self.patterns += 1;
        if self.patterns <= FEW_PATTERNS {
            let mut typed = None;
            for action in matching(service, pattern) {
                if self.may_fit(action) {
                    return Fit::Fits;
                }
                typed = typed.or_else(|| Some(action).filter(is_typed));
            }
            return Fit::Unfit(typed);
        }
        if !self.actions.as_ref().is_some_and(|actions| actions.contains_key(&service)) {
            let fitting = service.actions().filter(|action| self.may_fit(*action)).collect();
            let typed = service.actions().filter(is_typed).collect();
            self.actions.get_or_insert_default().insert(service, (fitting, typed));
        }
        let of_service = self.actions.as_ref().and_then(|actions| actions.get(&service));
        let Some((fitting, typed)) = of_service else { return Fit::Fits };
        let stands_for = |action: &&Action<'_>| matches(pattern, action.name(), Case::Ignored);
        match fitting.iter().find(stands_for) {
            Some(_) => Fit::Fits,
            None => Fit::Unfit(typed.iter().find(stands_for).copied()),
        }
    }

    fn fits_type(&mut self, resource_type: ResourceType<'r>) -> bool {
        let known = self.few_types.iter().find(|(known, _)| *known == resource_type).map(|(_, fits)| fits);
        if let Some(fits) = known.or_else(|| self.types.as_ref()?.get(&resource_type)) {
            return *fits;
        }
        let fits = resource_type.arn_formats().any(|format| {
            let resource = format.resource();
            steps::add(self.parts.len());
            let mut like = self.parts.iter().filter(|parts| parts.begins_like(resource)).peekable();
            like.peek().is_some() && {
                let form = Form::from(format);
                like.any(|parts| parts.is_of_type(&form))
            }
        });
        if self.few_types.len() < FEW_TYPES {
            self.few_types.push((resource_type, fits));
        } else {
            self.types.get_or_insert_default().insert(resource_type, fits);
        }
        fits
    }
}

fn mistyped(named: &ActionRef<'_>, action: Action<'_>, cx: &Context<'_, '_>) -> Finding {
    let message = format!("{} acts on no resource of the statement", quote(named.text));
    let mut types: Vec<(&str, String)> = action
        .resources()
        .filter_map(|link| {
            let resource_type = link.resource_type();
            Some((resource_type.name(), resource_type.arn_formats().next().as_ref().map(ArnFormat::to_string)?))
        })
        .collect();
    // The shortest are those of the things themselves, the others of what is in them.
    types.sort_by_key(|(_, format)| format.len());
    let types: Vec<String> =
        types.iter().take(NAMED).map(|(name, format)| format!("`{name}`, {}", quote(format))).collect();
    let more = if action.resources().len() > NAMED { "; or others" } else { "" };
    cx.finding(ACTION_WITHOUT_RESOURCE, message)
        .with_help(format!("`{action}` acts on {}{more}", types.join("; or on ")))
}

fn untyped(first: &str, others: &[&ActionRef<'_>], cx: &Context<'_, '_>) -> Finding {
    let mut message = format!("{} is about no resource in particular, so no ARN fits it", quote(first));
    let listed: Vec<String> = others.iter().take(NAMED).map(|named| quote(named.text).to_string()).collect();
    let more = others.len().saturating_sub(NAMED);
    match (others.len(), more) {
        (0, _) => {}
        (_, 0) => message.push_str(&format!("; so it is with {}", listed.join(", "))),
        (_, more) => message.push_str(&format!("; so it is with {} and {more} more", listed.join(", "))),
    }
    cx.finding(ACTION_WITHOUT_RESOURCE, message).with_help("allow it on `*`, in a statement of its own")
}
