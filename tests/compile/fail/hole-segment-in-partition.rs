use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let partition = Segment::<10>::new("aws").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:{partition}:s3:::reports/*";
    };
}
