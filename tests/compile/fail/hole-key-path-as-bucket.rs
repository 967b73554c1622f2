use sts_policy::policy;
use sts_policy::value::KeyPath;

fn main() {
    let bucket = KeyPath::<63>::new("reports").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::{bucket}/*";
    };
}
