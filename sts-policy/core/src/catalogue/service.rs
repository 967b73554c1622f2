//! What there is, by AWS's service authorization reference.

use super::entry::entries;

entries! {
    INVALID_ACTION: Error, AccessAnalyzer, Session {
        "a service has no such action",
        why: "IAM accepts the policy, and the action that was meant is not allowed: requests are denied later, and nothing says why. Actions ignore case; a pattern must match at least one.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersions"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }

    INVALID_SERVICE_IN_ACTION: Error, AccessAnalyzer, Session {
        "no service has such a prefix",
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

    INVALID_SERVICE: Error, AccessAnalyzer, Session {
        "an ARN or a condition key names a service that there is not",
        why: "An ARN of no service matches nothing, and a condition with the key of no service never holds. The service in an ARN is mostly, but not always, the prefix of the actions.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamo:eu-west-1:111122223333:table/orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
    }

    INVALID_ARN_REGION: Error, AccessAnalyzer, Session {
        "the region in an ARN is unknown, or of another partition",
        why: "Such an ARN matches nothing. A region is in one partition: those of China in `aws-cn`, those of GovCloud in `aws-us-gov`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-11:111122223333:orders"
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

    INVALID_REGION: Error, AccessAnalyzer, Session {
        "there is no region as a condition names it",
        why: "The condition never holds, or, where it is negated, always.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestedRegion": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:*:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west1" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:*:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
  }]
}"#,
    }

    INVALID_GLOBAL_CONDITION_KEY: Error, AccessAnalyzer, Session {
        "there is no such key with the prefix `aws:`",
        why: "No request has the key: the condition never holds, or, where it is negated, always.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestRegion": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestRegion": "eu-west-1" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
  }]
}"#,
    }

    DEPRECATED_GLOBAL_CONDITION_KEY: Warning, AccessAnalyzer, Session {
        "a condition key is deprecated",
        why: "It is still there, for some services only; its successor is there for more.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceOwner": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
    "Condition": { "StringEquals": { "aws:SourceOwner": "111122223333" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
    "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
  }]
}"#,
    }

    INVALID_SERVICE_CONDITION_KEY: Error, AccessAnalyzer, Session {
        "a service has no such condition key",
        why: "No request has the key: the condition never holds, or, where it is negated, always.",
        bad at "/Statement/0/Condition/StringLike/s3:prefixes": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefixes": "tenant-a/*" } }
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

    UNKNOWN_POLICY_VARIABLE: Error, Ours, Session {
        "there is no such policy variable",
        why: "It is never replaced, so the text never matches. A variable is called as a condition key is.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipleTag/team}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }
}
