use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let verb = Segment::<3>::new("Get").unwrap();
    let _ = policy! {
        allow "s3:{verb}Object" on "arn:aws:s3:::reports/*";
    };
}
