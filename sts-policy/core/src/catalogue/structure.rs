//! What is no policy at all: JSON, elements, their types.

use super::entry::entries;

entries! {
    JSON_SYNTAX_ERROR: Error, AccessAnalyzer, Session {
        "the text is not one JSON document",
        why: "Nothing can be read from it, and STS answers `MalformedPolicyDocument`. A policy is UTF-8 text without a byte order mark that holds exactly one JSON object.",
        bad at "": r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*", }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" }
}"#,
    }

    DUPLICATE_JSON_KEY: Error, Ours, Session {
        "an object has the same key twice",
        why: "Most JSON readers silently keep the last one, so the policy that is enforced is not the one that was reviewed. Condition operators in different case count as equal, since IAM ignores their case.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Action": "s3:*",
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

    DATA_TYPE_MISMATCH: Error, AccessAnalyzer, Session {
        "an element has a value of the wrong JSON type",
        why: "IAM refuses the policy. Actions and resources are strings or arrays of strings, conditions are objects, the values of a condition are strings, numbers or booleans.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:SendMessage", null],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:SendMessage"],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }

    INEXACT_NUMBER: Error, Ours, Session {
        "a number has more digits than a JSON reader keeps",
        why: "Integers beyond 64 bits are read as floating-point numbers and lose digits, here and elsewhere. A string keeps them all, and IAM takes numbers in strings.",
        bad at "/Statement/0/Condition/NumericLessThan/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "s3:max-keys": 100000000000000000001 } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "s3:max-keys": "100000000000000000001" } }
  }]
}"#,
    }

    INVALID_POLICY_ELEMENT: Error, AccessAnalyzer, Session {
        "the policy or a statement has an element that IAM does not know",
        why: "IAM refuses the policy. Names of elements are case-sensitive.",
        bad at "/Statement/0/Actions": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Actions": ["s3:GetObjectVersion"],
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

    MISSING_STATEMENT: Error, AccessAnalyzer, Session {
        "the policy has no statement",
        why: "IAM refuses a policy that says nothing. To grant nothing, deny everything.",
        bad at "/Statement": r#"{ "Version": "2012-10-17", "Statement": [] }"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }]
}"#,
    }

    MISSING_VERSION: Warning, AccessAnalyzer, Session {
        "the policy has no `Version`",
        why: "IAM then takes the language of 2008-10-17, in which policy variables such as `${aws:username}` are plain text.",
        bad at "": r#"{
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    INVALID_VERSION: Error, AccessAnalyzer, Session {
        "`Version` is neither `2012-10-17` nor `2008-10-17`",
        why: "IAM refuses the policy. The version is that of the policy language, not the date of the policy.",
        bad at "/Version": r#"{
  "Version": "2026-01-01",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    MISSING_EFFECT: Error, AccessAnalyzer, Session {
        "a statement has no `Effect`",
        why: "IAM refuses the policy: there is no default between allowing and denying.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    INVALID_EFFECT: Error, AccessAnalyzer, Session {
        "`Effect` is neither `Allow` nor `Deny`",
        why: "IAM refuses the policy. The two words are case-sensitive.",
        bad at "/Statement/0/Effect": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Permit", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    MISSING_ACTION: Error, AccessAnalyzer, Session {
        "a statement has neither `Action` nor `NotAction`",
        why: "IAM refuses the policy. To mean every action, write `\"Action\": \"*\"`.",
        bad at "/Statement": r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Resource": "arn:aws:s3:::reports/*" }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
}"#,
    }

    MISSING_RESOURCE: Error, AccessAnalyzer, Session {
        "a statement has neither `Resource` nor `NotResource`",
        why: "IAM refuses the policy. To mean every resource, write `\"Resource\": \"*\"`.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeImages", "Resource": "*" }]
}"#,
    }

    UNSUPPORTED_ELEMENT_COMBINATION: Error, AccessAnalyzer, Session {
        "a statement has an element and its opposite",
        why: "IAM refuses a statement with both `Action` and `NotAction`, `Resource` and `NotResource`, or `Principal` and `NotPrincipal`.",
        bad at "/Statement/0/NotAction": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:*",
    "NotAction": "s3:DeleteBucket",
    "Resource": "arn:aws:s3:::reports"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports" },
    { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}"#,
    }
}
