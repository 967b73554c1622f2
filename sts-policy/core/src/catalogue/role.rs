//! Statements that hand out roles.

use super::entry::entries;

entries! {
    PASS_ROLE_WITH_STAR_IN_RESOURCE: SecurityWarning, AccessAnalyzer, Session {
        "`iam:PassRole` is allowed on every role",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. Name the roles, or the service that may get them with the condition key `iam:PassedToService`.",
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

    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: SecurityWarning, AccessAnalyzer, Session {
        "a pattern in `Action` includes `iam:PassRole`, on every role",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. Name the actions, and the roles that may be passed.",
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

    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: SecurityWarning, AccessAnalyzer, Session {
        "`NotAction` leaves `iam:PassRole` in, on every role",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. List `iam:PassRole` too, or write `Action`.",
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

    PASS_ROLE_WITH_NOT_RESOURCE: SecurityWarning, AccessAnalyzer, Session {
        "`iam:PassRole` is allowed on all roles but some",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. `NotResource` lets every role through that it does not list, those yet to come among them: name the roles in `Resource`.",
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

    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: SecurityWarning, AccessAnalyzer, Session {
        "a pattern in `Action` includes `iam:PassRole`, on all roles but some",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. Name the actions, and in `Resource` the roles.",
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

    PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: SecurityWarning, AccessAnalyzer, Session {
        "`NotAction` leaves `iam:PassRole` in, on all roles but some",
        why: "Whoever may pass any role gets what the strongest of them may do: a function or an instance is started with it. List `iam:PassRole` too, or write `Action` and `Resource`.",
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

    CREATE_SLR_WITH_STAR_IN_RESOURCE: Warning, AccessAnalyzer, Session {
        "`iam:CreateServiceLinkedRole` is allowed for every service",
        why: "A service-linked role lets its service act in the account. Name the role, or the service with the condition key `iam:AWSServiceName`.",
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

    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: Warning, AccessAnalyzer, Session {
        "a pattern in `Action` includes `iam:CreateServiceLinkedRole`, for every service",
        why: "A service-linked role lets its service act in the account. Name the actions, and the service.",
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

    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Warning, AccessAnalyzer, Session {
        "`NotAction` leaves `iam:CreateServiceLinkedRole` in, for every service",
        why: "A service-linked role lets its service act in the account. List `iam:CreateServiceLinkedRole` too, or write `Action`.",
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

    CREATE_SLR_WITH_NOT_RESOURCE: Warning, AccessAnalyzer, Session {
        "`iam:CreateServiceLinkedRole` is allowed for all services but some",
        why: "A service-linked role lets its service act in the account. `NotResource` lets every role through that it does not list: name the roles in `Resource`.",
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

    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Warning, AccessAnalyzer, Session {
        "a pattern in `Action` includes `iam:CreateServiceLinkedRole`, for all services but some",
        why: "A service-linked role lets its service act in the account. Name the actions, and in `Resource` the roles.",
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

    CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: Warning, AccessAnalyzer, Session {
        "`NotAction` leaves `iam:CreateServiceLinkedRole` in, for all services but some",
        why: "A service-linked role lets its service act in the account. List `iam:CreateServiceLinkedRole` too, or write `Action` and `Resource`.",
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
