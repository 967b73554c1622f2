use sts_policy::policy;

fn main() {
    let _ = policy! {
        Read: allow "s3:GetObject" on "arn:aws:s3:::reports/*";
        Read: allow "s3:ListBucket" on "arn:aws:s3:::reports";
    };
}
