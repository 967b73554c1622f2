//! What fits what, by AWS's service authorization reference.

use super::entry::entries;

entries! {
    ACTION_WITHOUT_RESOURCE: Warning, Ours, Session {
        "no resource of the statement is one that the action acts on",
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

    ARN_REGION_NOT_ALLOWED: Error, AccessAnalyzer, Session {
        "an ARN has a region, and those of its service have none",
        why: "Such an ARN matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam:us-east-1:111122223333:role/app"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam::111122223333:role/app"
  }]
}"#,
    }

    MISSING_ARN_REGION: Error, AccessAnalyzer, Session {
        "an ARN has no region, and those of its service have one",
        why: "Such an ARN matches nothing. `*` is every region.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs::111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }

    ARN_ACCOUNT_NOT_ALLOWED: Error, AccessAnalyzer, Session {
        "an ARN has an account, and those of its service have none",
        why: "Such an ARN matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3::111122223333:reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }

    MISSING_ARN_ACCOUNT: Error, AccessAnalyzer, Session {
        "an ARN has no account, and those of its service have one",
        why: "Such an ARN matches nothing. `*` is every account.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1::orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }

    UNSUPPORTED_ACTION_FOR_CONDITION_KEY: Error, AccessAnalyzer, Session {
        "requests for an action do not have the condition key",
        why: "The condition never holds for the action, or, where it is negated, always: the statement does not mean what it seems to.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*" } }
  }]
}"#,
    }

    TYPE_MISMATCH: Warning, AccessAnalyzer, Session {
        "a condition operator does not compare what the key holds",
        why: "A value of another type never matches: the condition never holds, or, where it is negated, always.",
        bad at "/Statement/0/Condition/Bool/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "s3:prefix": "true" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "s3:prefix": "true" } }
  }]
}"#,
    }

    MISSING_QUALIFIER: Error, AccessAnalyzer, Session {
        "a key with several values is compared without a set operator",
        why: "A request may have several values of the key. `ForAllValues` says that all of them must match, `ForAnyValue` that one is enough.",
        bad at "/Statement/0/Condition/StringEquals/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringEquals": { "aws:TagKeys": "team" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } }
  }]
}"#,
    }

    FORALLVALUES_WITH_SINGLE_VALUED_KEY: SecurityWarning, AccessAnalyzer, Session {
        "`ForAllValues` is used with a key that has one value",
        why: "It also holds where the request does not have the key at all, so an Allow allows more than it says.",
        bad at "/Statement/0/Condition/ForAllValues:StringEquals/aws:PrincipalTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringEquals": { "aws:PrincipalTag/team": "billing" } }
  }]
}"#,
    }

    STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: SecurityWarning, AccessAnalyzer, Session {
        "an ARN is compared as plain text",
        why: "In `StringLike` a star also stands for colons, so it may match ARNs of other accounts and services. `ArnLike` compares field by field.",
        bad at "/Statement/0/Condition/StringLike/aws:PrincipalArn": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }
  }]
}"#,
    }

    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: Suggestion, AccessAnalyzer, Session {
        "an Allow asks for tags of the resource, and an action looks at none",
        why: "The condition never holds for that action, so it is never allowed by the statement.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
    },
    { "Effect": "Allow", "Action": "secretsmanager:ListSecrets", "Resource": "*" }
  ]
}"#,
    }

    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, AccessAnalyzer, Session {
        "a Deny asks for tags of the resource, and an action looks at none",
        why: "The condition is judged as if the resource had no tags: what should be denied is not, or all is.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}
