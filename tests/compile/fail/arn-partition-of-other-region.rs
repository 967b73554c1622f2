use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:cn-north-1:111122223333:jobs";
    };
}
