//! Statements that allow an action on every role.

use crate::Code;
use crate::diagnostics::{Finding, Message, message, quote};
use crate::document::{List, StatementView, element};
use crate::grammar::{arn, case};
use crate::json::Member;
use crate::model::{ConditionOperator, Effect, OperatorFamily};
use crate::pattern::{self, Case};
use crate::rules::context::Context;

/// An action that must be limited to named roles, or by a condition to a service.
pub(super) struct RoleGrant {
    pub(super) action: &'static str,
    /// The condition key that names the service.
    pub(super) service_key: &'static str,
    /// The prefix of the resource part of all roles that the action acts on.
    pub(super) role_prefix: &'static str,
    pub(super) not_resource: Code,
    pub(super) star_in_action_and_not_resource: Code,
    pub(super) not_action_and_not_resource: Code,
    pub(super) star_in_resource: Code,
    pub(super) star_in_action_and_resource: Code,
    pub(super) star_in_resource_and_not_action: Code,
}

/// Prefix of the service principals of EC2, which differ between partitions.
const EC2: &str = "ec2.amazonaws.com";

/// Reports a statement that allows the action on every role. The path is that of the statement.
pub(super) fn check(grant: &RoleGrant, statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if statement.effect != Some(Effect::Allow) {
        return;
    }
    let Some(granted) = granted_action(grant, statement) else { return };
    let Some(roles) = granted_roles(grant, statement) else { return };
    if !names_service(grant, statement) {
        cx.report(finding(grant, &granted, &roles, cx));
    }
}

/// The way in which a statement allows the action.
enum GrantedAction<'a> {
    /// An item of `Action` is the action.
    Named(Option<usize>, &'a str),
    /// An item of `Action` is a pattern that matches the action.
    Matched(Option<usize>, &'a str),
    /// `NotAction` does not list the action.
    NotExcluded,
}

/// The resources of a statement that does not name roles.
enum GrantedRoles<'a> {
    /// A resource matches all roles.
    All(&'a str),
    /// `NotResource` does not list all roles.
    NotExcluded,
}

fn granted_action<'a>(grant: &RoleGrant, statement: &StatementView<'a>) -> Option<GrantedAction<'a>> {
    if let Some(list) = statement.not_action {
        // A list without texts has other findings.
        let is_excluded = list.texts().any(|(_, text)| covers(text, grant.action));
        return (list.texts().next().is_some() && !is_excluded).then_some(GrantedAction::NotExcluded);
    }
    let mut matched = None;
    for (index, text) in statement.action?.texts() {
        // The exact name takes precedence over earlier patterns, because it shows the intention best.
        if text.eq_ignore_ascii_case(grant.action) {
            return Some(GrantedAction::Named(index, text));
        }
        if matched.is_none() && covers(text, grant.action) {
            matched = Some(GrantedAction::Matched(index, text));
        }
    }
    matched
}

/// Returns true if an item of a list of actions covers the action of IAM.
fn covers(text: &str, action: &str) -> bool {
    // Most actions belong to another service, which is faster to check than a pattern.
    let may_match = text.starts_with('*') || case::starts_with(text, "iam:");
    may_match && pattern::matches(text, action, Case::Ignored)
}

fn granted_roles<'a>(grant: &RoleGrant, statement: &StatementView<'a>) -> Option<GrantedRoles<'a>> {
    let all = |list: List<'a>| list.texts().map(|(_, text)| text).find(|text| is_all_roles(text, grant.role_prefix));
    match statement.not_resource {
        // A statement that excludes all roles does not allow the action on any.
        Some(list) => (list.texts().next().is_some() && all(list).is_none()).then_some(GrantedRoles::NotExcluded),
        None => all(statement.resource?).map(GrantedRoles::All),
    }
}

/// Returns true if a resource matches every role whose resource part begins with `prefix`, in at least one account.
///
/// A resource with part of a name before the wildcard is not reported: services have prefixes of their own, such as `role/AWSBatch*`.
fn is_all_roles(resource: &str, prefix: &str) -> bool {
    let Some(before) = resource.strip_suffix('*').map(|text| text.trim_end_matches('*')) else { return false };
    if before.is_empty() {
        return true;
    }
    let Ok(arn) = arn::parse(resource) else { return false };
    let name = arn.resource.trim_end_matches('*');
    pattern::matches(arn.service, "iam", Case::Ignored) && arn.resource.ends_with('*') && prefix.starts_with(name)
}

/// Returns true if a condition limits the statement to named services.
fn names_service(grant: &RoleGrant, statement: &StatementView<'_>) -> bool {
    let is_limited = |operator: ConditionOperator, member: &Member<'_>| {
        member.key.eq_ignore_ascii_case(grant.service_key)
            && List::new(&member.value).texts().all(|(_, text)| is_limit(operator, text))
    };
    statement.conditions.iter().flatten().any(|block| {
        let operator = block
            .operator
            .filter(|operator| operator.operator.family() == OperatorFamily::String && !operator.operator.is_negated());
        operator.is_some_and(|operator| block.entries.iter().any(|member| is_limited(operator, member)))
    })
}

/// Returns true if a value limits a statement to a service.
///
/// A value that begins with a wildcard may match any service. `IfExists` is accepted for services other than EC2, as in Access Analyzer:
/// its page lists `AWSServiceRoleForAmazonEKSNodegroup`, which names EC2, among the policies with this finding, and no policy that names
/// another service.
fn is_limit(operator: ConditionOperator, value: &str) -> bool {
    let may_be_any = value.starts_with(['*', '?']);
    let is_ec2 = operator.if_exists && value.starts_with(EC2);
    !may_be_any && !is_ec2
}

fn finding(grant: &RoleGrant, granted: &GrantedAction<'_>, roles: &GrantedRoles<'_>, cx: &Context<'_, '_>) -> Finding {
    let (key, index) = match granted {
        GrantedAction::Named(index, _) | GrantedAction::Matched(index, _) => (element::ACTION, *index),
        GrantedAction::NotExcluded => (element::NOT_ACTION, None),
    };
    let (code, message) = describe(grant, granted, roles);
    Finding::at(code, &cx.path.key(key).item(index), message).with_help(help(grant, granted))
}

fn describe(grant: &RoleGrant, granted: &GrantedAction<'_>, roles: &GrantedRoles<'_>) -> (Code, Message) {
    let action = quote(grant.action);
    match (granted, roles) {
        (GrantedAction::Named(_, text), GrantedRoles::All(resource)) => (
            grant.star_in_resource,
            message!(
                "{} on resource {} applies to every role: must be limited to named roles or services",
                quote(text),
                quote(resource)
            ),
        ),
        (GrantedAction::Named(_, text), GrantedRoles::NotExcluded) => (
            grant.not_resource,
            message!(
                "{} applies to every role that `NotResource` does not list: must be limited to named roles or services",
                quote(text)
            ),
        ),
        (GrantedAction::Matched(_, text), GrantedRoles::All(resource)) => (
            grant.star_in_action_and_resource,
            message!(
                "action {} includes {}, and resource {} includes every role: must be limited to named roles or services",
                quote(text),
                action,
                quote(resource)
            ),
        ),
        (GrantedAction::Matched(_, text), GrantedRoles::NotExcluded) => (
            grant.star_in_action_and_not_resource,
            message!(
                "action {} includes {} on every role that `NotResource` does not list: must be limited to named roles or services",
                quote(text),
                action
            ),
        ),
        (GrantedAction::NotExcluded, GrantedRoles::All(resource)) => (
            grant.star_in_resource_and_not_action,
            message!(
                "`NotAction` does not exclude {}, and resource {} includes every role: must be limited to named roles or services",
                action,
                quote(resource)
            ),
        ),
        (GrantedAction::NotExcluded, GrantedRoles::NotExcluded) => (
            grant.not_action_and_not_resource,
            message!(
                "`NotAction` does not exclude {} on every role that `NotResource` does not list: must be limited to named roles or services",
                action
            ),
        ),
    }
}

fn help(grant: &RoleGrant, granted: &GrantedAction<'_>) -> Message {
    let (action, service_key) = (quote(grant.action), quote(grant.service_key));
    match granted {
        GrantedAction::Named(..) => {
            message!("name the roles in `Resource`, or the service with condition key {}", service_key)
        }
        GrantedAction::Matched(..) => message!(
            "name the required actions; allow {} on named roles only, or name the service with condition key {}",
            action,
            service_key
        ),
        GrantedAction::NotExcluded => message!("add {} to `NotAction`, or use `Action` instead of `NotAction`", action),
    }
}

#[cfg(test)]
mod tests {
    use crate::Checker;

    /// The codes of the findings about roles.
    fn codes(statement: &str) -> Vec<&'static str> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{statement}}}}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().map(|finding| finding.code());
        found
            .map(crate::Code::as_str)
            .filter(|code| code.starts_with("PASS_ROLE") || code.starts_with("CREATE_SLR"))
            .collect()
    }

    #[test]
    fn reports_resources_that_match_every_role() {
        for resource in [
            "*",
            "arn:aws:iam::*:role/*",
            "arn:aws:iam::111122223333:role/*",
            "arn:*:iam::*:*",
            "arn:aws:iam::111122223333:role*",
        ] {
            let statement = format!(r#""Action":"iam:passrole","Resource":["arn:aws:s3:::b","{resource}"]"#);
            assert_eq!(codes(&statement), ["PASS_ROLE_WITH_STAR_IN_RESOURCE"], "{resource}");
        }
        for resource in [
            "arn:aws:iam::*:role/service-role/*",
            "arn:aws:iam::*:role/AWSBatch*",
            "arn:aws:iam::*:role/*Batch*",
            "arn:aws:iam::111122223333:role/${aws:PrincipalTag/role}",
            "arn:aws:iam::111122223333:user/*",
            "arn:aws:s3:::*",
        ] {
            assert!(codes(&format!(r#""Action":"iam:PassRole","Resource":"{resource}""#)).is_empty(), "{resource}");
        }
        let linked = r#""Action":"iam:CreateServiceLinkedRole","Resource":"arn:aws:iam::*:role/aws-service-role/*""#;
        assert_eq!(codes(linked), ["CREATE_SLR_WITH_STAR_IN_RESOURCE"]);
    }

    #[test]
    fn accepts_conditions_that_name_a_service() {
        let is_reported = |condition: &str| {
            !codes(&format!(r#""Action":"iam:PassRole","Resource":"*","Condition":{{{condition}}}"#)).is_empty()
        };
        for condition in [
            r#""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#,
            r#""StringLike":{"iam:passedtoservice":["ec2.*","ecs.amazonaws.com"]}"#,
            r#""StringEqualsIfExists":{"iam:PassedToService":"lambda.amazonaws.com"}"#,
        ] {
            assert!(!is_reported(condition), "{condition}");
        }
        for condition in [
            r#""StringLike":{"iam:PassedToService":"*.amazonaws.com"}"#,
            r#""StringEqualsIfExists":{"iam:PassedToService":["ec2.amazonaws.com"]}"#,
            r#""StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#,
            r#""Null":{"iam:PassedToService":"false"}"#,
            r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#,
        ] {
            assert!(is_reported(condition), "{condition}");
        }
    }

    #[test]
    fn reports_each_action_once() {
        assert_eq!(
            codes(r#""Action":"*","Resource":"*""#),
            ["PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"]
        );
        assert_eq!(
            codes(r#""Action":["iam:*Role","iam:PassRole"],"Resource":"*""#),
            ["PASS_ROLE_WITH_STAR_IN_RESOURCE", "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"]
        );
        // The statement excludes every role.
        assert!(codes(r#""Action":"iam:PassRole","NotResource":"arn:aws:iam::*:role/*""#).is_empty());
        assert!(codes(r#""NotAction":"iam:*","Resource":"*""#).is_empty());
        let deny = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}}"#;
        assert!(Checker::session().check(deny).is_clean());
    }
}
