use sts_policy::policy;
use sts_policy::value::{BucketName, Segment};

fn main() {
    let bucket = BucketName::new("reports").unwrap();
    let tenant = Segment::<36>::new("tenant-a").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::{bucket//{tenant}/*";
        allow "s3:GetObject" on "arn:aws:s3:::{bucket/**/}/{tenant}/*";
        allow "s3:GetObject" on "arn:aws:s3:::{don't}/{gen}/*";
    };
}
