use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let account = Segment::<12>::new("111122223333").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{account}:jobs";
    };
}
