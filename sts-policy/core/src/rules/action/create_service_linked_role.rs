//! `iam:CreateServiceLinkedRole` for every service.

use super::role_grant::{self, RoleGrant};
use crate::document::StatementView;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    CREATE_SLR_WITH_STAR_IN_RESOURCE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`iam:CreateServiceLinkedRole` is allowed for every service",
        why: "A service-linked role lets its service act in the account. Name the role, or name the service with the condition key `iam:AWSServiceName`.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:CreateServiceLinkedRole",
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:CreateServiceLinkedRole",
    "Resource": "*",
    "Condition": { "StringEquals": { "iam:AWSServiceName": "ecs.amazonaws.com" } }
  }]
}"#,
    }

    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a pattern in `Action` includes `iam:CreateServiceLinkedRole`, for every service",
        why: "A service-linked role lets its service act in the account. Name the actions and the service.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["iam:GetRole", "iam:Create*"],
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["iam:GetRole", "iam:CreateServiceLinkedRole"],
    "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
  }]
}"#,
    }

    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` does not exclude `iam:CreateServiceLinkedRole`, for every service",
        why: "A service-linked role lets its service act in the account. Add `iam:CreateServiceLinkedRole` to `NotAction`, or write `Action`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:PassRole", "organizations:*"],
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:*", "organizations:*"],
    "Resource": "*"
  }]
}"#,
    }

    CREATE_SLR_WITH_NOT_RESOURCE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`iam:CreateServiceLinkedRole` is allowed for every role that `NotResource` does not list",
        why: "A service-linked role lets its service act in the account. `NotResource` includes every role that it does not list. Name the roles in `Resource`.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:CreateServiceLinkedRole",
    "NotResource": "arn:aws:iam::111122223333:role/aws-service-role/support.amazonaws.com/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:CreateServiceLinkedRole",
    "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
  }]
}"#,
    }

    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a pattern in `Action` includes `iam:CreateServiceLinkedRole`, for every role that `NotResource` does not list",
        why: "A service-linked role lets its service act in the account. Name the actions, and name the roles in `Resource`.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:Create*",
    "NotResource": "arn:aws:iam::111122223333:role/admin"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:CreateServiceLinkedRole",
    "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
  }]
}"#,
    }

    CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` does not exclude `iam:CreateServiceLinkedRole`, for every role that `NotResource` does not list",
        why: "A service-linked role lets its service act in the account. Add `iam:CreateServiceLinkedRole` to `NotAction`, or write `Action` and `Resource`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": "iam:PassRole",
    "NotResource": "arn:aws:iam::111122223333:role/admin"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": "iam:*",
    "NotResource": "arn:aws:s3:::audit-logs/*"
  }]
}"#,
    }
}

const CREATE_SERVICE_LINKED_ROLE: RoleGrant = RoleGrant {
    action: "iam:CreateServiceLinkedRole",
    service_key: "iam:AWSServiceName",
    role_prefix: "role/aws-service-role/",
    not_resource: CREATE_SLR_WITH_NOT_RESOURCE,
    star_in_action_and_not_resource: CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
    not_action_and_not_resource: CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE,
    star_in_resource: CREATE_SLR_WITH_STAR_IN_RESOURCE,
    star_in_action_and_resource: CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
    star_in_resource_and_not_action: CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
};

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    role_grant::check(&CREATE_SERVICE_LINKED_ROLE, statement, cx);
}
