//! Conditions: operators, keys, values.

use super::entry::entries;

entries! {
    INVALID_CONDITION_OPERATOR: Error, AccessAnalyzer, Session {
        "a condition operator does not exist",
        why: "IAM refuses the policy. Operators may carry `IfExists` at the end and `ForAllValues:` or `ForAnyValue:` before them.",
        bad at "/Statement/0/Condition/StringMatches": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringMatches": { "s3:prefix": "tenant-a/*" } }
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

    NULL_WITH_IF_EXISTS: Error, AccessAnalyzer, Session {
        "`Null` carries `IfExists`",
        why: "`Null` asks whether the key exists, so IAM gives it no `IfExists`.",
        bad at "/Statement/0/Condition/NullIfExists": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NullIfExists": { "s3:prefix": "false" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Null": { "s3:prefix": "false" } }
  }]
}"#,
    }

    NULL_WITH_QUALIFIER: Suggestion, AccessAnalyzer, Session {
        "`Null` stands behind a set operator",
        why: "`Null` asks whether the key exists; how many values it has does not matter, so the qualifier does nothing.",
        bad at "/Statement/0/Condition/ForAnyValue:Null": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:Null": { "aws:TagKeys": "false" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:TagKeys": "false" } }
  }]
}"#,
    }

    INVALID_CONDITION_KEY_FORMAT: Error, AccessAnalyzer, Session {
        "a condition key is not `prefix:name`",
        why: "IAM refuses the policy. A key is `aws:` or the prefix of a service, and a name.",
        bad at "/Statement/0/Condition/StringLike/prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "prefix": "tenant-a/*" } }
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

    DUPLICATE_KEYS_WITH_DIFFERENT_CASE: Error, AccessAnalyzer, Session {
        "an operator has the same condition key twice, in different case",
        why: "IAM ignores the case of condition keys and refuses the same key twice under one operator.",
        bad at "/Statement/0/Condition/StringLike/s3:Prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "tenant-a/*", "s3:Prefix": "shared/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": ["tenant-a/*", "shared/*"] } }
  }]
}"#,
    }

    INVALID_CONDITION_DATA_TYPE: Error, AccessAnalyzer, Session {
        "the values of a condition key are of different JSON types",
        why: "IAM refuses a list that mixes strings, numbers and booleans.",
        bad at "/Statement/0/Condition/NumericEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": [10, "20"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": [10, 20] } }
  }]
}"#,
    }

    INVALID_CONDITION_MULTIPLE_BOOLEAN: Error, AccessAnalyzer, Session {
        "a boolean condition has more than one value",
        why: "A boolean key is either true or false: one value says all that can be said.",
        bad at "/Statement/0/Condition/Bool/aws:SecureTransport": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }]
}"#,
    }

    TYPE_MISMATCH_BOOLEAN: Warning, AccessAnalyzer, Session {
        "a value of `Bool` or `Null` is neither true nor false",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/Bool/aws:SecureTransport": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "yes" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }]
}"#,
    }

    TYPE_MISMATCH_NUMBER: Warning, AccessAnalyzer, Session {
        "a value of a numeric operator is no number",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/NumericLessThanEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThanEquals": { "s3:max-keys": "ten" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThanEquals": { "s3:max-keys": "10" } }
  }]
}"#,
    }

    TYPE_MISMATCH_DATE: Warning, AccessAnalyzer, Session {
        "a value of a date operator is no date",
        why: "The condition never matches. Dates are ISO 8601 as the W3C profiles it: a year, a month, a day, or a day with a time and its zone.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "31.12.2030" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "2030-12-31T00:00:00Z" } }
  }]
}"#,
    }

    INVALID_DATE_VALUE: Warning, AccessAnalyzer, Session {
        "a date is written as seconds since 1970",
        why: "IAM takes it, but not every service does, and nobody can read it: write ISO 8601. For the key `aws:EpochTime` it is the natural form and nothing is said.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "1924905600" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "2030-12-31T00:00:00Z" } }
  }]
}"#,
    }

    TYPE_MISMATCH_STRING: Warning, AccessAnalyzer, Session {
        "a value of `BinaryEquals` is not base64",
        why: "The condition never matches.",
        bad at "/Statement/0/Condition/BinaryEquals/s3:x-amz-content-sha256": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "BinaryEquals": { "s3:x-amz-content-sha256": "not base64" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "BinaryEquals": { "s3:x-amz-content-sha256": "bm90IGJhc2U2NA==" } }
  }]
}"#,
    }

    TYPE_MISMATCH_IP_RANGE: Error, AccessAnalyzer, Session {
        "a value of an address operator is no IP address or CIDR range",
        why: "The condition never matches, so an Allow grants nothing and a Deny denies nothing. Wildcards have no meaning here.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }

    WILDCARD_WITHOUT_LIKE_OPERATOR: Warning, AccessAnalyzer, Session {
        "a value has a wildcard, but its operator compares literally",
        why: "`StringEquals` and its kin take `*` and `?` as they are. Use `StringLike` or `StringNotLike`, or write `${*}` and `${?}` where the character itself is meant.",
        bad at "/Statement/0/Condition/StringEquals/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "s3:prefix": "tenant-a/*" } }
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

    EMPTY_OBJECT_CONDITION: Suggestion, AccessAnalyzer, Session {
        "`Condition`, or an operator in it, is an empty object",
        why: "It has no effect: remove it.",
        bad at "/Statement/0/Condition": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {}
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports"
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION: Suggestion, AccessAnalyzer, Session {
        "a condition key has an empty array of values",
        why: "No value matches, so the condition is never true (or, negated, always).",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": ["tenant-a/*"] } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_FORALLVALUES: Suggestion, AccessAnalyzer, Session {
        "a condition key under `ForAllValues` has an empty array of values",
        why: "It matches only requests without the key; `Null` says that plainly.",
        bad at "/Statement/0/Condition/ForAllValues:StringLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:TagKeys": "true" } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_FORANYVALUE: Suggestion, AccessAnalyzer, Session {
        "a condition key under `ForAnyValue` has an empty array of values",
        why: "No value matches, so the condition is never true.",
        bad at "/Statement/0/Condition/ForAnyValue:StringLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateTags",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": ["team"] } }
  }]
}"#,
    }

    EMPTY_ARRAY_CONDITION_IFEXISTS: Suggestion, AccessAnalyzer, Session {
        "a condition key under an `IfExists` operator has an empty array of values",
        why: "It matches only requests without the key; `Null` says that plainly.",
        bad at "/Statement/0/Condition/StringLikeIfExists/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLikeIfExists": { "s3:prefix": [] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "Null": { "s3:prefix": "true" } }
  }]
}"#,
    }
}
