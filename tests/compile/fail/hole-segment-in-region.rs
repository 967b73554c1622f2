use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let region = Segment::<14>::new("eu-west-1").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:{region}:111122223333:jobs";
    };
}
