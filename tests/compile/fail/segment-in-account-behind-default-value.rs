use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let account = Segment::<36>::new("444455556666").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:${aws:PrincipalTag/r, '}:*:'}:{account}:queue";
    };
}
