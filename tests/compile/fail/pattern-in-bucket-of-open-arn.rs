use sts_policy::policy;
use sts_policy::value::Pattern;

fn main() {
    let bucket = Pattern::<8>::new("*").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:*:*:{bucket}/reports/*";
    };
}
