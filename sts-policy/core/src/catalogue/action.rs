//! Actions.

use super::entry::entries;

entries! {
    INVALID_ACTION_FORMAT: Error, Ours, Session {
        "an action is not `prefix:Name`",
        why: "IAM refuses the policy (\"Actions/Conditions must be prefaced by a vendor\"). An action is the prefix of a service, a colon and a name in which `*` and `?` are wildcards; `*` alone means every action.",
        bad at "/Statement/0/Action/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  }]
}"#,
    }
}
