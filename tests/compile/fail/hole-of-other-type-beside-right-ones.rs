use sts_policy::policy;
use sts_policy::value::{BucketName, Partition};

fn main() {
    let partition = Partition::Aws;
    let bucket = BucketName::new("reports").unwrap();
    let tenant = "tenant-a";
    let _ = policy! {
        allow "s3:GetObject" on "arn:{partition}:s3:::{bucket}/{tenant}/*";
    };
}
