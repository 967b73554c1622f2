use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObject" onn "arn:aws:s3:::reports/*";
    };
}
