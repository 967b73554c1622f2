//! Writes a session policy in source code. The compiler checks it.
//!
//! `cargo run -p sts-policy --example write -- tenant-a`

use std::error::Error;

use sts_policy::value::{BucketName, Segment};
use sts_policy::{SessionPolicy, policy};

/// A tenant reads its own folder of a bucket.
fn read_folder(bucket: &BucketName, tenant: &Segment<36>) -> SessionPolicy {
    policy! {
        Read: allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/*";
        List: allow "s3:ListBucket" on "arn:aws:s3:::{bucket}" when StringLike "s3:prefix" = "{tenant}/*";
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let tenant = std::env::args().nth(1).unwrap_or_else(|| "tenant-*".to_owned());
    let policy = read_folder(&BucketName::new("reports")?, &Segment::new(tenant)?);
    println!("{}", policy.policy().to_json_pretty());
    Ok(())
}
