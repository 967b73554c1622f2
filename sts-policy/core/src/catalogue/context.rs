//! Condition keys with what else stands in the statement.

use super::entry::entries;

entries! {
    S3_PREFIX_IN_NEGATIVE_CONTEXT: SecurityWarning, AccessAnalyzer, Session {
        "a statement keeps callers from some prefixes of a bucket only",
        why: "What is listed under `private/` is also listed under `priv`, so a Deny of `private/*` is got around with a shorter prefix. Say which prefixes may be listed: with `StringLike` in an Allow, or with `StringNotLike` in a Deny.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "private/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringNotLike": { "s3:prefix": ["public/*", "shared/*"] } }
  }]
}"#,
    }

    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: SecurityWarning, AccessAnalyzer, Session {
        "`dynamodb:Attributes` stands without `dynamodb:Select`",
        why: "DynamoDB looks at the attributes that a request names. A request to read that names none returns all of them, unless `dynamodb:Select` must be `SPECIFIC_ATTRIBUTES`.",
        bad at "/Statement/0/Condition/ForAllValues:StringEquals/dynamodb:Attributes": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    "Condition": {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "status"] }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    "Condition": {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "status"] },
      "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }
    }
  }]
}"#,
    }

    MISSING_PAIRED_CONDITION_KEYS: SecurityWarning, AccessAnalyzer, Session {
        "a private address is asked for, but not the network in which it is",
        why: "Private addresses are the same in every VPC: say which VPC, with `aws:SourceVpc`, `aws:SourceVpce` or `aws:SourceVpcArn`.",
        bad at "/Statement/0/Condition/IpAddress/aws:VpcSourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {
      "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {
      "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" },
      "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }
    }
  }]
}"#,
    }

    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: Warning, AccessAnalyzer, Session {
        "a condition key is asked of services that do not have it",
        why: "Only some services have `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`. For all others the condition is as if the request came from nowhere.",
        bad at "/Statement/0/Condition/StringEquals/aws:VpceOrgID": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
    }

    MISSING_ACTION_FOR_CONDITION_KEY: Error, AccessAnalyzer, Session {
        "a condition asks what a session is given, and nothing may be given",
        why: "A request that tags a session needs `sts:TagSession`, one that sets a source identity needs `sts:SetSourceIdentity`. Where they are not allowed, the condition can only fail.",
        bad at "/Statement/0/Condition/StringEquals/aws:RequestTag~1tenant": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "aws:RequestTag/tenant": "tenant-a" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "aws:RequestTag/tenant": "tenant-a" } }
  }]
}"#,
    }

    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: Suggestion, AccessAnalyzer, Session {
        "all but some actions are allowed where the resource has a tag",
        why: "Many actions do not look at tags of resources, and those are not allowed, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "NotAction": ["iam:*", "ec2:TerminateInstances"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["ec2:StartInstances", "ec2:StopInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }

    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, AccessAnalyzer, Session {
        "all but some actions are denied where the resource has a tag",
        why: "Many actions do not look at tags of resources, and those are not denied, whatever the tags are. List the actions in `Action`.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "NotAction": "ec2:StartInstances",
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": ["ec2:StopInstances", "ec2:TerminateInstances"],
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }
}
