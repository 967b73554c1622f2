use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let rest = Segment::<8>::new("22223333").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:1111{rest}:jobs";
    };
}
