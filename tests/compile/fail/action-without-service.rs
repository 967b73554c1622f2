use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "GetObject" on "arn:aws:s3:::reports/*";
    };
}
