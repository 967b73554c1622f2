//! Values of keys that say whose a request or a resource is.

use super::entry::entries;

entries! {
    WILDCARD_USAGE_TOO_PERMISSIVE: Error, AccessAnalyzer, Session {
        "a value that says whose a request or a resource is has a wildcard",
        why: "It may match what is anybody's: identifiers of accounts, organizations and networks are given out without order. In `aws:userid`, a wildcard may stand behind the colon, or for all that stands before it.",
        bad at "/Statement/0/Condition/StringLike/aws:PrincipalOrgID": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "aws:PrincipalOrgID": "o-a1b2*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
    }

    VARIABLE_USAGE_TOO_PERMISSIVE: Error, AccessAnalyzer, Session {
        "a value that says whose a request or a resource is has a policy variable",
        why: "Where the caller can choose what the variable is, the condition holds for what is anybody's. Variables that AWS itself sets are safe, such as `${aws:PrincipalAccount}`. In `aws:userid`, a variable may stand behind the colon, or for all that stands before it.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceAccount": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalTag/account}" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}" } }
  }]
}"#,
    }
}
