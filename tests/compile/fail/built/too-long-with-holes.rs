use sts_policy::policy;
use sts_policy::value::{BucketName, Segment};

fn main() {
    let tenant = Segment::<128>::new("tenant-a").unwrap();
    let bucket = BucketName::new("reports").unwrap();
    let _ = policy! {
        Read: allow "s3:GetObject"
            on "arn:aws:s3:::reports/{tenant}/*", "arn:aws:s3:::{bucket}/{tenant}/*";
        List: allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when StringLike "s3:prefix" = ["{tenant}", "{tenant}/*"];
    };
}
