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
}
