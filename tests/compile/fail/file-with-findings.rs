use sts_policy::policy_file;
use sts_policy::value::{BucketName, Segment};

fn main() {
    let bucket = BucketName::new("reports").unwrap();
    let tenant = Segment::<36>::new("tenant-a").unwrap();
    let _ = policy_file!("policies/mistakes.json");
}
