//! What belongs to a statement as a whole: its name, whom it is for, lists without items.

use super::entry::entries;

entries! {
    UNSUPPORTED_PRINCIPAL: Error, AccessAnalyzer, Session {
        "a statement names a principal",
        why: "A session policy applies to the session that is being made, and an identity policy to the identity that it is attached to; IAM refuses a `Principal` or `NotPrincipal` in either. Principals belong in resource policies and trust policies.",
        bad at "/Statement/0/Principal": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/reader" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
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

    UNSUPPORTED_SID: Error, AccessAnalyzer, Session {
        "a `Sid` has characters other than ASCII letters and digits",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "read reports",
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "ReadReports",
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }

    UNIQUE_SIDS_REQUIRED: Error, AccessAnalyzer, Session {
        "two statements have the same `Sid`",
        why: "IAM refuses the policy: a `Sid` is the statement's name in it.",
        bad at "/Statement/1/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
    }

    EMPTY_SID_VALUE: Suggestion, AccessAnalyzer, Session {
        "a `Sid` is empty",
        why: "It names nothing and costs bytes: name the statement or leave the element out.",
        bad at "/Statement/0/Sid": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Sid": "", "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    EMPTY_ARRAY_ACTION: Suggestion, AccessAnalyzer, Session {
        "`Action` is an empty array",
        why: "Without actions the statement has no effect: name some, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain actions\").",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": [], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }

    EMPTY_ARRAY_RESOURCE: Suggestion, AccessAnalyzer, Session {
        "`Resource` is an empty array",
        why: "Without resources the statement has no effect: name some, or remove the statement. Access Analyzer only suggests that; IAM refuses to create such a policy (\"Policy statement must contain resources\").",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [] }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*"] }]
}"#,
    }

    EMPTY_ARRAY_NOT_ELEMENT: SecurityWarning, Ours, Session {
        "`NotAction` or `NotResource` is an empty array",
        why: "All but nothing is everything: such a statement is about every action, or every resource. A list of exceptions that happens to be empty must not open the door; where everything is meant, say `*`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": [], "Resource": "arn:aws:s3:::reports/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
}"#,
    }
}
