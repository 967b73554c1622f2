//! `iam:PassRole` on every role.

use super::role_grant::{self, RoleGrant};
use crate::document::StatementView;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    PASS_ROLE_WITH_STAR_IN_RESOURCE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`iam:PassRole` is allowed on every role",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. Name the roles, or name the service that receives them with the condition key `iam:PassedToService`.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["ecs:RunTask", "iam:PassRole"],
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ecs:RunTask",
    "Resource": "*"
  }, {
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }
  }]
}"#,
    }

    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a pattern in `Action` includes `iam:PassRole`, on every role",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. Name the actions and the roles.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:Pass*",
    "Resource": "arn:aws:iam::111122223333:role/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
    }

    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` does not exclude `iam:PassRole`, on every role",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. Add `iam:PassRole` to `NotAction`, or write `Action`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:Create*", "organizations:*"],
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

    PASS_ROLE_WITH_NOT_RESOURCE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`iam:PassRole` is allowed on every role that `NotResource` does not list",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. `NotResource` includes every role that it does not list, also future ones. Name the roles in `Resource`.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "NotResource": "arn:aws:iam::111122223333:role/admin"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
    }

    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a pattern in `Action` includes `iam:PassRole`, on every role that `NotResource` does not list",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. Name the actions, and name the roles in `Resource`.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["iam:GetRole", "iam:Pass*"],
    "NotResource": "arn:aws:iam::111122223333:role/admin"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["iam:GetRole", "iam:PassRole"],
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
    }

    PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`NotAction` does not exclude `iam:PassRole`, on every role that `NotResource` does not list",
        why: "A principal that can pass every role can start a function or an instance with the most powerful one and use its permissions. Add `iam:PassRole` to `NotAction`, or write `Action` and `Resource`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": "iam:Create*",
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

const PASS_ROLE: RoleGrant = RoleGrant {
    action: "iam:PassRole",
    service_key: "iam:PassedToService",
    role_prefix: "role/",
    not_resource: PASS_ROLE_WITH_NOT_RESOURCE,
    star_in_action_and_not_resource: PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
    not_action_and_not_resource: PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE,
    star_in_resource: PASS_ROLE_WITH_STAR_IN_RESOURCE,
    star_in_action_and_resource: PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
    star_in_resource_and_not_action: PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
};

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    role_grant::check(&PASS_ROLE, statement, cx);
}
