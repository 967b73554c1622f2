#![deny(deprecated)]

fn main() {
    let _ = sts_policy::policy! {
        allow "s3:GetBucketLocation", "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" = "tenant-a/*";
    };
}
