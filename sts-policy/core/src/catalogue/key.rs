//! Condition keys, and values whose form the key tells.

use super::entry::entries;

entries! {
    MISSING_TAG_KEY_IN_CONDITION: Error, AccessAnalyzer, Session {
        "a condition on a tag does not say which tag",
        why: "The keys `aws:PrincipalTag`, `aws:RequestTag` and `aws:ResourceTag` need the key of the tag behind a slash.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceTag": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:ResourceTag": "billing" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } }
  }]
}"#,
    }

    UNSUPPORTED_GLOBAL_CONDITION_KEY: Error, AccessAnalyzer, Session {
        "a condition uses the key `aws:ARN`, which was withdrawn",
        why: "No request has it. `aws:PrincipalArn` is the ARN of whoever makes the request, `aws:SourceArn` that of the resource which causes it.",
        bad at "/Statement/0/Condition/ArnLike/aws:ARN": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::111122223333:role/billing-*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing-*" } }
  }]
}"#,
    }

    UNTRUSTWORTHY_CONDITION_KEY: SecurityWarning, AccessAnalyzer, Session {
        "a condition is on what the caller writes into a header",
        why: "`aws:referer` and `aws:UserAgent` are headers of the request: every caller can write there what the condition asks for.",
        bad at "/Statement/0/Condition/StringLike/aws:UserAgent": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "aws:UserAgent": "billing/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }
  }]
}"#,
    }

    INVALID_VPC_FORMAT: Error, AccessAnalyzer, Session {
        "a value of `aws:SourceVpc` is no identifier of a VPC",
        why: "The condition never matches. An identifier is `vpc-` and 8 or 17 letters and digits.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceVpc": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-reports" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }
  }]
}"#,
    }

    INVALID_VPCE_FORMAT: Error, AccessAnalyzer, Session {
        "a value of `aws:SourceVpce` is no identifier of a VPC endpoint",
        why: "The condition never matches. An identifier is `vpce-` and 8 or 17 letters and digits.",
        bad at "/Statement/0/Condition/StringEquals/aws:SourceVpce/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": ["vpce-1a2b3c4d", "vpc-1a2b3c4d"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:SourceVpce": ["vpce-1a2b3c4d", "vpce-5e6f7a8b"] } }
  }]
}"#,
    }

    INVALID_SERVICE_PRINCIPAL_FORMAT: Error, AccessAnalyzer, Session {
        "a value that names a service is no service principal",
        why: "The condition never matches. Service principals are written in lower case with their domain, such as `ec2.amazonaws.com`; `kms:ViaService` has the region in it, such as `s3.eu-west-1.amazonaws.com`.",
        bad at "/Statement/0/Condition/StringEquals/iam:PassedToService": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "iam:PassedToService": "lambda" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker",
    "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
  }]
}"#,
    }

    INVALID_KMS_KEY_VALUE: Error, AccessAnalyzer, Session {
        "a value that must be the ARN of a KMS key is none",
        why: "The condition never matches: the key holds the ARN, whatever the request named the KMS key by.",
        bad at "/Statement/0/Condition/ArnEquals/s3:x-amz-server-side-encryption-aws-kms-key-id": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:alias/reports" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
    }
  }]
}"#,
    }
}
