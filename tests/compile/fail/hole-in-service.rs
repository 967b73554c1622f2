use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let service = Segment::<3>::new("sqs").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:{service}:eu-west-1:111122223333:jobs";
    };
}
