use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let tenant = Segment::<36>::new("tenant-a").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/${tenant}/*";
    };
}
