use sts_policy::PolicyTemplate;
use sts_policy::value::{KeyPath, Segment};

#[derive(PolicyTemplate)]
#[policy {
    allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{account}:{queue}";
}]
struct Queue {
    account: Segment<12>,
    queue: KeyPath<80>,
}

fn main() {}
