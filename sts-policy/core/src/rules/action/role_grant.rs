//! Statements that allow an action on every role.

use crate::Code;
use crate::diagnostics::{Finding, quote};
use crate::document::{List, StatementView, element};
use crate::grammar::{arn, case};
use crate::json::Member;
use crate::model::{ConditionOperator, Effect, OperatorFamily};
use crate::pattern::{self, Case};
use crate::rules::context::Context;

/// An action that is too strong for roles that are not named, unless a condition says for which service.
pub(super) struct RoleGrant {
    pub(super) action: &'static str,
    /// What it can do, and why that matters.
    pub(super) danger: &'static str,
    /// The condition key that names the service.
    pub(super) service: &'static str,
    /// What the names of all roles concerned begin with.
    pub(super) roles: &'static str,
    pub(super) not_resource: Code,
    pub(super) star_in_action_and_not_resource: Code,
    pub(super) not_action_and_not_resource: Code,
    pub(super) star_in_resource: Code,
    pub(super) star_in_action_and_resource: Code,
    pub(super) star_in_resource_and_not_action: Code,
}

/// The service principal of EC2, without its partition.
const EC2: &str = "ec2.amazonaws.com";

/// Reports a statement that allows the action on every role. The path is that of the statement.
pub(super) fn check(grant: &RoleGrant, statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    if statement.effect != Some(Effect::Allow) {
        return;
    }
    let (Some(granted), Some(roles)) = (granted(grant, statement), roles(grant, statement)) else { return };
    if !names_service(grant, statement) {
        cx.report(finding(grant, &granted, &roles, cx));
    }
}

/// How a statement comes to allow the action.
enum Granted<'a> {
    /// An item of `Action` is its name.
    Named(Option<usize>, &'a str),
    /// An item of `Action` is a pattern that matches it.
    Matched(Option<usize>, &'a str),
    /// `NotAction` does not list it.
    NotExcluded,
}

/// Which roles a statement is about, where they are not named.
enum Roles<'a> {
    /// A resource matches all of them.
    All(&'a str),
    /// All that `NotResource` does not list.
    NotExcluded,
}

fn granted<'a>(grant: &RoleGrant, statement: &StatementView<'a>) -> Option<Granted<'a>> {
    if let Some(list) = statement.not_action {
        // A list without a text says nothing that could be judged.
        let excluded = list.texts().any(|(_, text)| covers(text, grant.action));
        return (list.texts().next().is_some() && !excluded).then_some(Granted::NotExcluded);
    }
    let mut matched = None;
    for (index, text) in statement.action?.texts() {
        // The plain name says best what the statement is for, so it goes before patterns.
        if text.eq_ignore_ascii_case(grant.action) {
            return Some(Granted::Named(index, text));
        }
        if matched.is_none() && covers(text, grant.action) {
            matched = Some(Granted::Matched(index, text));
        }
    }
    matched
}

/// Whether an item of an action list covers the action.
fn covers(text: &str, action: &str) -> bool {
    // Nearly all actions are of another service, which is quicker to see than that a pattern does not match.
    let may = text.starts_with('*') || case::starts_with(text, "iam:");
    may && pattern::matches(text, action, Case::Ignored)
}

fn roles<'a>(grant: &RoleGrant, statement: &StatementView<'a>) -> Option<Roles<'a>> {
    let all = |list: List<'a>| list.texts().map(|(_, text)| text).find(|text| is_all_roles(text, grant.roles));
    match statement.not_resource {
        // Where all roles are excluded, none is left.
        Some(list) => (list.texts().next().is_some() && all(list).is_none()).then_some(Roles::NotExcluded),
        None => all(statement.resource?).map(Roles::All),
    }
}

/// Whether a resource matches every role whose name begins with `prefix`, in one account at least. A part of a name before the
/// star is taken for a choice: services have prefixes of their own, such as `role/AWSBatch*`.
fn is_all_roles(resource: &str, prefix: &str) -> bool {
    let Some(before) = resource.strip_suffix('*').map(|text| text.trim_end_matches('*')) else { return false };
    if before.is_empty() {
        return true;
    }
    let Ok(arn) = arn::parse(resource) else { return false };
    let name = arn.resource.trim_end_matches('*');
    pattern::matches(arn.service, "iam", Case::Ignored) && arn.resource.ends_with('*') && prefix.starts_with(name)
}

/// Whether a condition says for which service.
fn names_service(grant: &RoleGrant, statement: &StatementView<'_>) -> bool {
    let named = |operator: ConditionOperator, member: &Member<'_>| {
        member.key.eq_ignore_ascii_case(grant.service)
            && List::new(&member.value).texts().all(|(_, text)| is_limit(operator, text))
    };
    statement.conditions.iter().flatten().any(|block| {
        let operator = block
            .operator
            .filter(|operator| operator.operator.family() == OperatorFamily::String && !operator.operator.is_negated());
        operator.is_some_and(|operator| block.entries.iter().any(|member| named(operator, member)))
    })
}

/// Whether a value limits a statement to a service. One that begins with a wildcard may be any. `IfExists` will do, but not for EC2:
/// so Access Analyzer has it, whose page lists `AWSServiceRoleForAmazonEKSNodegroup` among the policies with this finding, and none
/// of those that name another service.
fn is_limit(operator: ConditionOperator, value: &str) -> bool {
    let may_be_any = value.starts_with(['*', '?']);
    let is_ec2 = operator.if_exists && value.starts_with(EC2);
    !may_be_any && !is_ec2
}

fn finding(grant: &RoleGrant, granted: &Granted<'_>, roles: &Roles<'_>, cx: &Context<'_, '_>) -> Finding {
    let RoleGrant { action, danger, service, .. } = grant;
    let on = match roles {
        Roles::All(text) => format!("on resource {}", quote(text)),
        Roles::NotExcluded => format!("on all that `{}` does not list", element::NOT_RESOURCE),
    };
    let (key, index, code, what) = match (granted, roles) {
        (Granted::Named(index, text), Roles::All(_)) => {
            (element::ACTION, *index, grant.star_in_resource, quote(text).to_string())
        }
        (Granted::Named(index, text), Roles::NotExcluded) => {
            (element::ACTION, *index, grant.not_resource, quote(text).to_string())
        }
        (Granted::Matched(index, text), Roles::All(_)) => {
            let what = format!("action {} includes `{action}`, which", quote(text));
            (element::ACTION, *index, grant.star_in_action_and_resource, what)
        }
        (Granted::Matched(index, text), Roles::NotExcluded) => {
            let what = format!("action {} includes `{action}`, which", quote(text));
            (element::ACTION, *index, grant.star_in_action_and_not_resource, what)
        }
        (Granted::NotExcluded, Roles::All(_)) => {
            let what = format!("`{}` leaves `{action}` in, which", element::NOT_ACTION);
            (element::NOT_ACTION, None, grant.star_in_resource_and_not_action, what)
        }
        (Granted::NotExcluded, Roles::NotExcluded) => {
            let what = format!("`{}` leaves `{action}` in, which", element::NOT_ACTION);
            (element::NOT_ACTION, None, grant.not_action_and_not_resource, what)
        }
    };
    let help = match granted {
        Granted::Named(..) => format!("name the roles in `{}`, or the service with `{service}`", element::RESOURCE),
        Granted::Matched(..) => format!(
            "name the actions that are needed; allow `{action}` on named roles only, or name the service with `{service}`"
        ),
        Granted::NotExcluded => format!("add `{action}` to `{}`, or write `{}`", element::NOT_ACTION, element::ACTION),
    };
    Finding::at(code, &cx.path.key(key).item(index), format!("{what} {on} {danger}")).with_help(help)
}

#[cfg(test)]
mod tests {
    use crate::Checker;

    /// The codes of this module that are found.
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
    fn resources_that_are_all_roles() {
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
    fn conditions_that_name_a_service() {
        let with = |condition: &str| {
            !codes(&format!(r#""Action":"iam:PassRole","Resource":"*","Condition":{{{condition}}}"#)).is_empty()
        };
        for condition in [
            r#""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#,
            r#""StringLike":{"iam:passedtoservice":["ec2.*","ecs.amazonaws.com"]}"#,
            r#""StringEqualsIfExists":{"iam:PassedToService":"lambda.amazonaws.com"}"#,
        ] {
            assert!(!with(condition), "{condition}");
        }
        for condition in [
            r#""StringLike":{"iam:PassedToService":"*.amazonaws.com"}"#,
            r#""StringEqualsIfExists":{"iam:PassedToService":["ec2.amazonaws.com"]}"#,
            r#""StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#,
            r#""Null":{"iam:PassedToService":"false"}"#,
            r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#,
        ] {
            assert!(with(condition), "{condition}");
        }
    }

    #[test]
    fn one_finding_for_each_action() {
        assert_eq!(
            codes(r#""Action":"*","Resource":"*""#),
            ["PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"]
        );
        assert_eq!(
            codes(r#""Action":["iam:*Role","iam:PassRole"],"Resource":"*""#),
            ["PASS_ROLE_WITH_STAR_IN_RESOURCE", "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"]
        );
        // Nothing is left of all roles.
        assert!(codes(r#""Action":"iam:PassRole","NotResource":"arn:aws:iam::*:role/*""#).is_empty());
        assert!(codes(r#""NotAction":"iam:*","Resource":"*""#).is_empty());
        let deny = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}}"#;
        assert!(Checker::session().check(deny).is_clean());
    }
}
