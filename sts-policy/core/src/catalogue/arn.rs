//! The shape of ARNs in `Resource` and `NotResource`.

use super::entry::entries;

entries! {
    INVALID_ARN_PREFIX: Error, AccessAnalyzer, Session {
        "a resource does not begin with `arn:`",
        why: "IAM refuses the policy. A resource is an ARN or `*`; the name of a bucket or a path alone is neither.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }

    MISSING_ARN_FIELD: Error, AccessAnalyzer, Session {
        "an ARN has fewer than six fields",
        why: "IAM refuses the policy. An ARN is `arn:partition:service:region:account:resource`; fields that do not apply are empty, but their colons stay, and a wildcard does not stand for colons that are missing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }

    INVALID_ARN_ACCOUNT: Error, AccessAnalyzer, Session {
        "the account field of an ARN is no account ID",
        why: "An account ID has twelve digits, without hyphens. The field may also be empty, a pattern, or `aws` for what AWS owns.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:1111-2222-3333:orders"
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

    INVALID_ARN_SERVICE_CASE: Error, AccessAnalyzer, Session {
        "the service field of an ARN is not in lower case",
        why: "ARNs are case-sensitive, and all services are in lower case: this one matches nothing.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:S3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }

    WILDCARD_IN_SERVICE_NAME: Suggestion, AccessAnalyzer, Session {
        "the service field of an ARN has a wildcard",
        why: "Such a resource may match those of services yet to come, and IAM refuses it, since the \"resource vendor must be fully qualified and cannot contain regexes\".",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sn*:eu-west-1:111122223333:alerts"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"
  }]
}"#,
    }

    INVALID_PARTITION: Error, AccessAnalyzer, Session {
        "the partition field of an ARN is not a partition",
        why: "IAM refuses the policy. The second field of an ARN is `aws`, `aws-cn` in China, `aws-us-gov` in GovCloud, one of a few more, or `*` for every partition; a part of the name and a wildcard are not accepted.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws-china:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws-cn:s3:::reports/*"
  }]
}"#,
    }

    INVALID_ARN_RESOURCE: Error, AccessAnalyzer, Session {
        "the last part of an ARN is like none of its service",
        why: "Such an ARN matches nothing. In ARNs of service `iam`, IAM also refuses patterns that do not begin with a resource type, such as `role/`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "dynamodb:GetItem",
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:orders"
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
}
