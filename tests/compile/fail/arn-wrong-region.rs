use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-wset-1:111122223333:jobs";
    };
}
