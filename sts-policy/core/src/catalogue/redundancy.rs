//! What says nothing that is not said beside it.

use super::entry::entries;

entries! {
    REDUNDANT_ACTION: Suggestion, AccessAnalyzer, Session {
        "an action is covered by another one of its list",
        why: "It changes nothing, takes room that is scarce in a session policy, and lets a reader think that it matters.",
        bad at "/Statement/0/Action/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sqs:ReceiveMessage", "sqs:Receive*"],
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sqs:ReceiveMessage",
    "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
  }]
}"#,
    }

    REDUNDANT_RESOURCE: Suggestion, AccessAnalyzer, Session {
        "a resource is covered by another one of its list",
        why: "It changes nothing, takes room that is scarce in a session policy, and lets a reader think that it matters. Often the wider one says more than was meant: `reports*` is also every bucket whose name begins so.",
        bad at "/Statement/0/Resource/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws:s3:::reports*", "arn:aws:s3:::reports/tenant-a/*"]
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/tenant-a/*"
  }]
}"#,
    }

    EQUIVALENT_TO_NULL_FALSE: Suggestion, AccessAnalyzer, Session {
        "a condition with the value `*` only asks whether the key is there",
        why: "`*` matches every value. `Null` with `false` asks the same, and says so.",
        bad at "/Statement/0/Condition/StringLike/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringLike": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:RequestTag/team": "false" } }
  }]
}"#,
    }

    EQUIVALENT_TO_NULL_TRUE: Suggestion, AccessAnalyzer, Session {
        "a negated condition with the value `*` only asks whether the key is absent",
        why: "`*` matches every value. `Null` with `true` asks the same, and says so.",
        bad at "/Statement/0/Condition/StringNotLike/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringNotLike": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "Null": { "aws:RequestTag/team": "true" } }
  }]
}"#,
    }

    REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: Suggestion, AccessAnalyzer, Session {
        "a condition with the value `*` always holds",
        why: "`*` matches every value, and `IfExists` and `ForAllValues` hold where there is none: the condition restricts nothing.",
        bad at "/Statement/0/Condition/StringLikeIfExists/aws:RequestTag~1team": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringLikeIfExists": { "aws:RequestTag/team": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "StringEquals": { "aws:RequestTag/team": "billing" } }
  }]
}"#,
    }

    REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: Suggestion, AccessAnalyzer, Session {
        "a condition with the value `*` never holds",
        why: "`*` matches every value, and `ForAnyValue` asks for one that is not matched: the statement has no effect.",
        bad at "/Statement/0/Condition/ForAnyValue:StringNotLike/aws:TagKeys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ec2:CreateVolume",
    "Resource": "arn:aws:ec2:eu-west-1:111122223333:volume/*",
    "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "team" } }
  }]
}"#,
    }

    REDUNDANT_CONDITION_VALUE_NUM: Suggestion, AccessAnalyzer, Session {
        "several numbers are compared, and only one counts",
        why: "A condition holds if it holds for one of its values. Less than one of several numbers is less than the greatest of them.",
        bad at "/Statement/0/Condition/NumericLessThan/aws:MultiFactorAuthAge": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": ["2700", "3600"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } }
  }]
}"#,
    }

    REDUNDANT_STATEMENT: Suggestion, AccessAnalyzer, Session {
        "two statements say the same",
        why: "One of them has no effect, and a change to the other only is easily made.",
        bad at "/Statement/1": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" },
    { "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
    }
}
