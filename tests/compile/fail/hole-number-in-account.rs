use sts_policy::policy;

fn main() {
    let account = 111122223333_u64;
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{account}:jobs";
    };
}
