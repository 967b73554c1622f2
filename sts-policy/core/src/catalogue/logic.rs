//! What statements come to: by themselves, beside each other, and for those who use the session.

use super::entry::entries;

entries! {
    ALLOW_COVERED_BY_DENY: Warning, Ours, Session {
        "a statement allows only what another one denies",
        why: "What one statement denies, no other can allow: the statement has no effect. Either it is left over, or the other one denies more than was meant.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/public/*" },
    { "Sid": "Protect", "Effect": "Deny", "Action": "s3:*Object", "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/public/*" },
    { "Sid": "Protect", "Effect": "Deny", "Action": "s3:*Object", "Resource": "arn:aws:s3:::reports/private/*" }
  ]
}"#,
    }

    CONDITIONS_NEVER_HOLD: Warning, Ours, Session {
        "two conditions of a statement never hold together",
        why: "All conditions of a statement must hold at once; only the values of one condition are alternatives. The statement has no effect.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "DateGreaterThan": { "aws:CurrentTime": "2030-06-30T00:00:00Z" },
      "DateLessThan": { "aws:CurrentTime": "2030-04-01T00:00:00Z" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "DateGreaterThan": { "aws:CurrentTime": "2030-04-01T00:00:00Z" },
      "DateLessThan": { "aws:CurrentTime": "2030-06-30T00:00:00Z" }
    }
  }]
}"#,
    }

    CONTRADICTING_PARTITIONS: Suggestion, Ours, Session {
        "the ARNs of a policy are of different partitions",
        why: "A partition, such as `aws`, `aws-cn` or `aws-us-gov`, is a world of its own: a session is of one, and no resource of another matches. A policy for several names each resource once for each partition, or writes `*` for it.",
        bad at "/Statement/0/Resource/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws-cn:s3:::reports/*", "arn:aws:s3:::invoices/*"]
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws-cn:s3:::reports/*", "arn:aws-cn:s3:::invoices/*"]
  }]
}"#,
    }

    USERNAME_NEVER_SET: Warning, Ours, Session {
        "a session policy asks for `aws:username`, which no session has",
        why: "Only the requests of IAM users have `aws:username`, not those of roles or federated users, whose sessions take a session policy. A text with the variable matches nothing. Use `aws:userid`, or a session tag.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:username}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/name}/*"
  }]
}"#,
    }

    ACTION_NEVER_ALLOWED: Warning, Ours, Federation {
        "a policy for `GetFederationToken` allows an action that its sessions cannot perform",
        why: "STS lets the sessions of `GetFederationToken` perform `GetCallerIdentity` and no other operation of its own, whatever their policies allow.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["sts:GetCallerIdentity", "sts:AssumeRole"],
    "Resource": "*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "sts:GetCallerIdentity",
    "Resource": "*"
  }]
}"#,
    }

    ACTION_ALLOWED_IN_CONSOLE_ONLY: Suggestion, Ours, Federation {
        "a policy for `GetFederationToken` allows actions of IAM",
        why: "The sessions of `GetFederationToken` can call no operation of IAM with the CLI or the API, whatever their policies allow; only in the console they can. `iam:PassRole` is no operation, and works.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:GetRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "arn:aws:iam::111122223333:role/worker"
  }]
}"#,
    }
}
